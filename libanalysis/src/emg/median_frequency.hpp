#pragma once

/// \file
/// Median frequency of one second.

#include <cstddef>
#include <optional>
#include <vector>

#include "signal/power_spectrum.hpp"

namespace noctemg::emg {

/// The median frequency of leg muscles lies near 116 Hz (Krivickas 1998): a rate below this cannot
/// show it.
inline constexpr double lowest_rate_for_median_hz = 500.0;

/// Half of the Welch spectrum's power within a band lies below it. Scratch of one thread.
class MedianFrequency {
 public:
  /// \param values  one second of samples, `stride` apart
  /// \return Hz, linear within its bin; NaN without power in the band
  template <typename T>
  [[nodiscard]] double of(const T* values, std::size_t stride, double rate_hz, double low_hz,
                          double high_hz);

 private:
  std::optional<signal::PowerSpectrum> spectrum_;
  std::vector<float> second_;
  std::vector<float> power_;
};

}  // namespace noctemg::emg
