#pragma once

/// \file
/// What electrodes, cables and the house add. Each number with its unit, its meaning and where it
/// comes from.

#include <tuple>

#include "noctemg/synth/parameter.hpp"

namespace noctemg::synth {

/// What electrodes, cables and the house add.
struct ArtifactParameters {
  double mains_hz = 50.0;
  double mains_wander_hz = 0.02;
  double third_harmonic = 0.3;
  double fifth_harmonic = 0.12;
  double hum_floor_uv = 0.15;
  double hum_per_hour = 0.1;
  double hum_median_s = 240.0;
  double hum_low_uv = 10.0;
  double hum_high_uv = 80.0;
  double leadoff_per_hour = 0.06;
  double leadoff_median_s = 300.0;
  double leadoff_flat_share = 0.5;
  double pop_per_hour = 1.0;
  double pop_low_uv = 100.0;
  double pop_high_uv = 1500.0;
  double pop_low_s = 0.1;
  double pop_high_s = 0.6;
  double cable_per_hour = 0.8;
  double cable_low_s = 1.0;
  double cable_high_s = 15.0;
  double cable_low_uv = 100.0;
  double cable_high_uv = 800.0;
  double clip_per_hour = 0.2;
  double clip_low_s = 0.5;
  double clip_high_s = 4.0;
  double clip_uv = 6000.0;
  double rail_uv = 3276.8;
  double ecg_low_uv = 0.3;
  double ecg_high_uv = 2.0;
  double seventh_harmonic = 0.05;
  double mains_drift = 0.4;
  double mains_drift_s = 600.0;
  double loose_per_hour = 0.1;
  double loose_median_s = 600.0;
  double loose_low_uv = 5.0;
  double loose_high_uv = 60.0;
  double loose_wander = 0.6;
  double loose_wander_s = 8.0;
  double crackle_per_hour = 0.1;
  double crackle_median_s = 40.0;
  double crackle_low_uv = 20.0;
  double crackle_high_uv = 200.0;
  double crackle_spikes_hz = 25.0;
  double rail_per_hour = 0.02;
  double rail_median_s = 180.0;
  double sweat_share = 0.2;
  double sweat_low_uv = 20.0;
  double sweat_high_uv = 200.0;
  double sweat_s = 6.0;
  double floor_drift = 0.15;
  double floor_drift_s = 900.0;
  double gain_step = 0.05;

