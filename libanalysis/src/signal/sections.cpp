/// Running and questioning second-order sections.

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <string>

#include "noctemg/error.hpp"
#include "noctemg/signal.hpp"
#include "signal/default_padding.hpp"
#include "signal/row_filter.hpp"

namespace noctemg::signal {
namespace {

/// Transposed direct form 2, in place.
void run(std::span<const Section> sections, States& states, std::span<double> x) {
  for (std::size_t s = 0; s < sections.size(); ++s) {
    const Section& c = sections[s];
    State& z = states[s];
    for (double& value : x) {
      const double in = value;
      const double out = c[0] * in + z[0];
      z[0] = c[1] * in - c[4] * out + z[1];
      z[1] = c[2] * in - c[5] * out;
      value = out;
    }
  }
}

std::vector<double> odd_extension(std::span<const double> x, std::size_t padding) {
  std::vector<double> extended;
  extended.reserve(x.size() + 2 * padding);
  for (std::size_t i = padding; i > 0; --i) extended.push_back(2 * x.front() - x[i]);
  extended.insert(extended.end(), x.begin(), x.end());
  for (std::size_t i = 1; i <= padding; ++i) {
    extended.push_back(2 * x.back() - x[x.size() - 1 - i]);
  }
  return extended;
}

double pole_radius(const Section& c) {
  const std::complex<double> root = std::sqrt(std::complex<double>(c[4] * c[4] - 4 * c[5], 0));
  return std::max(std::abs(-c[4] + root), std::abs(-c[4] - root)) / 2;
}

}  // namespace

std::size_t default_padding(std::span<const Section> sections) {
  std::size_t zeros_at_origin = 0;
  std::size_t poles_at_origin = 0;
  for (const Section& c : sections) {
    zeros_at_origin += c[2] == 0 ? 1 : 0;
    poles_at_origin += c[5] == 0 ? 1 : 0;
  }
  return 3 * (2 * sections.size() + 1 - std::min(zeros_at_origin, poles_at_origin));
}

Section iirnotch(double frequency_hz, double q, double rate_hz) {
  if (!(rate_hz > 0 && frequency_hz > 0 && frequency_hz < rate_hz / 2 && q > 0)) {
    throw ArgumentError("iirnotch: frequency " + std::to_string(frequency_hz) +
                        " Hz must lie between 0 and half the rate (" + std::to_string(rate_hz / 2) +
                        " Hz), and Q above 0");
  }
  const double w0 = 2 * std::numbers::pi * frequency_hz / rate_hz;
  const double gain = 1 / (1 + std::tan(w0 / q / 2));  // -3 dB at the edges of the bandwidth w0 / q
  const double middle = -2 * gain * std::cos(w0);
  return {gain, middle, gain, 1, middle, 2 * gain - 1};
}

States sosfilt_zi(std::span<const Section> sections) {
  States states;
  double level = 1;  // steady output of the sections before
  for (const Section& c : sections) {
    const double out = (c[0] + c[1] + c[2]) / (1 + c[4] + c[5]);
    const double z1 = c[2] - c[5] * out;
    states.push_back({level * (c[1] - c[4] * out + z1), level * z1});
    level *= out;
  }
  return states;
}

std::vector<double> sosfilt(std::span<const Section> sections, std::span<const double> x) {
  std::vector<double> y(x.begin(), x.end());
  States states(sections.size(), State{0, 0});
  run(sections, states, y);
  return y;
}

std::vector<double> sosfiltfilt(std::span<const Section> sections, std::span<const double> x) {
  const std::size_t padding = default_padding(sections);
  if (x.size() <= padding) {
    throw ArgumentError("sosfiltfilt: " + std::to_string(x.size()) +
                        " samples must be more than the padding of " + std::to_string(padding));
  }
  const States steady = sosfilt_zi(sections);
  std::vector<double> y = odd_extension(x, padding);
  for (int pass = 0; pass < 2; ++pass) {
    States states = scaled(steady, y.front());
    run(sections, states, y);
    std::reverse(y.begin(), y.end());
  }
  return {y.begin() + static_cast<std::ptrdiff_t>(padding),
          y.end() - static_cast<std::ptrdiff_t>(padding)};
}

double magnitude(std::span<const Section> sections, double frequency_hz, double rate_hz) {
  const std::complex<double> z =
      std::exp(std::complex<double>(0, -2 * std::numbers::pi * frequency_hz / rate_hz));
  double result = 1;
  for (const Section& c : sections) {
    result *= std::abs((c[0] + z * (c[1] + z * c[2])) / (c[3] + z * (c[4] + z * c[5])));
  }
  return result;
}

int decay_frames(std::span<const Section> sections, double level) {
  double radius = 0;
  for (const Section& c : sections) radius = std::max(radius, pole_radius(c));
  if (radius <= 0) return 2;
  if (radius >= 1) throw ArgumentError("decay_frames: the filter is not stable");
  return static_cast<int>(std::ceil(std::log(level) / std::log(radius)));
}

}  // namespace noctemg::signal
