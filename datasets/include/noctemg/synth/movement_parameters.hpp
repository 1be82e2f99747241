#pragma once

/// \file
/// Movements of the legs: large, single and periodic ones. Each number with its unit, its meaning
/// and where it comes from.

#include <tuple>

#include "noctemg/synth/parameter.hpp"

namespace noctemg::synth {

/// Movements of the legs: large, single and periodic ones.
struct MovementParameters {
  double large_per_hour = 6.8;
  double large_median_s = 10.5;
  double large_sigma = 0.6;
  double large_low_s = 3.0;
  double large_high_s = 45.0;
  double large_level_uv = 40.0;
  double large_level_sigma = 0.6;
  double large_spread_s = 1.0;
  double large_cable_low_uv = 50.0;
  double large_cable_high_uv = 400.0;
  double single_per_hour = 6.0;
  double single_median_s = 2.2;
  double single_sigma = 0.5;
  double level_uv = 30.0;
  double level_sigma = 0.6;
  double calf_share = 0.3;
  double bilateral_share = 0.25;
  double lag_s = 1.0;
  double series_per_hour = 0.2;
  double series_length = 10.0;
  double interval_mode_s = 22.0;
  double interval_sigma = 0.3;
  double interval_low_s = 10.0;
  double interval_high_s = 90.0;
  double periodic_median_s = 3.0;
  double periodic_sigma = 0.35;

  // One line per number: a table, not a procedure.
  // NOLINTNEXTLINE(readability-function-size)
  static constexpr auto describe() {
    using G = MovementParameters;
    return std::make_tuple(
        parameter("large_per_hour", &G::large_per_hour, "1/h", "movements of many muscle groups",
                  "IRLSSG 2021 normative study: median 6.8/h (IQR 4.5-10.8)"),
        parameter("large_median_s", &G::large_median_s, "s", "their median length",
                  "fitted to a mean of 12.4 s"),
        parameter("large_sigma", &G::large_sigma, "1", "spread of its logarithm", "same"),
        parameter("large_low_s", &G::large_low_s, "s", "shortest", "Ferri 2021: 3-45 s"),
        parameter("large_high_s", &G::large_high_s, "s", "longest", "Ferri 2021: 3-45 s"),
        parameter("large_level_uv", &G::large_level_uv, "uV", "median RMS, drawn per site",
                  "proposal"),
        parameter("large_level_sigma", &G::large_level_sigma, "1", "spread of its logarithm",
                  "proposal"),
        parameter("large_spread_s", &G::large_spread_s, "s", "onsets of the sites lie within",
                  "field reference: onsets within 1 s"),
        parameter("large_cable_low_uv", &G::large_cable_low_uv, "uV",
                  "cable artefact below 20 Hz that goes with it, RMS: from", "proposal"),
        parameter("large_cable_high_uv", &G::large_cable_high_uv, "uV", "cable artefact: to",
                  "proposal"),
        parameter("single_per_hour", &G::single_per_hour, "1/h", "single leg movements",
                  "proposal"),
        parameter("single_median_s", &G::single_median_s, "s", "their median length",
                  "proposal within 0.5-10 s (AASM)"),
        parameter("single_sigma", &G::single_sigma, "1", "spread of its logarithm", "same"),
        parameter("level_uv", &G::level_uv, "uV",
                  "median RMS of leg movements in the leading muscle", "proposal"),
        parameter("level_sigma", &G::level_sigma, "1", "spread of its logarithm", "proposal"),
        parameter("calf_share", &G::calf_share, "1",
                  "share of leg movements in which the gastrocnemius joins",
                  "de Weerd 2004, Gultekin 2014: no regular order; share proposed"),
        parameter("bilateral_share", &G::bilateral_share, "1",
                  "share of leg movements in both legs", "proposal"),
        parameter("lag_s", &G::lag_s, "s", "other muscles follow within", "de Weerd 2004: 0-1 s"),
        parameter("series_per_hour", &G::series_per_hour, "1/h",
                  "series of periodic movements, in sleep",
                  "scenario; 18 % of healthy adults above 15 movements an hour (Frauscher 2014)"),
        parameter("series_length", &G::series_length, "1",
                  "mean number of movements in a series, at least 4", "scenario"),
        parameter("interval_mode_s", &G::interval_mode_s, "s",
                  "most frequent onset-to-onset interval", "Ferri 2006: peak at 22-26 s"),
        parameter("interval_sigma", &G::interval_sigma, "1", "spread of its logarithm", "proposal"),
        parameter("interval_low_s", &G::interval_low_s, "s", "shortest interval", "WASM 2016"),
        parameter("interval_high_s", &G::interval_high_s, "s", "longest interval", "WASM 2016"),
        parameter("periodic_median_s", &G::periodic_median_s, "s",
                  "median length of periodic movements", "3.2 +/- 0.65 s (PMC4434558)"),
        parameter("periodic_sigma", &G::periodic_sigma, "1", "spread of its logarithm",
                  "proposal"));
  }
};
static_assert(every_member_described<MovementParameters>);

}  // namespace noctemg::synth
