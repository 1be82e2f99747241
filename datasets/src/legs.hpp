#pragma once

/// \file
/// Two simulated legs: muscles, the electrodes over them, and how much of each muscle an electrode
/// sees.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "leads.hpp"
#include "noctemg/synth.hpp"
#include "noctemg/synth/parameters.hpp"

namespace noctemg::synth {

/// Muscles of one leg, in the order in which channels are given to them.
enum class LegMuscle : std::size_t { ta, gm, sol, gl, pl, vl, bf, rf, vm, st, ah, fhb, edb };
enum class LegPart { lower_leg, thigh, foot };

[[nodiscard]] std::string_view muscle_name(LegMuscle muscle) noexcept;   ///< canonical, snake_case
[[nodiscard]] std::string_view muscle_label(LegMuscle muscle) noexcept;  ///< "TA"
[[nodiscard]] LegPart part_of(LegMuscle muscle) noexcept;
/// What lies under an electrode over `canonical_name`, the best seen first: one muscle, several for
/// names such as triceps_surae, none for muscles that are not simulated.
[[nodiscard]] std::span<const LegMuscle> muscles_under(std::string_view canonical_name) noexcept;

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

/// One EMG channel of a leg.
struct Electrode {
  std::string label;        ///< "L TA"
  std::vector<View> views;  ///< its own sites first, then neighbours by cross-talk
  double ecg_uv = 0;        ///< peak of the heart's potential, either sign
  std::size_t own = 1;      ///< how many of the views are its own sites
  std::size_t channel = 0;  ///< its place in the recording
  double along_mm = 0;      ///< from the muscle's usual place towards the foot
  double across_mm = 0;     ///< and towards the outside of the leg
  [[nodiscard]] std::size_t site() const { return views.front().site; }
  [[nodiscard]] bool lies_over(std::size_t site) const;
};

/// Everything about a night that does not change while it goes on.
struct Legs {
  std::vector<Site> sites;  ///< left leg's muscles, then right leg's
  std::vector<Electrode> electrodes;
  std::uint64_t key = 0;  ///< of the night: all its randomness hangs on it

  [[nodiscard]] bool has(LegMuscle muscle) const;
  /// The muscle must be there: the four of the lower leg always are.
  [[nodiscard]] std::size_t site(LegMuscle muscle, Side side) const;
  [[nodiscard]] std::size_t muscles() const { return sites.size() / 2; }  ///< per leg
  /// Those of `wanted` that are simulated, of one leg.
  [[nodiscard]] std::vector<std::size_t> sites_among(std::span<const LegMuscle> wanted,
                                                     Side side) const;
  [[nodiscard]] std::vector<std::size_t> sites_in(LegPart part, Side side) const;
};

/// Shin and calf below both knees, and every other muscle that a lead lies over.
[[nodiscard]] Legs make_legs(const std::vector<Lead>& leads, const Parameters& parameters,
                             std::uint64_t key);

}  // namespace noctemg::synth
