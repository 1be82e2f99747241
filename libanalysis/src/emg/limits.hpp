#pragma once

/// \file
/// Limits that several steps of a decision share.

#include <cmath>

namespace noctemg::emg {

/// Cross-talk between neighbours stays below this share of its source (3-17 % in the literature on
/// leg muscles).
inline constexpr double cross_talk = 0.2;
/// An antagonist at this share works itself: electrodes differ, so that half of the leading level
/// would be too much to ask of every site of a leg that contracts as a whole.
inline constexpr double beyond_cross_talk = 0.3;
/// Hum that makes up nearly all of the power before the notches is what remains after them, too.
inline constexpr double mostly_hum = 0.8;
/// Fourth moment over squared second moment: 3 of many motor units (more of few), 1.5 of a sine,
/// 3 - 1.5 s^2 of both when the sine has the share s of the power. No muscle is this smooth, so
/// that hum is known where no notch listens.
inline constexpr double mostly_sine_kurtosis = 3 - 1.5 * mostly_hum * mostly_hum;
/// Zero crossings of a sine in noise stay this near to those of the mains.
inline constexpr double off_mains_hz = 3.0;
/// Is it nearly nothing but a sine of the mains? \param crossing_hz  half the zero crossings a
/// second
[[nodiscard]] inline bool is_mains_sine(double kurtosis, double crossing_hz) {
  const bool mains =
      std::abs(crossing_hz - 50) <= off_mains_hz || std::abs(crossing_hz - 60) <= off_mains_hz;
  return mains && kurtosis < mostly_sine_kurtosis;
}
/// More than half of an episode at a rail is the amplifier's shape, not the muscle's.
inline constexpr double mostly_clipped = 0.5;
/// A change of level beyond any swaying of one activity: residual tone lies further below its
/// cramp, a stretch further above.
inline constexpr double level_change = 3.0;

}  // namespace noctemg::emg
