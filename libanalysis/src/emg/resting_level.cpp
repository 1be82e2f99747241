#include "emg/resting_level.hpp"

#include "noctemg/resting_level.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

#include "signal/kernels.hpp"

namespace noctemg::emg {
namespace {

/// Levels on either side of the percentile that are kept sorted: enough for minutes.
constexpr std::size_t reach_ranks = 100;

}  // namespace

RestingLevel::RestingLevel(const RestOptions& options)
    : half_window_s_(std::max<std::int64_t>(1, std::llround(options.window_s / 2))),
      share_(options.percentile / 100),
      min_uv_(static_cast<float>(options.min_uv)) {}

void RestingLevel::push(float level_uv) { levels_.push_back(level_uv); }

void RestingLevel::add(float level_uv) {
  if (std::isnan(level_uv)) return;
  ++usable_;
  if (level_uv < near_low_uv_) {
    ++below_;
  } else if (level_uv <= near_high_uv_) {
    near_.insert(std::upper_bound(near_.begin(), near_.end(), level_uv), level_uv);
  }
}

void RestingLevel::remove(float level_uv) {
  if (std::isnan(level_uv)) return;
  --usable_;
  if (level_uv < near_low_uv_) {
    --below_;
  } else if (level_uv <= near_high_uv_) {
    near_.erase(std::lower_bound(near_.begin(), near_.end(), level_uv));
  }
}

/// Sorts anew what lies around a rank.
void RestingLevel::look_around(std::size_t rank) {
  const std::span<const float> window =
      levels_.view().first(static_cast<std::size_t>(in_window_end_ - first_));
  const std::size_t first = rank > reach_ranks ? rank - reach_ranks : 0;
  const std::size_t last = std::min(usable_ - 1, rank + reach_ranks);
  const auto ranked = signal::kernels().rows.ranked;
  near_low_uv_ = ranked(window.data(), window.size(), first, near_low_uv_);
  near_high_uv_ = ranked(window.data(), window.size(), last, near_high_uv_);
  // Of values that are equal to an end, all belong to it. Without a branch, since which levels
  // belong is not to be guessed, and with copies that what is written cannot alias.
  near_.resize(window.size());
  const float low = near_low_uv_;
  const float high = near_high_uv_;
  float* const near = near_.data();
  std::size_t near_count = 0;
  std::size_t below = 0;
  for (const float level : window) {
    const bool is_below = level < low;
    const bool is_above = level > high;
    const bool is_missing = std::isnan(level);
    below += static_cast<std::size_t>(is_below);
    near[near_count] = level;
    near_count += static_cast<std::size_t>(!(is_below | is_above | is_missing));
  }
  below_ = below;
  near_.resize(near_count);
  std::sort(near_.begin(), near_.end());
}

float RestingLevel::percentile() {
  if (usable_ == 0) return static_cast<float>(not_a_number);
  const auto rank = static_cast<std::size_t>(std::floor(share_ * static_cast<double>(usable_ - 1)));
  if (rank < below_ || rank >= below_ + near_.size()) look_around(rank);
  return std::max(min_uv_, near_[rank - below_]);
}

/// The window is centred, and pushed inwards at the ends of the segment so that it keeps its length
/// there.
bool RestingLevel::next(float& rest_uv) {
  const std::int64_t known = first_ + static_cast<std::int64_t>(levels_.size());
  const std::int64_t length = 2 * half_window_s_ + 1;
  const std::int64_t needed = std::max(decided_ + half_window_s_ + 1, length);
  if (decided_ >= known || (!finished_ && known < needed)) return false;
  const std::int64_t latest_begin = finished_ ? known - length : decided_ - half_window_s_;
  const std::int64_t begin =
      std::max<std::int64_t>(0, std::min(decided_ - half_window_s_, latest_begin));
  const std::int64_t end = std::min(known, begin + length);
  for (; in_window_end_ < end; ++in_window_end_) {
    add(levels_[static_cast<std::size_t>(in_window_end_ - first_)]);
  }
  for (; first_ < begin; ++first_) {
    remove(levels_[0]);
    levels_.drop(1);
  }
  rest_uv = percentile();
  ++decided_;
  return true;
}

}  // namespace noctemg::emg

namespace noctemg {

std::vector<float> resting_levels(std::span<const float> levels_uv, const RestOptions& options) {
  emg::RestingLevel resting(options);
  for (const float level : levels_uv) resting.push(level);
  resting.finish();
  std::vector<float> result;
  result.reserve(levels_uv.size());
  for (float rest_uv = 0; resting.next(rest_uv);) result.push_back(rest_uv);
  return result;
}

}  // namespace noctemg
