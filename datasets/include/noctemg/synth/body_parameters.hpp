#pragma once

/// \file
/// What channels beside the legs show, and the heart. Each number with its unit, its meaning and
/// where it comes from.

#include <tuple>

#include "noctemg/synth/parameter.hpp"

namespace noctemg::synth {

/// What channels beside the legs show, and the heart.
struct BodyParameters {
  double heart_hz = 1.0;
  double heart_spread = 0.05;
  double ecg_low_uv = 700.0;
  double ecg_high_uv = 1500.0;
  double breath_hz = 0.25;
  double eeg_pink_uv = 6.0;
  double eeg_delta_uv = 40.0;
  double eeg_alpha_uv = 12.0;
  double eeg_spindle_uv = 12.0;
  double eeg_spindles_per_min = 4.0;
  double chin_wake_uv = 8.0;
  double chin_sleep_uv = 3.0;
  double chin_rem_uv = 0.8;
  double shake_low_g = 0.02;
  double shake_high_g = 0.3;
  double accel_noise_g = 0.002;
  double turn_share = 0.3;

  // One line per number: a table, not a procedure.
  // NOLINTNEXTLINE(readability-function-size)
  static constexpr auto describe() {
    using G = BodyParameters;
    return std::make_tuple(
        parameter("heart_hz", &G::heart_hz, "Hz", Range{0.3, 4}, "mean heart rate",
                  "QRS at 0.7-1.7 Hz"),
        parameter("heart_spread", &G::heart_spread, "1", Range{0, 0.2},
                  "standard deviation of a beat's interval as a share of it", "proposal"),
        parameter("ecg_low_uv", &G::ecg_low_uv, "uV", "R wave of an ECG channel: from",
                  "lead II, 0.5-2 mV, general knowledge"),
        parameter("ecg_high_uv", &G::ecg_high_uv, "uV", "R wave of an ECG channel: to", "same"),
        parameter("breath_hz", &G::breath_hz, "Hz", Range{0.05, 1}, "breaths per second",
                  "12-20 a minute, general knowledge"),
        parameter("eeg_pink_uv", &G::eeg_pink_uv, "uV", "EEG with a spectrum of 1/f, RMS",
                  "proposal"),
        parameter("eeg_delta_uv", &G::eeg_delta_uv, "uV",
                  "delta waves in N3, RMS; N2 a third of it", "75 uV peak to peak and more (AASM)"),
        parameter("eeg_alpha_uv", &G::eeg_alpha_uv, "uV", "alpha rhythm while awake, RMS",
                  "general knowledge: 20-50 uV peak to peak"),
        parameter("eeg_spindle_uv", &G::eeg_spindle_uv, "uV", "sleep spindles in N2, RMS",
                  "proposal"),
        parameter("eeg_spindles_per_min", &G::eeg_spindles_per_min, "1/min", Range{0, 60},
                  "sleep spindles per minute of N2", "general knowledge: 2-6"),
        parameter("chin_wake_uv", &G::chin_wake_uv, "uV", "tone of the chin while awake, RMS",
                  "proposal"),
        parameter("chin_sleep_uv", &G::chin_sleep_uv, "uV", "tone of the chin in NREM sleep",
                  "proposal"),
        parameter("chin_rem_uv", &G::chin_rem_uv, "uV", "tone of the chin in REM sleep",
                  "atonia: at most 1 uV (REM atonia index)"),
        parameter("shake_low_g", &G::shake_low_g, "g", Range{0, 16},
                  "acceleration of a movement, RMS: from", "proposal"),
        parameter("shake_high_g", &G::shake_high_g, "g", Range{0, 16},
                  "acceleration of a movement, RMS: to", "proposal"),
        parameter("accel_noise_g", &G::accel_noise_g, "g", Range{0, 1}, "noise of an accelerometer",
                  "MEMS sensors, general knowledge"),
        parameter("turn_share", &G::turn_share, "1",
                  "share of movements of many muscles that change the position of the body",
                  "proposal"));
  }
};
static_assert(every_member_described<BodyParameters>);

}  // namespace noctemg::synth
