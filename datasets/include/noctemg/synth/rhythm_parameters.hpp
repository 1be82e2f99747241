#pragma once

/// \file
/// Rhythmic trains of the feet. Each number with its unit, its meaning and where it comes from.

#include <tuple>

#include "noctemg/synth/parameter.hpp"

namespace noctemg::synth {

/// Rhythmic trains of the feet.
struct RhythmParameters {
  double hflm_per_hour = 0.1;
  double hflm_mean_s = 17.6;
  double hflm_sd_s = 35.4;
  double hflm_low_s = 2.0;
  double hflm_high_s = 366.0;
  double hflm_hz = 1.6;
  double hflm_sd_hz = 0.6;
  double hflm_low_hz = 0.4;
  double hflm_high_hz = 3.7;
  double hflm_wake_share = 0.64;
  double hflm_duty_low = 0.3;
  double hflm_duty_high = 0.6;
  double alma_per_hour = 0.06;
  double alma_low_s = 3.0;
  double alma_high_s = 20.0;
  double alma_low_hz = 1.0;
  double alma_high_hz = 2.0;
  double alma_burst_low_s = 0.1;
  double alma_burst_high_s = 0.5;
  double tremor_per_hour = 0.05;
  double tremor_low_s = 10.0;
  double tremor_high_s = 15.0;
  double tremor_low_hz = 1.0;
  double tremor_high_hz = 2.0;
  double tremor_burst_low_s = 0.3;
  double tremor_burst_high_s = 0.7;
  double jitter = 0.05;
  double calf_share = 0.3;
  double level_uv = 30.0;
  double level_sigma = 0.6;

  // One line per number: a table, not a procedure.
  // NOLINTNEXTLINE(readability-function-size)
  static constexpr auto describe() {
    using G = RhythmParameters;
    return std::make_tuple(
        parameter("hflm_per_hour", &G::hflm_per_hour, "1/h",
                  "high-frequency leg movements: trains of one leg, per hour",
                  "26.5 +/- 30.5 a night in the 7-8 % who have them (Yang and Winkelman 2010); "
                  "rate of others proposed"),
        parameter("hflm_mean_s", &G::hflm_mean_s, "s", Range{0.1, 3600}, "their mean length",
                  "Yang and Winkelman 2010: 17.6 +/- 35.4 s"),
        parameter("hflm_sd_s", &G::hflm_sd_s, "s", "its standard deviation", "same"),
        parameter("hflm_low_s", &G::hflm_low_s, "s", "shortest",
                  "Yang and Winkelman 2010: 1.5 s to 6.1 min; four bursts need 2 s"),
        parameter("hflm_high_s", &G::hflm_high_s, "s", "longest",
                  "Yang and Winkelman 2010: 1.5 s to 6.1 min"),
        parameter("hflm_hz", &G::hflm_hz, "Hz", "mean rate of bursts",
                  "Yang and Winkelman 2010: 1.6 +/- 0.6 Hz (0.4-3.7)"),
        parameter("hflm_sd_hz", &G::hflm_sd_hz, "Hz", Range{0, 10}, "its standard deviation",
                  "same"),
        parameter("hflm_low_hz", &G::hflm_low_hz, "Hz", "slowest", "same"),
        parameter("hflm_high_hz", &G::hflm_high_hz, "Hz", Range{0.01, 10}, "fastest", "same"),
        parameter("hflm_wake_share", &G::hflm_wake_share, "1",
                  "share of them in wakefulness, where the night has room for them",
                  "Yang and Winkelman 2010: 64 %"),
        parameter("hflm_duty_low", &G::hflm_duty_low, "1", Range{0.05, 0.9},
                  "burst as a share of the time between bursts: from", "proposal"),
        parameter("hflm_duty_high", &G::hflm_duty_high, "1", Range{0.05, 0.9},
                  "burst as a share of the time between bursts: to", "proposal"),
        parameter("alma_per_hour", &G::alma_per_hour, "1/h",
                  "alternating leg muscle activation, per hour",
                  "Chervin 2003 describes it; rate proposed"),
        parameter("alma_low_s", &G::alma_low_s, "s", "length of a train: from",
                  "Chervin 2003: several seconds to 20 s"),
        parameter("alma_high_s", &G::alma_high_s, "s", "length of a train: to", "same"),
        parameter("alma_low_hz", &G::alma_low_hz, "Hz", "alternations per second: from",
                  "Chervin 2003: about 1-2 Hz"),
        parameter("alma_high_hz", &G::alma_high_hz, "Hz", Range{0.01, 10},
                  "alternations per second: to", "same"),
        parameter("alma_burst_low_s", &G::alma_burst_low_s, "s", "burst: from",
                  "Chervin 2003: 0.1-0.5 s"),
        parameter("alma_burst_high_s", &G::alma_burst_high_s, "s", Range{0.001, 2}, "burst: to",
                  "same"),
        parameter("tremor_per_hour", &G::tremor_per_hour, "1/h",
                  "hypnogenic foot tremor, between waking and light sleep, per hour",
                  "rhythmic foot movements in 7.5 % of 375 patients (rhythmic feet movements while "
                  "falling asleep, Wichniak 2001); rate proposed"),
        parameter("tremor_low_s", &G::tremor_low_s, "s", "length of a train: from",
                  "Wichniak 2001: series of 10-15 s"),
        parameter("tremor_high_s", &G::tremor_high_s, "s", "length of a train: to", "same"),
        parameter("tremor_low_hz", &G::tremor_low_hz, "Hz", "bursts per second: from",
                  "Wichniak 2001: 1-2 a second"),
        parameter("tremor_high_hz", &G::tremor_high_hz, "Hz", Range{0.01, 10},
                  "bursts per second: to", "same"),
        parameter("tremor_burst_low_s", &G::tremor_burst_low_s, "s", "burst: from",
                  "Wichniak 2001: 300-700 ms"),
        parameter("tremor_burst_high_s", &G::tremor_burst_high_s, "s", Range{0.001, 3}, "burst: to",
                  "same"),
        parameter("jitter", &G::jitter, "1", Range{0, 0.2},
                  "standard deviation of a beat's time as a share of the time between beats",
                  "proposal"),
        parameter("calf_share", &G::calf_share, "1",
                  "share of one-sided trains in which the gastrocnemius joins", "proposal"),
        parameter("level_uv", &G::level_uv, "uV", Range{1, 1000},
                  "median RMS at the peak of a burst", "proposal"),
        parameter("level_sigma", &G::level_sigma, "1", "spread of its logarithm between trains",
                  "proposal"));
  }
};
static_assert(every_member_described<RhythmParameters>);

}  // namespace noctemg::synth
