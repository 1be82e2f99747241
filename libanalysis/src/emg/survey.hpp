#pragma once

/// \file
/// A look at a recording before the filters are chosen: short windows spread over the night tell
/// where mains hum is, and what the channel's noise looks like.

#include <cstdint>
#include <span>
#include <vector>

#include "noctemg/options.hpp"
#include "signal/power_spectrum.hpp"

namespace noctemg::emg {

/// Spectra of one channel, window by window.
class ChannelSurvey {
 public:
  /// Length of a window in seconds: three half-overlapping one-second spectra.
  static constexpr double window_s = 2.0;

  /// \param lowest_hz, highest_hz  band in which flatness is judged
  ChannelSurvey(double rate_hz, double lowest_hz, double highest_hz);

  [[nodiscard]] std::int64_t window_frames() const noexcept {
    return 2 * static_cast<std::int64_t>(spectrum_.length());
  }
  /// Adds one window of window_frames() raw samples in µV. Windows with missing samples are passed
  /// over.
  void add(std::span<const float> window);
  /// Adds two of them, in less than twice the time.
  void add(std::span<const float> first, std::span<const float> second);

  [[nodiscard]] int windows() const noexcept { return windows_; }
  /// Is there a mains line at this multiple of `mains_hz`: standing out of the typical spectrum all
  /// night, or far out of it in some windows?
  [[nodiscard]] bool has_line(int mains_hz, int harmonic) const;
  /// Geometric over arithmetic mean of the typical spectrum within the band, mains lines left out:
  /// 1 = white. NaN without a window. The typical spectrum is the geometric mean over windows,
  /// which bursts hardly move.
  [[nodiscard]] double flatness() const;

 private:
  [[nodiscard]] double log_level(std::size_t bin) const;
  void take(std::vector<float>& power);
  void count_lines(std::span<const float> power, int mains_hz, std::vector<int>& hits) const;
  [[nodiscard]] bool stands_out(std::span<const float> power, double frequency_hz,
                                double least) const;

  double rate_hz_;
  double lowest_hz_;
  double highest_hz_;
  signal::PowerSpectrum spectrum_;
  std::vector<float> power_;
  std::vector<float> other_power_;
  std::vector<double> log_sum_;  ///< per bin, of all windows but the last `factors_`
  std::vector<double> product_;  ///< per bin, of these
  int factors_ = 0;
  std::vector<int> hits_50_;
  std::vector<int> hits_60_;
  int windows_ = 0;
};

/// 50, 60 or 0 (none): what `options.mains` asks for, or the frequency with more hits over all
/// channels.
[[nodiscard]] int mains_frequency(const FilterOptions& options,
                                  std::span<const ChannelSurvey> channels);

/// Harmonics of `mains_hz` to notch in one channel: those that were measured.
[[nodiscard]] std::vector<double> measured_harmonics(const ChannelSurvey& channel, int mains_hz,
                                                     double highest_hz);

}  // namespace noctemg::emg
