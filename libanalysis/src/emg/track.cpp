#include "emg/track.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "emg/level_changes.hpp"
#include "emg/row_sums.hpp"
#include "emg/slow_modulation.hpp"

namespace noctemg::emg {
namespace {

/// Mean of `width` values around each, in µV.
std::vector<double> running_mean(std::span<const float> values, std::ptrdiff_t width) {
  std::vector<double> result(values.size());
  const auto n = static_cast<std::ptrdiff_t>(values.size());
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    const std::ptrdiff_t from = std::max<std::ptrdiff_t>(0, i - width / 2);
    const std::ptrdiff_t to = std::min(n, i + (width + 1) / 2);
    double sum = 0;
    for (std::ptrdiff_t j = from; j < to; ++j) {
      sum += static_cast<double>(values[static_cast<std::size_t>(j)]);
    }
    result[static_cast<std::size_t>(i)] = sum / static_cast<double>(to - from);
  }
  return result;
}

void measure_level(const LeadTrack& track, const ActivityOptions& activity, EpisodeFeatures& f) {
  const auto rest = static_cast<double>(track.rest_uv);
  f.baseline_uv = rest;
  double square = 0;
  double peak_square = 0;
  std::size_t active = 0;
  const double off =
      rest + std::min(std::max(activity.movement_off_uv, activity.noisy_off_ratio * rest),
                      (activity.slow_off_ratio - 1) * rest);
  for (std::size_t i = 0; i < track.profile.size(); ++i) {
    const auto value = static_cast<double>(track.profile[i]);
    square += value * value;
    const double next =
        i + 1 < track.profile.size() ? static_cast<double>(track.profile[i + 1]) : value;
    peak_square = std::max(peak_square, (value * value + next * next) / 2);
    active += value > off ? 1 : 0;
  }
  const auto count = static_cast<double>(std::max<std::size_t>(1, track.profile.size()));
  f.rms_uv = std::sqrt(square / count);
  f.peak_uv = std::sqrt(peak_square);
  f.peak_ratio = f.peak_uv / rest;
  f.duty = static_cast<double>(active) / count;
}

/// How much quarter seconds differ from their neighbours within two seconds on both sides.
double unsteadiness(const std::vector<double>& quarters, double rest) {
  constexpr std::ptrdiff_t reach = 8;
  const auto n = static_cast<std::ptrdiff_t>(quarters.size());
  double square = 0;
  std::ptrdiff_t count = 0;
  std::vector<double> levels(quarters);
  for (double& level : levels) level = std::hypot(level, rest);
  std::array<double, 2 * reach + 1> around;
  for (std::ptrdiff_t i = reach; i + reach < n; ++i) {
    std::copy_n(levels.begin() + (i - reach), around.size(), around.begin());
    std::nth_element(around.begin(), around.begin() + reach, around.end());
    const double own = levels[static_cast<std::size_t>(i)];
    const double middle = around[reach];
    square += (own / middle - 1) * (own / middle - 1);
    ++count;
  }
  return count == 0 ? not_a_number : std::sqrt(square / static_cast<double>(count));
}

void measure_held(const LeadTrack& track, EpisodeFeatures& f) {
  const auto rest = static_cast<double>(track.rest_uv);
  const std::vector<double> quarters = quarter_levels(track.profile, track.rest_uv);
  f.level_ratio = std::hypot(held_level(quarters), rest) / rest;
  f.unsteadiness = unsteadiness(quarters, rest);
  f.slow_modulation = slow_modulation(track.profile);
}

void measure_edges(const LeadTrack& track, EpisodeFeatures& f) {
  const std::vector<double> level = running_mean(track.profile, 20);  // one second
  if (level.empty()) return;
  const double peak = *std::max_element(level.begin(), level.end());
  const auto rest = static_cast<double>(track.rest_uv);
  const double high = rest + 0.9 * std::max(0.0, peak - rest);
  const auto reached = [&](double value) { return value >= high; };
  const auto first = std::find_if(level.begin(), level.end(), reached);
  const auto last = std::find_if(level.rbegin(), level.rend(), reached);
  f.rise_s = static_cast<double>(first - level.begin()) * profile_s;
  f.fall_s = static_cast<double>(last - level.rbegin()) * profile_s;
  const double held = typical(level) - rest;
  if (!(held > 0)) return;
  const auto from_front = [&](double share) {
    return std::find_if(level.begin(), level.end(),
                        [&](double value) { return value >= rest + share * held; }) -
           level.begin();
  };
  const auto from_back = [&](double share) {
    return std::find_if(level.rbegin(), level.rend(),
                        [&](double value) { return value >= rest + share * held; }) -
           level.rbegin();
  };
  f.ramp_s = static_cast<double>(from_front(0.8) - from_front(0.2)) * profile_s;
  f.decay_s = static_cast<double>(from_back(0.8) - from_back(0.2)) * profile_s;
}

/// Mean square over that of rest from which a second belongs to the activity.
constexpr double active_square = 2.0;

/// Slope over time relative to the mean, per minute, by least squares.
double relative_slope(std::span<const double> times_s, std::span<const double> values) {
  constexpr std::size_t fewest = 10;
  if (values.size() < fewest) return not_a_number;
  const auto n = static_cast<double>(values.size());
  const double time = std::accumulate(times_s.begin(), times_s.end(), 0.0) / n;
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double product = 0;
  double square = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    product += (times_s[i] - time) * (values[i] - mean);
    square += (times_s[i] - time) * (times_s[i] - time);
  }
  return mean > 0 ? 60 * product / square / mean : not_a_number;
}

