#include "emg/median_frequency.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>

#include "noctemg/recording.hpp"

namespace noctemg::emg {
namespace {

constexpr double spectrum_s = 0.25;

/// Bins of frequencies from `low_hz` to `high_hz`.
std::span<const float> band_of(std::span<const float> power, double bin_hz, double low_hz,
                               double high_hz, std::size_t& first) {
  const auto frequency = [&](std::size_t k) { return static_cast<double>(k) * bin_hz; };
  const auto near = [&](double hz) {
    return std::min(power.size(), static_cast<std::size_t>(hz / bin_hz) + 1);
  };
  first = near(low_hz);
  while (first > 0 && frequency(first - 1) >= low_hz) --first;
  while (first < power.size() && frequency(first) < low_hz) ++first;
  std::size_t end = near(high_hz);
  while (end > first && frequency(end - 1) > high_hz) --end;
  while (end < power.size() && frequency(end) <= high_hz) ++end;
  return power.subspan(first, end - first);
}

double median_of(std::span<const float> power, double bin_hz, double low_hz, double high_hz) {
  std::size_t first = 0;
  const std::span<const float> band = band_of(power, bin_hz, low_hz, high_hz, first);
  // Eight sums side by side do not wait for each other.
  std::array<double, 8> parts = {};
  std::size_t done = 0;
  for (; done + parts.size() <= band.size(); done += parts.size()) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      parts[i] += static_cast<double>(band[done + i]);
    }
  }
  for (std::size_t i = 0; done < band.size(); ++done, ++i) {
    parts[i] += static_cast<double>(band[done]);
  }
  const double half = std::accumulate(parts.begin(), parts.end(), 0.0) / 2;
  double below = 0;
  for (std::size_t i = 0; i < band.size(); ++i) {
    const auto own = static_cast<double>(band[i]);
    if (own > 0 && below + own >= half) {
      return (static_cast<double>(first + i) - 0.5 + (half - below) / own) * bin_hz;
    }
    below += own;
  }
  return not_a_number;
}

}  // namespace

template <typename T>
double MedianFrequency::of(const T* values, std::size_t stride, double rate_hz, double low_hz,
                           double high_hz) {
  const auto length = static_cast<std::size_t>(std::llround(spectrum_s * rate_hz));
  const std::size_t transform = std::bit_ceil(length);
  if (!spectrum_ || spectrum_->length() != length) spectrum_.emplace(length, transform);
  // Seven half-overlapping stretches of a quarter second fill one second.
  second_.resize(4 * length);
  for (std::size_t f = 0; f < second_.size(); ++f) {
    second_[f] = static_cast<float>(values[f * stride]);
  }
  power_.assign(spectrum_->bin_count(), 0.0F);
  const auto stretch = [&](std::size_t i) {
    return std::span<const float>(second_).subspan(i * length / 2, length);
  };
  for (std::size_t i = 0; i < 6; i += 2) spectrum_->add(stretch(i), stretch(i + 1), power_);
  spectrum_->add(stretch(6), power_);
  return median_of(power_, rate_hz / static_cast<double>(transform), low_hz, high_hz);
}

template double MedianFrequency::of(const float*, std::size_t, double, double, double);
template double MedianFrequency::of(const double*, std::size_t, double, double, double);

}  // namespace noctemg::emg
