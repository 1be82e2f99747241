#include "emg/survey.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "noctemg/recording.hpp"
#include "signal/kernels.hpp"

namespace noctemg::emg {
namespace {

/// A lasting line puts this much more into its three bins of the typical spectrum than the
/// neighbourhood would. Averaging over windows leaves a spread of a few per cent.
constexpr double lasting_over_neighbours = 3.0;
/// A passing line (an electrode that comes loose for minutes) must stand out much further, 20 dB,
/// and in several windows: single windows within strong movements reach 16 dB by themselves.
constexpr double passing_over_neighbours = 100.0;
constexpr int passing_windows = 3;
/// Hum below this RMS is lost in amplifier noise.
constexpr double smallest_line_uv = 0.2;
/// Mains lines wander; this far around a harmonic does not count for flatness.
constexpr double line_half_width_hz = 2.5;

/// Logarithms are dear: one serves the product of so many powers, which no float can make infinite.
constexpr int factors_per_log = 4;
/// No logarithm of nothing.
constexpr float least_power_uv2 = 1e-12F;

/// Half-overlapping ones of a window.
constexpr int stretches = 3;

std::span<const float> stretch(std::span<const float> window, std::size_t i) {
  const std::size_t length = window.size() / 2;
  return window.subspan(i * length / 2, length);
}

bool has_missing(std::span<const float> window) {
  return std::isnan(signal::kernels().spectrum.sum(window.data(), window.size()));
}

std::size_t frames_per_spectrum(double rate_hz) {
  return static_cast<std::size_t>(std::max<std::int64_t>(16, std::llround(rate_hz)));
}

/// Within the width of a line around a harmonic of the mains.
bool near_mains(double frequency_hz) {
  constexpr std::array mains_hz = {50.0, 60.0};
  return std::ranges::any_of(mains_hz, [&](double hz) {
    const double nearest = hz * std::max(1.0, std::round(frequency_hz / hz));
    return std::abs(frequency_hz - nearest) < line_half_width_hz;
  });
}

}  // namespace

ChannelSurvey::ChannelSurvey(double rate_hz, double lowest_hz, double highest_hz)
    : rate_hz_(rate_hz),
      lowest_hz_(lowest_hz),
      highest_hz_(highest_hz),
      spectrum_(frames_per_spectrum(rate_hz)),
      power_(spectrum_.bin_count()),
      other_power_(spectrum_.bin_count()),
      log_sum_(spectrum_.bin_count(), 0.0),
      product_(spectrum_.bin_count(), 1.0),
      hits_50_(static_cast<std::size_t>(rate_hz / 2 / 50) + 1, 0),
      hits_60_(static_cast<std::size_t>(rate_hz / 2 / 60) + 1, 0) {}

void ChannelSurvey::add(std::span<const float> window) {
  if (has_missing(window)) return;
  std::fill(power_.begin(), power_.end(), 0.0F);
  spectrum_.add(stretch(window, 0), stretch(window, 1), power_);
  spectrum_.add(stretch(window, 2), power_);
  take(power_);
}

void ChannelSurvey::add(std::span<const float> first, std::span<const float> second) {
  if (has_missing(first) || has_missing(second)) {
    add(first);
    add(second);
    return;
  }
  std::fill(power_.begin(), power_.end(), 0.0F);
  std::fill(other_power_.begin(), other_power_.end(), 0.0F);
  spectrum_.add(stretch(first, 0), stretch(first, 1), power_);
  spectrum_.add(stretch(second, 0), stretch(second, 1), other_power_);
  spectrum_.add_apart(stretch(first, 2), power_, stretch(second, 2), other_power_);
  take(power_);
  take(other_power_);
}

/// \param power  sums of the spectra of a window
void ChannelSurvey::take(std::vector<float>& power) {
  const auto share =
      static_cast<float>(1.0 / (stretches * static_cast<double>(spectrum_.length())));
  // Powers become the mean square per bin.
  signal::kernels().spectrum.multiply(power.data(), power.size(), share, least_power_uv2,
                                      product_.data());
  if (++factors_ == factors_per_log) {
    for (std::size_t k = 0; k < product_.size(); ++k) log_sum_[k] += std::log(product_[k]);
    std::fill(product_.begin(), product_.end(), 1.0);
    factors_ = 0;
  }
  count_lines(power, 50, hits_50_);
  count_lines(power, 60, hits_60_);
  ++windows_;
}

void ChannelSurvey::count_lines(std::span<const float> power, int mains_hz,
                                std::vector<int>& hits) const {
  for (std::size_t h = 1; h < hits.size(); ++h) {
    if (stands_out(power, static_cast<double>(h) * mains_hz, passing_over_neighbours)) ++hits[h];
  }
}

/// Does the power in the three bins around a frequency reach `least` times what the median
/// neighbour would put there? Not when it is too close to the ends of the spectrum or lost in
/// noise.
bool ChannelSurvey::stands_out(std::span<const float> power, double frequency_hz,
                               double least) const {
  const double bin_hz = rate_hz_ / static_cast<double>(spectrum_.length());
  const auto centre = static_cast<std::ptrdiff_t>(std::llround(frequency_hz / bin_hz));
  const auto bins = static_cast<std::ptrdiff_t>(power.size());
  if (centre + 2 >= bins || centre < 3) return false;
  const auto at = [&](std::ptrdiff_t k) {
    return static_cast<double>(power[static_cast<std::size_t>(k)]);
  };
  const double line = at(centre - 1) + at(centre) + at(centre + 1);
  if (line < smallest_line_uv * smallest_line_uv) return false;
  constexpr std::ptrdiff_t nearest = 3;
  constexpr std::ptrdiff_t farthest = 8;
  std::array<double, 2 * (farthest - nearest + 1)> neighbours = {};
  std::size_t count = 0;
  for (std::ptrdiff_t away = nearest; away <= farthest; ++away) {
    if (centre - away > 0) neighbours[count++] = at(centre - away);
    if (centre + away < bins) neighbours[count++] = at(centre + away);
  }
  const auto end = neighbours.begin() + static_cast<std::ptrdiff_t>(count);
  // The median is no less than the smallest, and most windows show nothing.
  if (line / (3 * *std::min_element(neighbours.begin(), end)) < least) return false;
  const auto middle = neighbours.begin() + static_cast<std::ptrdiff_t>(count / 2);
  std::nth_element(neighbours.begin(), middle, end);
  return line / (3 * *middle) >= least;
}

/// Mean of the logarithms of a bin.
double ChannelSurvey::log_level(std::size_t bin) const {
  return (log_sum_[bin] + std::log(product_[bin])) / windows_;
}

bool ChannelSurvey::has_line(int mains_hz, int harmonic) const {
  const std::vector<int>& hits = mains_hz == 60 ? hits_60_ : hits_50_;
  const auto h = static_cast<std::size_t>(harmonic);
  if (windows_ == 0 || h >= hits.size()) return false;
  if (hits[h] >= std::min(passing_windows, windows_)) return true;
  std::vector<float> typical(log_sum_.size());
  for (std::size_t k = 0; k < typical.size(); ++k) {
    typical[k] = static_cast<float>(std::exp(log_level(k)));
  }
  return stands_out(typical, harmonic * static_cast<double>(mains_hz), lasting_over_neighbours);
}

double ChannelSurvey::flatness() const {
  const double bin_hz = rate_hz_ / static_cast<double>(spectrum_.length());
  double log_mean = 0;
  double mean = 0;
  int count = 0;
  for (std::size_t k = 0; k < log_sum_.size(); ++k) {
    const double frequency = static_cast<double>(k) * bin_hz;
    if (frequency < lowest_hz_ || frequency > highest_hz_ || near_mains(frequency)) continue;
    const double level = log_level(k);
    log_mean += level;
    mean += std::exp(level);
    ++count;
  }
  if (windows_ == 0 || count == 0) return not_a_number;
  return std::exp(log_mean / count) / (mean / count);
}

int mains_frequency(const FilterOptions& options, std::span<const ChannelSurvey> channels) {
  if (options.mains == "50") return 50;
  if (options.mains == "60") return 60;
  if (options.mains == "off") return 0;
  int lines_50 = 0;
  int lines_60 = 0;
  for (const ChannelSurvey& channel : channels) {
    for (int h = 1; h <= 5; ++h) {
      lines_50 += channel.has_line(50, h) ? 1 : 0;
      // 300 Hz is a harmonic of both and tells nothing.
      lines_60 += 60 * h != 300 && channel.has_line(60, h) ? 1 : 0;
    }
  }
  if (lines_50 == 0 && lines_60 == 0) return 0;
  return lines_60 > lines_50 ? 60 : 50;
}

std::vector<double> measured_harmonics(const ChannelSurvey& channel, int mains_hz,
                                       double highest_hz) {
  std::vector<double> result;
  if (mains_hz == 0) return result;
  for (int h = 1; h * mains_hz < highest_hz; ++h) {
    if (channel.has_line(mains_hz, h)) result.push_back(h * mains_hz);
  }
  return result;
}

}  // namespace noctemg::emg
