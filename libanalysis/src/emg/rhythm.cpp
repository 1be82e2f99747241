#include "emg/rhythm.hpp"

#include <algorithm>
#include <cmath>

#include "emg/row_sums.hpp"

namespace noctemg::emg {
namespace {

/// Mean over three values: 150 ms, whose spread is 9-18 % and cannot pass for a trough.
std::vector<double> smoothed_above_rest(std::span<const float> profile, float rest_uv) {
  const auto n = static_cast<std::ptrdiff_t>(profile.size());
  std::vector<double> result(profile.size());
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    double sum = 0;
    int count = 0;
    for (std::ptrdiff_t j = std::max<std::ptrdiff_t>(0, i - 1); j <= std::min(n - 1, i + 1); ++j) {
      sum += static_cast<double>(profile[static_cast<std::size_t>(j)]);
      ++count;
    }
    result[static_cast<std::size_t>(i)] = std::max(0.0, sum / count - static_cast<double>(rest_uv));
  }
  return result;
}

/// Coefficient of variation.
double spread_of(const std::vector<double>& values) {
  double sum = 0;
  double square = 0;
  for (const double value : values) {
    sum += value;
    square += value * value;
  }
  const double mean = sum / static_cast<double>(values.size());
  return std::sqrt(std::max(0.0, square / static_cast<double>(values.size()) - mean * mean)) / mean;
}

/// Twitches that come at random keep a pace for a few beats by chance: the fewer beats, the
/// steadier they must be.
bool steady(std::span<const Beat> beats) {
  constexpr std::size_t few = 6;
  constexpr double widest_spread = 0.5;
  constexpr double widest_spread_of_few = 0.25;
  std::vector<double> intervals;
  for (std::size_t i = 1; i < beats.size(); ++i) {
    intervals.push_back(static_cast<double>(beats[i].begin - beats[i - 1].begin));
  }
  return spread_of(intervals) <= (beats.size() < few ? widest_spread_of_few : widest_spread);
}

}  // namespace

Rhythm measure_rhythm(std::span<const float> profile, float rest_uv,
                      const ClassifyOptions& options) {
  Rhythm rhythm;
  const std::vector<double> level = smoothed_above_rest(profile, rest_uv);
  // The slowest rhythm shows a peak within half its period on one side.
  const auto reach = static_cast<std::size_t>(std::ceil(0.5 / options.rhythmic_min_hz / profile_s));
  std::vector<double> peak = windowed_maximum(level, reach);
  // What stays far below the strongest burst (heart beats after a movement) is no burst of the
  // rhythm.
  constexpr double weakest_share = 0.25;
  const double strongest = peak.empty() ? 0 : *std::max_element(peak.begin(), peak.end());
  for (double& value : peak) value = std::max(value, weakest_share * strongest);
  const double back = 1 - options.rhythmic_depth / 2;  // half way back from the trough: a new burst
  bool high = false;
  double trough = 0;
  double trough_peak = 0;
  double depth_sum = 0;
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t above_half = 0;
  std::vector<double> gaps;
  for (std::size_t i = 0; i < level.size(); ++i) {
    above_half += level[i] > 0 && level[i] >= peak[i] / 2 ? 1 : 0;
    if (!high && level[i] > 0 && level[i] >= back * peak[i]) {
      if (rhythm.bursts == 0) first = i;
      if (rhythm.bursts > 0) {
        depth_sum += 1 - trough / trough_peak;
        gaps.push_back(static_cast<double>(i - last));
      }
      last = i;
      ++rhythm.bursts;
      high = true;
    } else if (high && level[i] < (1 - options.rhythmic_depth) * peak[i]) {
      high = false;
      trough = level[i];
      trough_peak = peak[i];
    }
    if (!high && level[i] < trough) {
      trough = level[i];
      trough_peak = peak[i];
    }
  }
  if (rhythm.bursts < 2) return rhythm;
  const double intervals = rhythm.bursts - 1;
  const double span_s = static_cast<double>(last - first) * profile_s;
  rhythm.rate_hz = intervals / span_s;
  rhythm.depth = depth_sum / intervals;
  rhythm.duty = static_cast<double>(above_half) / static_cast<double>(level.size());
  rhythm.spread = spread_of(gaps);
  rhythm.covered = std::min(
      1.0, (span_s + span_s / intervals) / (static_cast<double>(level.size()) * profile_s));
  return rhythm;
}

bool is_rhythmic(const Rhythm& rhythm, const ClassifyOptions& options) {
  constexpr double most = 0.6;  // a rhythm for part of the time is not what the episode is
  constexpr double widest_spread =
      0.5;  // a pace; humps of a long movement come at random (spread about 1)
  // Single troughs pass the depth; on average they reach half of what is left to rest.
  const double mean_depth = (1 + options.rhythmic_depth) / 2;
  return rhythm.bursts >= options.rhythmic_bursts && rhythm.rate_hz >= options.rhythmic_min_hz &&
         rhythm.rate_hz <= options.rhythmic_max_hz && rhythm.depth >= mean_depth &&
         rhythm.duty <= options.rhythmic_duty && rhythm.spread <= widest_spread &&
         rhythm.covered >= most;
}

std::vector<std::pair<std::size_t, std::size_t>> find_trains(std::span<const Beat> beats,
                                                             const ClassifyOptions& options) {
  constexpr double pace_change = 1.8;  // consecutive intervals of a train differ by less
  std::vector<std::pair<std::size_t, std::size_t>> trains;
  const double shortest = static_cast<double>(rows_per_second) / options.rhythmic_max_hz;
  const double longest = static_cast<double>(rows_per_second) / options.rhythmic_min_hz;
  for (std::size_t begin = 0; begin < beats.size();) {
    std::size_t end = begin + 1;
    double previous = 0;
    for (; end < beats.size(); ++end) {
      const auto interval = static_cast<double>(beats[end].begin - beats[end - 1].begin);
      if (interval < shortest || interval > longest) break;
      if (previous > 0 &&
          (interval > pace_change * previous || previous > pace_change * interval)) {
        break;
      }
      previous = interval;
    }
    if (end - begin >= static_cast<std::size_t>(options.rhythmic_bursts) &&
        steady(beats.subspan(begin, end - begin))) {
      trains.emplace_back(begin, end);
      begin = end;
    } else {
      // A run that broke on a change of pace may belong to a train that starts within it.
      begin = end > begin + 1 && end < beats.size() ? end - 1 : end;
    }
  }
  return trains;
}

}  // namespace noctemg::emg
