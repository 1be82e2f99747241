#include "emg/level_changes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "emg/burst_index.hpp"
#include "emg/limits.hpp"
#include "emg/row_sums.hpp"

namespace noctemg::emg {
namespace {

constexpr std::ptrdiff_t profile_per_quarter = quarter_rows / profile_rows;
constexpr std::ptrdiff_t quarters_per_second = rows_per_second / quarter_rows;
/// Levels are compared over this long on both sides: longer than the burst with which a stretch
/// ends a cramp (0.5-3 s).
constexpr std::ptrdiff_t compared_quarters = 4 * quarters_per_second;
const double least_change = std::log(level_change);
/// Below this share of rest a level is noise.
constexpr double noise_share = 0.3;
/// A rise or fall takes less than this; what lasts longer is something of its own.
constexpr std::ptrdiff_t longest_slope = 6 * quarters_per_second;
constexpr std::ptrdiff_t held_quarters = 10 * quarters_per_second;

using Levels = std::vector<double>;

double quantile(Levels values, double share) {
  if (values.empty()) return 0;
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

/// The same as quantile(..., 0.5), of a few values without asking for memory.
double median_of(const Levels& x, std::ptrdiff_t begin, std::ptrdiff_t end) {
  std::array<double, 2 * compared_quarters> few;
  const std::ptrdiff_t count = end - begin;
  if (count > std::ssize(few)) return quantile(Levels(x.begin() + begin, x.begin() + end), 0.5);
  if (count <= 0) return 0;
  std::copy(x.begin() + begin, x.begin() + end, few.begin());
  const auto at = few.begin() + static_cast<std::ptrdiff_t>(0.5 * static_cast<double>(count - 1));
  std::nth_element(few.begin(), at, few.begin() + count);
  return *at;
}

/// No two medians of the levels on either side of `at` can lie further apart.
double most_change(const Levels& x, std::ptrdiff_t at) {
  const auto [least_before, most_before] =
      std::minmax_element(x.begin() + at - compared_quarters, x.begin() + at);
  const auto [least_after, most_after] =
      std::minmax_element(x.begin() + at, x.begin() + at + compared_quarters);
  return std::max(*most_before - *least_after, *most_after - *least_before);
}

/// The split within [begin, end) with the smallest squares around the two means.
std::ptrdiff_t best_split(const Levels& x, std::ptrdiff_t begin, std::ptrdiff_t end) {
  std::ptrdiff_t best = begin + 1;
  double best_gain = -1;
  double left = 0;
  const double total = std::accumulate(x.begin() + begin, x.begin() + end, 0.0);
  for (std::ptrdiff_t i = begin + 1; i < end; ++i) {
    left += x[static_cast<std::size_t>(i - 1)];
    const double right = total - left;
    const double gain =
        left * left / static_cast<double>(i - begin) + right * right / static_cast<double>(end - i);
    if (best_gain < 0 || gain > best_gain) {
      best_gain = gain;
      best = i;
    }
  }
  return best;
}

/// Takes back splits that only part a slope at either end from what it leads to.
void join_slopes(std::vector<std::ptrdiff_t>& splits, const Levels& x) {
  const auto n = static_cast<std::ptrdiff_t>(x.size());
  if (!splits.empty() && splits.front() < longest_slope) {
    const std::ptrdiff_t next = splits.size() > 1 ? splits[1] : n;
    if (median_of(x, 0, splits.front()) < median_of(x, splits.front(), next)) {
      splits.erase(splits.begin());
    }
  }
  if (!splits.empty() && n - splits.back() < longest_slope) {
    const std::ptrdiff_t before = splits.size() > 1 ? splits[splits.size() - 2] : 0;
    if (median_of(x, splits.back(), n) < median_of(x, before, splits.back())) splits.pop_back();
  }
}

/// Means of about a second: three quarters around each.
Levels smoothed(const Levels& quarters) {
  Levels result(quarters.size());
  const auto n = static_cast<std::ptrdiff_t>(quarters.size());
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    const std::ptrdiff_t from = std::max<std::ptrdiff_t>(0, i - 1);
    const std::ptrdiff_t to = std::min(n, i + 2);
    result[static_cast<std::size_t>(i)] =
        std::accumulate(quarters.begin() + from, quarters.begin() + to, 0.0) /
        static_cast<double>(to - from);
  }
  return result;
}

}  // namespace

std::vector<double> quarter_levels(std::span<const float> profile, float rest_uv) {
  Levels result;
  const auto n = static_cast<std::ptrdiff_t>(profile.size());
  const double rest = static_cast<double>(rest_uv) * static_cast<double>(rest_uv);
  for (std::ptrdiff_t begin = 0; begin < n; begin += profile_per_quarter) {
    const std::ptrdiff_t end = std::min(n, begin + profile_per_quarter);
    double sum = 0;
    for (std::ptrdiff_t i = begin; i < end; ++i) {
      const auto value = static_cast<double>(profile[static_cast<std::size_t>(i)]);
      sum += value * value;
    }
    result.push_back(std::sqrt(std::max(0.0, sum / static_cast<double>(end - begin) - rest)));
  }
  return result;
}

double held_level(const std::vector<double>& quarters) {
  const auto n = static_cast<std::ptrdiff_t>(quarters.size());
  constexpr double share = 0.25;
  if (n <= held_quarters) return quantile(quarters, share);
  constexpr auto rank = static_cast<std::size_t>(share * static_cast<double>(held_quarters - 1));
  double best = 0;
  for (std::ptrdiff_t i = 0; i + held_quarters <= n; i += quarters_per_second) {
    const auto window =
        std::span(quarters).subspan(static_cast<std::size_t>(i)).first<held_quarters>();
    best = larger_of_rank(best, window, rank);
  }
  return best;
}

std::vector<std::int64_t> level_changes(const Burst& burst) {
  Levels x = quarter_levels(burst);
  const double floor = noise_share * static_cast<double>(burst.rest_uv);
  for (double& value : x) value = std::log(std::max(value, floor));
  const auto n = static_cast<std::ptrdiff_t>(x.size());
  struct Change {
    double size = 0;
    std::ptrdiff_t at = 0;
  };
  std::vector<Change> changes;
  for (std::ptrdiff_t i = compared_quarters; i + compared_quarters <= n; ++i) {
    if (most_change(x, i) < least_change) continue;
    const double size =
        std::abs(median_of(x, i, i + compared_quarters) - median_of(x, i - compared_quarters, i));
    if (size >= least_change) changes.push_back({size, i});
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Change& a, const Change& b) { return a.size > b.size; });
  std::vector<std::ptrdiff_t> splits;
  for (const Change& change : changes) {
    const bool near = std::any_of(splits.begin(), splits.end(), [&](std::ptrdiff_t other) {
      return std::abs(other - change.at) < 2 * compared_quarters;
    });
    if (!near) splits.push_back(change.at);
  }
  for (std::ptrdiff_t& split : splits)
    split = best_split(x, split - compared_quarters, split + compared_quarters);
  std::sort(splits.begin(), splits.end());
  splits.erase(std::unique(splits.begin(), splits.end()), splits.end());
  join_slopes(splits, x);
  std::vector<std::int64_t> rows;
  rows.reserve(splits.size());
  for (const std::ptrdiff_t split : splits)
    rows.push_back(burst.profile_begin + split * quarter_rows);
  return rows;
}