  // One line per number: a table, not a procedure.
  // NOLINTNEXTLINE(readability-function-size)
  static constexpr auto describe() {
    using G = ArtifactParameters;
    return std::make_tuple(
        parameter("mains_hz", &G::mains_hz, "Hz", Range{10, 100}, "mains frequency: 50 or 60",
                  "50 Hz in Europe, 60 Hz in North America"),
        parameter("mains_wander_hz", &G::mains_wander_hz, "Hz", Range{0, 1},
                  "standard deviation of its slow wander", "proposal"),
        parameter("third_harmonic", &G::third_harmonic, "1", "third harmonic relative to the first",
                  "proposal"),
        parameter("fifth_harmonic", &G::fifth_harmonic, "1", "fifth harmonic relative to the first",
                  "proposal"),
        parameter("hum_floor_uv", &G::hum_floor_uv, "uV",
                  "amplitude of the hum that is always there", "proposal"),
        parameter("hum_per_hour", &G::hum_per_hour, "1/h", "periods of strong hum on one channel",
                  "proposal"),
        parameter("hum_median_s", &G::hum_median_s, "s", "their median length, 30 s to 15 min",
                  "proposal"),
        parameter("hum_low_uv", &G::hum_low_uv, "uV", "amplitude: from", "proposal"),
        parameter("hum_high_uv", &G::hum_high_uv, "uV", "amplitude: to", "proposal"),
        parameter("leadoff_per_hour", &G::leadoff_per_hour, "1/h",
                  "electrodes that come off for a while", "1-60 min; rate proposed"),
        parameter("leadoff_median_s", &G::leadoff_median_s, "s", "median length, 1 to 60 min",
                  "1-60 min; median proposed"),
        parameter("leadoff_flat_share", &G::leadoff_flat_share, "1",
                  "share that reads zero; the others read hum and noise", "proposal"),
        parameter("pop_per_hour", &G::pop_per_hour, "1/h", "electrode pops on one channel",
                  "proposal"),
        parameter("pop_low_uv", &G::pop_low_uv, "uV", "height: from", "proposal"),
        parameter("pop_high_uv", &G::pop_high_uv, "uV", "height: to", "proposal"),
        parameter("pop_low_s", &G::pop_low_s, "s", "decay to 1/e: from", "0.1-2 s"),
        parameter("pop_high_s", &G::pop_high_s, "s", "decay to 1/e: to", "0.1-2 s"),
        parameter("cable_per_hour", &G::cable_per_hour, "1/h",
                  "cable movements on one to three channels", "proposal"),
        parameter("cable_low_s", &G::cable_low_s, "s", "their length: from", "proposal"),
        parameter("cable_high_s", &G::cable_high_s, "s", "their length: to", "proposal"),
        parameter("cable_low_uv", &G::cable_low_uv, "uV", "RMS, below 20 Hz: from",
                  "De Luca 2010: motion lies below 20 Hz; level proposed"),
        parameter("cable_high_uv", &G::cable_high_uv, "uV", "RMS: to", "same"),
        parameter("clip_per_hour", &G::clip_per_hour, "1/h",
                  "jerks that drive the amplifier into its rails", "proposal"),
        parameter("clip_low_s", &G::clip_low_s, "s", "their length: from", "proposal"),
        parameter("clip_high_s", &G::clip_high_s, "s", "their length: to", "proposal"),
        parameter("clip_uv", &G::clip_uv, "uV", "RMS before clipping", "proposal"),
        parameter("rail_uv", &G::rail_uv, "uV", Range{100, 3276.8},
                  "the amplifier's rails: 16 bits of 0.1 uV", "EDF at +/- 3.2 mV: 0.1 uV a step"),
        parameter("ecg_low_uv", &G::ecg_low_uv, "uV",
                  "peak of the heart's potential at the leg, drawn per channel: from",
                  "small at the leg; numbers proposed"),
        parameter("ecg_high_uv", &G::ecg_high_uv, "uV", "peak of the heart's potential: to",
                  "same"),
        parameter("seventh_harmonic", &G::seventh_harmonic, "1",
                  "seventh harmonic of the mains relative to the first", "proposal"),
        parameter("mains_drift", &G::mains_drift, "1", Range{0, 3},
                  "spread of the logarithm of the slow drift of the mains' amplitude, per channel",
                  "proposal"),
        parameter("mains_drift_s", &G::mains_drift_s, "s", Range{1, 86400},
                  "time between independent values of that drift", "proposal"),
        parameter("loose_per_hour", &G::loose_per_hour, "1/h",
                  "electrodes that loosen: hum whose amplitude wanders, on one channel",
                  "proposal"),
        parameter("loose_median_s", &G::loose_median_s, "s", "their median length, 30 s to 60 min",
                  "proposal"),
        parameter("loose_low_uv", &G::loose_low_uv, "uV", "amplitude of that hum: from",
                  "proposal"),
        parameter("loose_high_uv", &G::loose_high_uv, "uV", "amplitude of that hum: to",
                  "proposal"),
        parameter("loose_wander", &G::loose_wander, "1", Range{0, 3},
                  "spread of the logarithm of its wander", "proposal"),
        parameter("loose_wander_s", &G::loose_wander_s, "s", Range{0.1, 86400},
                  "time between independent values of its wander", "proposal"),
        parameter("crackle_per_hour", &G::crackle_per_hour, "1/h",
                  "cables that crackle for a while on one channel: spikes, broadband", "proposal"),
        parameter("crackle_median_s", &G::crackle_median_s, "s",
                  "their median length, 2 s to 10 min", "proposal"),
        parameter("crackle_low_uv", &G::crackle_low_uv, "uV", "RMS of the crackle: from",
                  "proposal"),
        parameter("crackle_high_uv", &G::crackle_high_uv, "uV", "RMS of the crackle: to",
                  "proposal"),
        parameter("crackle_spikes_hz", &G::crackle_spikes_hz, "Hz", "spikes per second",
                  "proposal"),
        parameter("rail_per_hour", &G::rail_per_hour, "1/h", "channels that stay at a rail",
                  "proposal"),
        parameter("rail_median_s", &G::rail_median_s, "s", "their median length, 30 s to 30 min",
                  "minutes; proposal"),
        parameter("sweat_share", &G::sweat_share, "1",
                  "share of channels whose baseline sways with sweat",
                  "below 0.5 Hz; share proposed"),
        parameter("sweat_low_uv", &G::sweat_low_uv, "uV", "RMS of that sway: from", "proposal"),
        parameter("sweat_high_uv", &G::sweat_high_uv, "uV", "RMS of that sway: to", "proposal"),
        parameter("sweat_s", &G::sweat_s, "s", Range{2, 600},
                  "time between independent values of that sway; 2 s is 0.5 Hz",
                  "slower than 0.5 Hz; proposal"),
        parameter("floor_drift", &G::floor_drift, "1", Range{0, 3},
                  "spread of the logarithm of the slow drift of the amplifier's noise", "proposal"),
        parameter("floor_drift_s", &G::floor_drift_s, "s", Range{1, 86400},
                  "time between independent values of that drift", "proposal"),
        parameter("gain_step", &G::gain_step, "1", Range{0, 1},
                  "spread of the logarithm of a channel's gain at a step of its impedance",
                  "proposal"));
  }
};
static_assert(every_member_described<ArtifactParameters>);

}  // namespace noctemg::synth
