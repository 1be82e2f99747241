#pragma once

/// \file
/// Contractions that last: low tone, holds and spasms. Each number with its unit, its meaning and
/// where it comes from.

#include <tuple>

#include "noctemg/synth/parameter.hpp"

namespace noctemg::synth {

/// Contractions that last: low tone, holds and spasms.
struct ToneParameters {
  double low_per_hour = 0.1;
  double low_median_s = 240.0;
  double low_sigma = 0.8;
  double rem_per_rem_hour = 1.0;
  double rem_low_s = 30.0;
  double rem_high_s = 300.0;
  double weakest_uv = 3.0;
  double strongest_uv = 8.0;
  double ramp_low_s = 10.0;
  double ramp_high_s = 60.0;
  double company_share = 0.5;
  double hold_per_hour = 0.25;
  double group_hold_per_hour = 0.25;
  double hold_low_s = 5.0;
  double hold_high_s = 60.0;
  double hold_low = 0.05;
  double hold_high = 0.3;
  double hold_ramp_low_s = 0.3;
  double hold_ramp_high_s = 1.5;
  double spasm_per_hour = 0.0;
  double spasm_low_s = 2.0;
  double spasm_high_s = 60.0;
  double spasm_median_s = 8.0;
  double spasm_sigma = 0.8;
  double spasm_low = 0.1;
  double spasm_high = 0.5;
  double spasm_rise_low_s = 0.05;
  double spasm_rise_high_s = 0.5;
  double spasm_fall_low_s = 0.5;
  double spasm_fall_high_s = 4.0;
  double clonus_share = 0.3;
  double clonus_low_hz = 4.0;
  double clonus_high_hz = 8.0;
  double both_legs_share = 0.3;

  // One line per number: a table, not a procedure.
  // NOLINTNEXTLINE(readability-function-size)
  static constexpr auto describe() {
    using G = ToneParameters;
    return std::make_tuple(
        parameter("low_per_hour", &G::low_per_hour, "1/h",
                  "periods of low tone in any stage, REM and wake first", "proposal"),
        parameter("low_median_s", &G::low_median_s, "s", "their median length, 1 to 30 min",
                  "1-30 min, proposal"),
        parameter("low_sigma", &G::low_sigma, "1", "spread of its logarithm", "proposal"),
        parameter("rem_per_rem_hour", &G::rem_per_rem_hour, "1/h",
                  "periods of tone within REM sleep, per hour of REM",
                  "tonic EMG in REM (SINBAR); rate proposed"),
        parameter("rem_low_s", &G::rem_low_s, "s", "their length: from",
                  "half an epoch's tone counts (AASM); proposal"),
        parameter("rem_high_s", &G::rem_high_s, "s", "their length: to", "proposal"),
        parameter("weakest_uv", &G::weakest_uv, "uV", "RMS of low tone: weakest",
                  "REM tone of 10-20 uV peak to peak; proposal"),
        parameter("strongest_uv", &G::strongest_uv, "uV", "RMS of low tone: strongest", "same"),
        parameter("ramp_low_s", &G::ramp_low_s, "s", "rise and fall of low tone: from",
                  "no onset edge; proposal"),
        parameter("ramp_high_s", &G::ramp_high_s, "s", "rise and fall of low tone: to", "same"),
        parameter("company_share", &G::company_share, "1",
                  "chance of each other muscle of the leg to join", "proposal"),
        parameter("hold_per_hour", &G::hold_per_hour, "1/h",
                  "voluntary co-contractions of antagonists", "proposal"),
        parameter("group_hold_per_hour", &G::group_hold_per_hour, "1/h",
                  "voluntary holds of one muscle group", "proposal"),
        parameter("hold_low_s", &G::hold_low_s, "s", "length of a hold: from", "5-60 s, proposal"),
        parameter("hold_high_s", &G::hold_high_s, "s", "length of a hold: to", "same"),
        parameter("hold_low", &G::hold_low, "1", Range{0, 1},
                  "strength as a share of a maximal contraction: from", "proposal"),
        parameter("hold_high", &G::hold_high, "1", Range{0, 1}, "strength: to", "proposal"),
        parameter("hold_ramp_low_s", &G::hold_ramp_low_s, "s", "rise and fall of a hold: from",
                  "trapezoid, proposal"),
        parameter("hold_ramp_high_s", &G::hold_ramp_high_s, "s", "rise and fall of a hold: to",
                  "same"),
        parameter("spasm_per_hour", &G::spasm_per_hour, "1/h", "spasms of all muscles of a leg",
                  "spinal cord injury only; rate is the scenario's"),
        parameter("spasm_low_s", &G::spasm_low_s, "s", "length of a spasm: shortest",
                  "2-60 s; minutes in 48 % of acute injuries"),
        parameter("spasm_high_s", &G::spasm_high_s, "s", "length of a spasm: longest", "same"),
        parameter("spasm_median_s", &G::spasm_median_s, "s", "median length", "proposal"),
        parameter("spasm_sigma", &G::spasm_sigma, "1", "spread of its logarithm", "proposal"),
        parameter("spasm_low", &G::spasm_low, "1", Range{0, 1},
                  "strength as a share of a maximal contraction: from", "proposal"),
        parameter("spasm_high", &G::spasm_high, "1", Range{0, 1}, "strength: to", "proposal"),
        parameter("spasm_rise_low_s", &G::spasm_rise_low_s, "s", "rise: from", "abrupt; proposal"),
        parameter("spasm_rise_high_s", &G::spasm_rise_high_s, "s", "rise: to", "same"),
        parameter("spasm_fall_low_s", &G::spasm_fall_low_s, "s", "fall: from", "proposal"),
        parameter("spasm_fall_high_s", &G::spasm_fall_high_s, "s", "fall: to", "proposal"),
        parameter("clonus_share", &G::clonus_share, "1", "share of spasms with clonus of the ankle",
                  "unit, tonic, clonus, myoclonus and mixed spasms (Thomas 2014); share proposed"),
        parameter("clonus_low_hz", &G::clonus_low_hz, "Hz", "beats of clonus per second: from",
                  "general knowledge: 4-8 Hz at the ankle"),
        parameter("clonus_high_hz", &G::clonus_high_hz, "Hz", Range{0.01, 20},
                  "beats of clonus per second: to", "same"),
        parameter("both_legs_share", &G::both_legs_share, "1", "share of spasms in both legs",
                  "proposal"));
  }
};
static_assert(every_member_described<ToneParameters>);

}  // namespace noctemg::synth
