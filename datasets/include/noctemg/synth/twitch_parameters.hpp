#pragma once

/// \file
/// Twitches and fasciculations. Each number with its unit, its meaning and where it comes from.

#include <tuple>

#include "noctemg/synth/parameter.hpp"

namespace noctemg::synth {

/// Twitches and fasciculations.
struct TwitchParameters {
  double per_hour = 15.0;
  double low_s = 0.075;
  double high_s = 0.15;
  double level_uv = 60.0;
  double level_sigma = 0.4;
  double efm_per_hour = 0.01;
  double efm_low_s = 1200.0;
  double efm_high_s = 3600.0;
  double efm_low_per_min = 5.0;
  double efm_high_per_min = 12.0;
  double fasciculation_per_hour = 2.0;
  double fasciculation_low_s = 0.005;
  double fasciculation_high_s = 0.015;
  double fasciculation_level_uv = 40.0;
  double fasciculation_sigma = 0.4;
  double fasciculation_calf_share = 0.7;

  // One line per number: a table, not a procedure.
  // NOLINTNEXTLINE(readability-function-size)
  static constexpr auto describe() {
    using G = TwitchParameters;
    return std::make_tuple(
        parameter("per_hour", &G::per_hour, "1/h",
                  "single twitches (fragmentary myoclonus), any muscle",
                  "Trimmel 2019: median 25.3/h (3-1102)"),
        parameter("low_s", &G::low_s, "s", "shortest", "75-150 ms, AASM"),
        parameter("high_s", &G::high_s, "s", Range{0.001, 1}, "longest", "75-150 ms, AASM"),
        parameter("level_uv", &G::level_uv, "uV", Range{1, 1000}, "median RMS at the peak",
                  "above 50 uV, AASM"),
        parameter("level_sigma", &G::level_sigma, "1", "spread of its logarithm", "proposal"),
        parameter("efm_per_hour", &G::efm_per_hour, "1/h",
                  "periods of excessive fragmentary myoclonus in NREM sleep",
                  "9 % of healthy sleepers (Frauscher 2014); rate proposed"),
        parameter("efm_low_s", &G::efm_low_s, "s", "their length: from", "at least 20 min (AASM)"),
        parameter("efm_high_s", &G::efm_high_s, "s", "their length: to", "proposal"),
        parameter("efm_low_per_min", &G::efm_low_per_min, "1/min", Range{0, 100},
                  "twitches per minute within: from", "at least 5 a minute (AASM)"),
        parameter("efm_high_per_min", &G::efm_high_per_min, "1/min", Range{0, 100},
                  "twitches per minute within: to", "proposal"),
        parameter("fasciculation_per_hour", &G::fasciculation_per_hour, "1/h",
                  "spontaneous fasciculations, single motor units",
                  "proposal; ALS: 40.5 a minute (SPiQE)"),
        parameter("fasciculation_low_s", &G::fasciculation_low_s, "s", "shortest",
                  "5-15 ms, general knowledge"),
        parameter("fasciculation_high_s", &G::fasciculation_high_s, "s", Range{0.001, 1}, "longest",
                  "same"),
        parameter("fasciculation_level_uv", &G::fasciculation_level_uv, "uV", Range{1, 1000},
                  "median RMS at the peak", "proposal"),
        parameter("fasciculation_sigma", &G::fasciculation_sigma, "1", "spread of its logarithm",
                  "proposal"),
        parameter("fasciculation_calf_share", &G::fasciculation_calf_share, "1",
                  "share in the calf", "proposal"));
  }
};
static_assert(every_member_described<TwitchParameters>);

}  // namespace noctemg::synth
