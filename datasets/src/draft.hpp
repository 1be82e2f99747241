#pragma once

/// \file
/// A script while it is being written: finds room for events and keeps the truth about them.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "occupancy.hpp"
#include "random.hpp"
#include "script.hpp"

namespace noctemg::synth {

/// What a thing's place has to be like.
struct Wish {
  std::span<const std::size_t> sites;  ///< all must be free
  double duration_s = 0;
  double before_s = 0;             ///< free time wanted before the onset
  double after_s = 0;              ///< free time wanted after the end
  std::vector<Stage> stages = {};  ///< at the onset; none: any
  bool through_lead_off = false;   ///< electrodes that are off do not matter
};

class Draft {
 public:
  explicit Draft(Script& to);

  Script& script;
  std::vector<Stage> epochs;  ///< one per 30 s

  [[nodiscard]] const Legs& legs() const { return script.legs; }
  [[nodiscard]] Stage stage_at(double t_s) const;
  [[nodiscard]] double hours() const { return script.duration_s / 3600; }
  [[nodiscard]] double hours_in(std::span<const Stage> stages) const;
  /// From now on the sleeper is awake in these epochs.
  void wake(double begin_s, double end_s);
  /// Onset for a wish, uniform over the places where it can be had; none when the night is too
  /// full.
  [[nodiscard]] std::optional<double> find_onset(Draw& draw, const Wish& wish) const;
  /// The same, but the stages are given up where they cannot be had.
  [[nodiscard]] std::optional<double> find_onset_anyway(Draw& draw, Wish wish) const;
  [[nodiscard]] bool fits(double onset_s, const Wish& wish) const;
  /// True when the electrode over a site is off at some moment of [begin, end).
  [[nodiscard]] bool is_off(std::size_t site, double begin_s, double end_s) const;

  void take(std::span<const std::size_t> sites, double begin_s, double end_s);
  void take_off(std::size_t site, double begin_s, double end_s);
  void add(Burst burst);
  void add(Disturbance disturbance);

  /// Writes an episode down. \param sites  leading site first; those without electrode are left out
  Episode& tell(Label label, double onset_s, double end_s, std::span<const std::size_t> sites,
                std::string reason);
  /// The same for things on electrodes.
  Episode& tell_artifact(double onset_s, double end_s, std::span<const std::size_t> electrodes,
                         std::string reason);

 private:
  Episode& write_down(Label label, double onset_s, double end_s, std::string reason);

  Occupancy busy_;
  Occupancy off_;
};

/// Rounds to milliseconds, the grid on which all events lie.
[[nodiscard]] double on_grid(double t_s);

/// All sites of a leg, or of both with Side::unknown.
[[nodiscard]] std::vector<std::size_t> sites_of(const Legs& legs, Side side);

/// A movement of many muscle groups of both legs, with its cables; also what follows a cramp.
/// The place must be free.
void write_large_movement(Draft& draft, Draw& draw, double onset_s, double duration_s,
                          const std::string& reason);

/// Strides through the room, both legs, with swaying cables. The place must be free.
void write_walk(Draft& draft, Draw& draw, double onset_s, double duration_s,
                const std::string& reason);

/// Single discharges of a motor unit. The place must be free.
void write_fasciculation(Draft& draft, Draw& draw, std::size_t site, double onset_s,
                         const std::string& reason);

/// Artefact on the cables of all electrodes. \param low, high  RMS, drawn once for all
void shake_cables(Draft& draft, Draw& draw, double onset_s, double duration_s, double low_uv,
                  double high_uv);

/// A movement of the feet and toes, beginning in a tibialis anterior. Times from its onset.
struct LegMovement {
  std::vector<std::size_t> sites;  ///< leading site first
  std::vector<Burst> bursts;
  double span_s = 0;  ///< to the end of the last burst
};
[[nodiscard]] LegMovement draw_leg_movement(const Legs& legs, const MovementParameters& p,
                                            Draw& draw, double duration_s);
void write_leg_movement(Draft& draft, const LegMovement& movement, double onset_s,
                        const std::string& reason);

void write_sleep(Draft& draft);
void write_cramps(Draft& draft);
void write_walks(Draft& draft);
void write_restlessness(Draft& draft);
void write_twitches(Draft& draft);
void write_movements(Draft& draft);
void write_trains(Draft& draft);
void write_rhythms(Draft& draft);
void write_tone(Draft& draft);
void write_absent_electrodes(Draft& draft);
void write_artifacts(Draft& draft);

}  // namespace noctemg::synth
