#pragma once

/// \file
/// Two simulated legs: muscles, the electrodes over them, and how much of each muscle an electrode
/// sees.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/synth.hpp"
#include "noctemg/synth/parameters.hpp"

namespace noctemg::synth {

/// Muscles of one leg, in the order in which channels are given to them.
enum class LegMuscle : std::size_t { ta, gm, sol, gl, pl, vl, bf, rf };
inline constexpr std::size_t muscles_per_leg = 8;

[[nodiscard]] std::string_view muscle_name(LegMuscle muscle) noexcept;   ///< canonical, snake_case
[[nodiscard]] std::string_view muscle_label(LegMuscle muscle) noexcept;  ///< "TA"

/// One muscle of one leg with the physiology drawn for it.
struct Site {
  LegMuscle muscle = LegMuscle::ta;
  Side side = Side::left;
  double resting_uv = 0;      ///< RMS at rest
  double mvc_uv = 0;          ///< RMS of a maximal contraction
  double low_corner_hz = 0;   ///< of its spectrum at rest
  double high_corner_hz = 0;  ///< of its spectrum at rest
};

/// A site that an electrode sees; how well follows from where the two are.
struct View {
  std::size_t site = 0;
  double gain = 1;  ///< on top of that
};

/// One channel of the recording.
struct Electrode {
  std::string label;        ///< "L TA"
  std::vector<View> views;  ///< its own site first, then neighbours by cross-talk
  double along_mm = 0;      ///< from the muscle's usual place towards the foot
  double across_mm = 0;     ///< and towards the outside of the leg
  double ecg_uv = 0;        ///< peak of the heart's potential, either sign
  [[nodiscard]] std::size_t site() const { return views.front().site; }
};

/// Everything about a night that does not change while it goes on.
struct Legs {
  std::vector<Site> sites;  ///< left leg's muscles, then right leg's
  std::vector<Electrode> electrodes;
  std::uint64_t key = 0;  ///< of the night: all its randomness hangs on it

  [[nodiscard]] std::size_t site(LegMuscle muscle, Side side) const;
  [[nodiscard]] std::size_t muscles() const { return sites.size() / 2; }  ///< per leg
  /// Index of the first electrode over a site; electrodes.size() when there is none.
  [[nodiscard]] std::size_t electrode_on(std::size_t site) const;
};

/// \throws ArgumentError
[[nodiscard]] Legs make_legs(const NightPlan& plan, const Parameters& parameters);

}  // namespace noctemg::synth
