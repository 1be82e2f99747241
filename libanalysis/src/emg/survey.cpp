#include "emg/survey.hpp"

#include <algorithm>
#include <cmath>

#include "noctemg/recording.hpp"

namespace noctemg::emg {
namespace {

/// A line holds this much more than its neighbourhood would put into the same three bins. Chance
/// alone passes it about once in 10^5 windows (three averaged spectra of noise); hum that matters
/// passes it easily.
constexpr double line_over_neighbours = 10.0;
/// Hum below this RMS is lost in amplifier noise.
constexpr double smallest_line_uv = 0.2;
/// Windows in which a harmonic must stand out: hum may last minutes only, chance does not strike
/// three times.
constexpr int fewest_hits = 3;
/// Mains lines wander; this far around a harmonic does not count for flatness.
constexpr double line_half_width_hz = 2.5;

std::size_t frames_per_spectrum(double rate_hz) {
  return static_cast<std::size_t>(std::max<std::int64_t>(16, std::llround(rate_hz)));
}

}  // namespace

ChannelSurvey::ChannelSurvey(double rate_hz, double lowest_hz, double highest_hz)
    : rate_hz_(rate_hz),
      lowest_hz_(lowest_hz),
      highest_hz_(highest_hz),
      spectrum_(frames_per_spectrum(rate_hz)),
      power_(spectrum_.bin_count()),
      log_sum_(spectrum_.bin_count(), 0.0),
      hits_50_(static_cast<std::size_t>(rate_hz / 2 / 50) + 1, 0),
      hits_60_(static_cast<std::size_t>(rate_hz / 2 / 60) + 1, 0) {}

void ChannelSurvey::add(std::span<const double> window) {
  for (const double value : window) {
    if (std::isnan(value)) return;
  }
  std::fill(power_.begin(), power_.end(), 0.0);
  const std::size_t length = spectrum_.length();
  constexpr int averages = 3;
  for (std::size_t i = 0; i < averages; ++i) {
    spectrum_.add(window.subspan(i * length / 2, length), power_);
  }
  for (std::size_t k = 0; k < power_.size(); ++k) {
    power_[k] /= averages * static_cast<double>(length);  // mean square per bin
    log_sum_[k] += std::log(std::max(power_[k], 1e-12));
  }
  count_lines(50, hits_50_);
  count_lines(60, hits_60_);
  ++windows_;
}

void ChannelSurvey::count_lines(int mains_hz, std::vector<int>& hits) {
  for (std::size_t h = 1; h < hits.size(); ++h) {
    if (stands_out(static_cast<double>(h) * mains_hz)) ++hits[h];
  }
}

bool ChannelSurvey::stands_out(double frequency_hz) const {
  const double bin_hz = rate_hz_ / static_cast<double>(spectrum_.length());
  const auto centre = static_cast<std::ptrdiff_t>(std::llround(frequency_hz / bin_hz));
  const auto bins = static_cast<std::ptrdiff_t>(power_.size());
  if (centre + 2 >= bins || centre < 3) return false;
  const auto at = [&](std::ptrdiff_t k) { return power_[static_cast<std::size_t>(k)]; };
  const double line = at(centre - 1) + at(centre) + at(centre + 1);
  std::vector<double> neighbours;
  for (std::ptrdiff_t away = 3; away <= 8; ++away) {
    if (centre - away > 0) neighbours.push_back(at(centre - away));
    if (centre + away < bins) neighbours.push_back(at(centre + away));
  }
  const auto middle = neighbours.begin() + static_cast<std::ptrdiff_t>(neighbours.size() / 2);
  std::nth_element(neighbours.begin(), middle, neighbours.end());
  return line > smallest_line_uv * smallest_line_uv && line > line_over_neighbours * 3 * *middle;
}

bool ChannelSurvey::near_mains(double frequency_hz) const {
  for (const double mains_hz : {50.0, 60.0}) {
    const double nearest = mains_hz * std::max(1.0, std::round(frequency_hz / mains_hz));
    if (std::abs(frequency_hz - nearest) < line_half_width_hz) return true;
  }
  return false;
}

int ChannelSurvey::hits(int mains_hz, int harmonic) const {
  const std::vector<int>& hits = mains_hz == 60 ? hits_60_ : hits_50_;
  const auto h = static_cast<std::size_t>(harmonic);
  return h < hits.size() ? hits[h] : 0;
}

double ChannelSurvey::flatness() const {
  const double bin_hz = rate_hz_ / static_cast<double>(spectrum_.length());
  double log_mean = 0;
  double mean = 0;
  int count = 0;
  for (std::size_t k = 0; k < log_sum_.size(); ++k) {
    const double frequency = static_cast<double>(k) * bin_hz;
    if (frequency < lowest_hz_ || frequency > highest_hz_ || near_mains(frequency)) continue;
    const double level = log_sum_[k] / windows_;
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
  std::int64_t hits_50 = 0;
  std::int64_t hits_60 = 0;
  for (const ChannelSurvey& channel : channels) {
    // 300 Hz is a harmonic of both and tells nothing; the first five do.
    for (int h = 1; h <= 5; ++h) {
      hits_50 += channel.hits(50, h);
      hits_60 += 60 * h == 300 ? 0 : channel.hits(60, h);
    }
  }
  if (hits_50 == 0 && hits_60 == 0) return 0;
  return hits_60 > hits_50 ? 60 : 50;
}

std::vector<double> measured_harmonics(const ChannelSurvey& channel, int mains_hz,
                                       double highest_hz) {
  std::vector<double> result;
  if (mains_hz == 0) return result;
  // A short recording has few windows: there a harmonic must stand out in half of them.
  const int needed = std::min(fewest_hits, std::max(1, (channel.windows() + 1) / 2));
  for (int h = 1; h * mains_hz < highest_hz; ++h) {
    if (channel.hits(mains_hz, h) >= needed) result.push_back(h * mains_hz);
  }
  return result;
}

}  // namespace noctemg::emg
