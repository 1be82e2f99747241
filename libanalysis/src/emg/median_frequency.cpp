#include "emg/median_frequency.hpp"

#include <cmath>
#include <span>

#include "noctemg/recording.hpp"

namespace noctemg::emg {
namespace {

constexpr double spectrum_s = 0.25;

double median_of(std::span<const float> power, double bin_hz, double low_hz, double high_hz) {
  double total = 0;
  const auto inside = [&](std::size_t k) {
    const double frequency = static_cast<double>(k) * bin_hz;
    return frequency >= low_hz && frequency <= high_hz;
  };
  for (std::size_t k = 0; k < power.size(); ++k)
    total += inside(k) ? static_cast<double>(power[k]) : 0;
  double below = 0;
  for (std::size_t k = 0; k < power.size(); ++k) {
    if (!inside(k)) continue;
    const auto own = static_cast<double>(power[k]);
    if (own > 0 && below + own >= total / 2) {
      return (static_cast<double>(k) - 0.5 + (total / 2 - below) / own) * bin_hz;
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
  if (!spectrum_ || spectrum_->length() != length) spectrum_.emplace(length);
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
  return median_of(power_, rate_hz / static_cast<double>(length), low_hz, high_hz);
}

template double MedianFrequency::of(const float*, std::size_t, double, double, double);
template double MedianFrequency::of(const double*, std::size_t, double, double, double);

}  // namespace noctemg::emg
