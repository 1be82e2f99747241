#pragma once

/// \file
/// What legs do while their owner is awake. Each number with its unit, its meaning and where it
/// comes from.

#include <tuple>

#include "noctemg/synth/parameter.hpp"

namespace noctemg::synth {

/// What legs do while their owner is awake.
struct WakeParameters {
  double restless_per_wake_hour = 10.0;
  double restless_median_s = 2.5;
  double restless_sigma = 0.6;
  double restless_level_uv = 40.0;
  double walk_per_hour = 0.06;
  double walk_low_s = 20.0;
  double walk_high_s = 120.0;
  double stride_low_hz = 0.8;
  double stride_high_hz = 1.1;
  double stride_sigma = 0.1;
  double walk_low = 0.1;
  double walk_high = 0.3;
  double walk_cable_low_uv = 150.0;
  double walk_cable_high_uv = 800.0;

  // One line per number: a table, not a procedure.
  // NOLINTNEXTLINE(readability-function-size)
  static constexpr auto describe() {
    using G = WakeParameters;
    return std::make_tuple(
        parameter("restless_per_wake_hour", &G::restless_per_wake_hour, "1/h",
                  "restless movements of both legs, per hour awake", "proposal"),
        parameter("restless_median_s", &G::restless_median_s, "s", Range{0.5, 15},
                  "their median length", "0.5-15 s for both legs (WASM 2016); median proposed"),
        parameter("restless_sigma", &G::restless_sigma, "1", "spread of its logarithm", "proposal"),
        parameter("restless_level_uv", &G::restless_level_uv, "uV", Range{1, 1000}, "median RMS",
                  "proposal"),
        parameter("walk_per_hour", &G::walk_per_hour, "1/h",
                  "getting up and walking, without a cramp",
                  "one visit to the bathroom in two nights; proposal"),
        parameter("walk_low_s", &G::walk_low_s, "s", "length of a walk: from", "proposal"),
        parameter("walk_high_s", &G::walk_high_s, "s", "length of a walk: to", "proposal"),
        parameter("stride_low_hz", &G::stride_low_hz, "Hz", "strides per second of each leg: from",
                  "about one a second at a comfortable pace, general knowledge"),
        parameter("stride_high_hz", &G::stride_high_hz, "Hz", Range{0.01, 5},
                  "strides per second: to", "same"),
        parameter("stride_sigma", &G::stride_sigma, "1", Range{0, 1},
                  "spread of the logarithm of a burst's strength from stride to stride",
                  "proposal"),
        parameter("walk_low", &G::walk_low, "1", Range{0, 1},
                  "strength as a share of a maximal contraction: from", "proposal"),
        parameter("walk_high", &G::walk_high, "1", Range{0, 1}, "strength: to", "proposal"),
        parameter("walk_cable_low_uv", &G::walk_cable_low_uv, "uV",
                  "cable artefact that goes with it, RMS: from", "proposal"),
        parameter("walk_cable_high_uv", &G::walk_cable_high_uv, "uV", "cable artefact: to",
                  "proposal"));
  }
};
static_assert(every_member_described<WakeParameters>);

}  // namespace noctemg::synth