std::vector<Valley> valleys(const Burst& burst) {
  constexpr double depth = 5.0;
  constexpr std::ptrdiff_t shortest = 6;
  constexpr std::ptrdiff_t longest = 10 * quarters_per_second;
  const Levels x = quarter_levels(burst);
  const auto n = static_cast<std::ptrdiff_t>(x.size());
  std::vector<Valley> result;
  for (std::ptrdiff_t begin = compared_quarters; begin + compared_quarters < n; ++begin) {
    // No median is above the highest level.
    if (x[static_cast<std::size_t>(begin)] >
        *std::max_element(x.begin() + begin - compared_quarters, x.begin() + begin) / depth) {
      continue;
    }
    const double before = median_of(x, begin - compared_quarters, begin) / depth;
    // It begins where the level falls, not within a longer pause.
    if (x[static_cast<std::size_t>(begin - 1)] <= before) continue;
    std::ptrdiff_t end = begin;
    double highest = 0;
    while (end < n && end - begin <= longest && x[static_cast<std::size_t>(end)] <= before) {
      highest = std::max(highest, x[static_cast<std::size_t>(end++)]);
    }
    if (end - begin < shortest || end - begin > longest || end + compared_quarters > n) continue;
    if (highest > median_of(x, end, end + compared_quarters) / depth) continue;
    result.push_back(
        {burst.profile_begin + begin * quarter_rows, burst.profile_begin + end * quarter_rows});
    begin = end;
  }
  return result;
}

Burst trimmed(const Burst& piece, double before_uv, double after_uv) {
  constexpr double edge = 0.1;
  const Levels level = smoothed(quarter_levels(piece));
  const auto n = static_cast<std::ptrdiff_t>(level.size());
  const double core = held_level(quarter_levels(piece));
  const double first = before_uv + edge * std::max(0.0, core - before_uv);
  const double last = after_uv + edge * std::max(0.0, core - after_uv);
  // From the first and last moment at the held level outwards.
  std::ptrdiff_t begin = 0;
  while (begin < n && level[static_cast<std::size_t>(begin)] < core) ++begin;
  std::ptrdiff_t end = n;
  while (end > 0 && level[static_cast<std::size_t>(end - 1)] < core) --end;
  if (begin >= end) return piece;
  while (begin > 0 && level[static_cast<std::size_t>(begin - 1)] >= first) --begin;
  while (end < n && level[static_cast<std::size_t>(end)] >= last) ++end;
  const std::int64_t from = std::max(piece.begin, piece.profile_begin + begin * quarter_rows);
  const std::int64_t to = std::min(piece.end, piece.profile_begin + end * quarter_rows);
  if (from == piece.begin && to == piece.end) return piece;
  Burst result = slice(piece, from, to);
  result.weak = piece.weak;
  return result;
}

}  // namespace noctemg::emg
