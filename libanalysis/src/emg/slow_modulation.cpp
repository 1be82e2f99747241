#include "emg/slow_modulation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "emg/burst.hpp"
#include "noctemg/recording.hpp"

namespace noctemg::emg {
namespace {

constexpr std::size_t window_size = 10 * rows_per_second / profile_rows;
/// Frequencies in steps of one per window: 0.1 Hz.
constexpr double step_hz = 1.0 / (window_size * profile_s);

/// Hann, so that a slope or a step leaves nothing at the frequencies of interest.
const std::vector<double>& taper() {
  static const std::vector<double> values = [] {
    std::vector<double> result(window_size);
    for (std::size_t i = 0; i < window_size; ++i) {
      const double phase = 2 * std::numbers::pi * (static_cast<double>(i) + 0.5) / window_size;
      result[i] = (1 - std::cos(phase)) / 2;
    }
    return result;
  }();
  return values;
}

/// Frequencies that are looked at side by side: each waits for its own last step.
constexpr std::size_t beside = 8;

/// Powers of a tapered window at multiples of step_hz from `first_step` on.
std::array<double, beside> powers_from(std::span<const double> values, int first_step) {
  // Goertzel's recursion.
  std::array<double, beside> twice;
  std::array<double, beside> previous = {};
  std::array<double, beside> before = {};
  for (std::size_t k = 0; k < beside; ++k) {
    const double hz = (first_step + static_cast<int>(k)) * step_hz;
    twice[k] = 2 * std::cos(2 * std::numbers::pi * hz * profile_s);
  }
  for (const double value : values) {
    for (std::size_t k = 0; k < beside; ++k) {
      const double next = value + twice[k] * previous[k] - before[k];
      before[k] = previous[k];
      previous[k] = next;
    }
  }
  std::array<double, beside> power;
  for (std::size_t k = 0; k < beside; ++k) {
    power[k] =
        previous[k] * previous[k] + before[k] * before[k] - twice[k] * previous[k] * before[k];
  }
  return power;
}

/// Mean over the frequencies from one multiple of step_hz to another.
double mean_power(std::span<const double> values, int first_step, int last_step) {
  double sum = 0;
  for (int first = first_step; first <= last_step; first += static_cast<int>(beside)) {
    const std::array<double, beside> power = powers_from(values, first);
    const auto count = std::min(beside, static_cast<std::size_t>(last_step - first + 1));
    for (std::size_t k = 0; k < count; ++k) sum += power[k];
  }
  return sum / (last_step - first_step + 1);
}

/// A window relative to its line of best fit, tapered; nothing when it is silent.
bool relative(std::span<const float> profile, std::array<double, window_size>& result) {
  double sum = 0;
  double slope = 0;
  constexpr double middle = (window_size - 1) / 2.0;
  constexpr double spread =
      window_size * (static_cast<double>(window_size) * window_size - 1) / 12.0;
  for (std::size_t i = 0; i < window_size; ++i) {
    const auto value = static_cast<double>(profile[i]);
    sum += value;
    slope += (static_cast<double>(i) - middle) * value;
  }
  const double mean = sum / window_size;
  if (!(mean > 0)) return false;
  slope /= spread;
  for (std::size_t i = 0; i < window_size; ++i) {
    const double line = mean + slope * (static_cast<double>(i) - middle);
    result[i] = (static_cast<double>(profile[i]) - line) / mean * taper()[i];
  }
  return true;
}

}  // namespace

double slow_modulation(std::span<const float> profile) {
  double slow = 0;
  double fast = 0;
  std::array<double, window_size> values{};
  for (std::size_t begin = 0; begin + window_size <= profile.size(); begin += window_size / 2) {
    if (!relative(profile.subspan(begin, window_size), values)) continue;
    slow += mean_power(values, 8, 22);
    fast += mean_power(values, 40, 80);
  }
  return fast > 0 ? slow / fast : not_a_number;
}

}  // namespace noctemg::emg
