#pragma once

/// \file
/// The script of a night: what every muscle and every cable does when, before any sample is made.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "legs.hpp"
#include "noctemg/synth.hpp"
#include "setup.hpp"

namespace noctemg::synth {

/// What the motor units of a muscle do during a burst.
enum class Drive {
  contraction,    ///< recruited in order of size
  cramp,          ///< take turns about a focus
  fasciculation,  ///< one or two discharge once
  volley          ///< several discharge almost at once
};

/// Activity of one muscle over a time: a trapezoid of RMS amplitude on the muscle's first electrode
/// with a regular modulation and a slow random fluctuation on it.
struct Burst {
  std::size_t site = 0;
  double onset_s = 0;
  double duration_s = 0;
  double level_uv = 0;  ///< RMS at the plateau
  double rise_s = 0;
  double fall_s = 0;
  double modulation_depth = 0;  ///< share of the level
  double modulation_hz = 0;
  double pitch = 1;        ///< conduction velocity relative to the usual one at onset
  double pitch_fall = 0;   ///< and this share less after a minute
  double fluctuation = 0;  ///< spread of the logarithm of its random fluctuation
  std::uint64_t key = 0;   ///< of that fluctuation
  Drive drive = Drive::contraction;

  [[nodiscard]] double end_s() const { return onset_s + duration_s; }
};

enum class DisturbanceKind {
  cable,
  crackle,
  hum,
  lead_off_flat,
  lead_off_open,
  loose,
  pop,
  rail,
};

/// Something on one electrode that no muscle makes.
struct Disturbance {
  DisturbanceKind kind = DisturbanceKind::cable;
  std::size_t electrode = 0;
  double onset_s = 0;
  double duration_s = 0;
  double level_uv = 0;    ///< RMS of a cable's movement, amplitude of hum, height of a pop
  double decay_s = 0;     ///< of a pop
  std::uint64_t key = 0;  ///< of its noise

  [[nodiscard]] double end_s() const { return onset_s + duration_s; }
};

/// What an accelerometer feels.
struct Motion {
  double onset_s = 0;
  double duration_s = 0;
  double level_g = 0;
  double beats_hz = 0;        ///< 0: irregular
  Side side = Side::unknown;  ///< of one leg; unknown: of the whole body

  [[nodiscard]] double end_s() const { return onset_s + duration_s; }
};

/// A moment at which the body may lie down another way, or gets up.
struct Turn {
  double t_s = 0;
  bool upright = false;
};

struct Script {
  std::string id;
  double duration_s = 0;  ///< a whole number
  Legs legs;
  Parameters parameters;
  std::vector<Lead> leads;                ///< the channels in the order of the recording
  std::vector<Burst> bursts;              ///< sorted by onset
  std::vector<Disturbance> disturbances;  ///< sorted by onset
  std::vector<Motion> motions;            ///< sorted by onset
  std::vector<Turn> turns;                ///< sorted
  std::vector<Episode> episodes;          ///< sorted by onset
  Hypnogram hypnogram;
};

/// Draws everything that happens.
[[nodiscard]] Script write_script(const Setup& setup);
/// \throws ArgumentError, OptionError
[[nodiscard]] Script write_script(const NightPlan& plan);

/// The public part of a script. \param number  of the night in its series: its date
[[nodiscard]] NightTruth truth_of(const Script& script, int number);

}  // namespace noctemg::synth