void measure_seconds(const LeadTrack& track, EpisodeFeatures& f) {
  double clipped = 0;
  double rows = 0;
  double frequency = 0;
  double weight = 0;
  std::vector<double> low_ratios;
  std::vector<double> mains_shares;
  std::vector<double> kurtoses;
  std::vector<double> crossings;
  std::vector<double> early_times_s;
  std::vector<double> early_crossings;
  double time_s = 0;
  const auto rest = static_cast<double>(track.rest_uv);
  for (const SecondFeatures* s : track.seconds) {
    time_s += 1;
    const auto band = static_cast<double>(s->mean_square);
    const auto mains = static_cast<double>(s->mains_mean_square);
    clipped += s->clipped_rows;
    rows += s->rows;
    // A second that the episode only touches shows the resting electrode, not the episode.
    if (band < active_square * rest * rest || band <= 0) continue;
    low_ratios.push_back(static_cast<double>(s->low_mean_square) / band);
    mains_shares.push_back(mains / (band + mains));
    kurtoses.push_back(static_cast<double>(s->mean_fourth) / (band * band));
    crossings.push_back(s->zero_crossings / (2 * row_seconds(s->rows)));
    if (time_s <= 60) {
      early_times_s.push_back(time_s);
      early_crossings.push_back(crossings.back());
    }
    if (std::isnan(s->median_hz)) continue;
    frequency += static_cast<double>(s->median_hz) * band;
    weight += band;
  }
  f.low_frequency_ratio = typical(std::move(low_ratios));
  f.mains_share = typical(std::move(mains_shares));
  f.kurtosis = typical(std::move(kurtoses));
  f.crossing_change = relative_slope(early_times_s, early_crossings);
  f.crossing_hz = typical(std::move(crossings));
  if (rows > 0) f.clipped_share = clipped / rows;
  if (weight > 0) f.median_hz = frequency / weight;
}

}  // namespace

double typical(std::vector<double> values) {
  if (values.empty()) return not_a_number;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

LeadTrack lead_track(const Group& group, std::size_t lead, const BurstIndex& bursts) {
  LeadTrack track;
  bool first = true;
  for (const BurstRef& ref : group.members) {
    if (ref.site != lead) continue;
    const Burst& burst = burst_of(bursts, ref);
    if (first) {
      track.begin = burst.begin;
      track.rest_uv = burst.rest_uv;
      first = false;
    }
    const auto at = static_cast<std::size_t>(
        std::max<std::int64_t>(0, burst.profile_begin - track.begin / profile_rows * profile_rows) /
        profile_rows);
    track.profile.resize(std::max(track.profile.size(), at), 0.0F);
    track.profile.insert(track.profile.end(), burst.profile.begin(), burst.profile.end());
    track.weak = track.weak || burst.weak;
    for (const SecondFeatures& second : burst.seconds) track.seconds.push_back(&second);
    track.covered_rows += burst.rows();
    track.end = burst.end;
  }
  return track;
}

double strongest_half_second(const LeadTrack& track) {
  constexpr std::size_t half_second = rows_per_second / 2 / profile_rows;
  std::vector<double> above(track.profile.begin(), track.profile.end());
  for (double& level : above) level -= static_cast<double>(track.rest_uv);
  double strongest = 0;
  for (std::size_t i = 0; i + half_second <= above.size(); ++i) {
    const auto window = std::span<const double>(above).subspan(i).first<half_second>();
    strongest = larger_of_rank(strongest, window, half_second / 2);
  }
  return strongest;
}

double mean_level_ratio(const LeadTrack& track) {
  const double sum = std::accumulate(track.profile.begin(), track.profile.end(), 0.0);
  const auto count = static_cast<double>(std::max<std::size_t>(1, track.profile.size()));
  return sum / count / static_cast<double>(track.rest_uv);
}

void measure_track(const LeadTrack& track, const ActivityOptions& activity, EpisodeFeatures& f) {
  measure_level(track, activity, f);
  measure_held(track, f);
  measure_edges(track, f);
  measure_seconds(track, f);
}

}  // namespace noctemg::emg
