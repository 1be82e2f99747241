#include "emg/burst_index.hpp"

#include <algorithm>

namespace noctemg::emg {

ProfileSum sum_above_rest(const Burst& burst, std::int64_t begin, std::int64_t end) {
  ProfileSum sum;
  const auto size = static_cast<std::int64_t>(burst.profile.size());
  const std::int64_t first = std::max<std::int64_t>(
      0, (std::max(begin, burst.begin) - burst.profile_begin) / profile_rows);
  const std::int64_t last = std::min(
      size, (std::min(end, burst.end) - burst.profile_begin + profile_rows - 1) / profile_rows);
  for (std::int64_t i = first; i < last; ++i) {
    const float above = burst.profile[static_cast<std::size_t>(i)] - burst.rest_uv;
    sum.above_rest += static_cast<double>(std::max(0.0F, above));
    ++sum.values;
  }
  return sum;
}

double BurstIndex::mean_above_rest(std::size_t site, std::int64_t begin, std::int64_t end) const {
  const std::vector<Burst>& bursts = by_site_[site];
  auto burst = std::partition_point(bursts.begin(), bursts.end(),
                                    [&](const Burst& b) { return b.end <= begin; });
  double sum = 0;
  for (; burst != bursts.end() && burst->begin < end; ++burst) {
    sum += sum_above_rest(*burst, begin, end).above_rest;
  }
  const auto values = static_cast<double>(end - begin) / static_cast<double>(profile_rows);
  return values > 0 ? sum / values : 0;
}

Burst slice(const Burst& burst, std::int64_t begin, std::int64_t end) {
  Burst part;
  part.channel = burst.channel;
  part.begin = std::max(begin, burst.begin);
  part.end = std::min(end, burst.end);
  part.rest_uv = burst.rest_uv;
  part.slow = burst.slow;
  part.train = burst.train;
  part.profile_begin = profile_begin_of(part.begin);
  const auto from = static_cast<std::ptrdiff_t>(
      std::max<std::int64_t>(0, (part.profile_begin - burst.profile_begin) / profile_rows));
  const auto to = static_cast<std::ptrdiff_t>(
      std::min<std::int64_t>(static_cast<std::int64_t>(burst.profile.size()),
                             (part.end - burst.profile_begin + profile_rows - 1) / profile_rows));
  part.profile.assign(burst.profile.begin() + from, burst.profile.begin() + std::max(from, to));
  part.second_begin = second_begin_of(part.begin);
  // A beat that was a twitch has no seconds.
  const std::int64_t seconds_end =
      burst.second_begin + static_cast<std::int64_t>(burst.seconds.size());
  for (std::int64_t s = part.second_begin; s * rows_per_second < part.end && s < seconds_end; ++s) {
    part.seconds.push_back(burst.seconds[static_cast<std::size_t>(s - burst.second_begin)]);
  }
  return part;
}

}  // namespace noctemg::emg
