#include "emg/resting_level.hpp"

#include "noctemg/resting_level.hpp"

#include <algorithm>
#include <cmath>

namespace noctemg::emg {
namespace {

/// Values below `limit`, or up to it, in a sorted list: std::lower_bound and std::upper_bound
/// without a branch that a processor could guess wrong.
template <bool including>
std::ptrdiff_t count_up_to(const std::vector<float>& sorted, float limit) {
  const float* first = sorted.data();
  std::size_t length = sorted.size();
  if (length == 0) return 0;
  const auto passes = [limit](float value) { return including ? value <= limit : value < limit; };
  while (length > 1) {
    const std::size_t half = length / 2;
    first += passes(first[half - 1]) ? half : 0;
    length -= half;
  }
  return first - sorted.data() + (passes(*first) ? 1 : 0);
}

}  // namespace

RestingLevel::RestingLevel(const RestOptions& options)
    : half_window_s_(std::max<std::int64_t>(1, std::llround(options.window_s / 2))),
      share_(options.percentile / 100),
      min_uv_(static_cast<float>(options.min_uv)) {}

void RestingLevel::push(float level_uv) { levels_.push_back(level_uv); }

void RestingLevel::insert(float level_uv) {
  if (std::isnan(level_uv)) return;
  sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), level_uv), level_uv);
}

void RestingLevel::erase(float level_uv) {
  if (std::isnan(level_uv)) return;
  sorted_.erase(std::lower_bound(sorted_.begin(), sorted_.end(), level_uv));
}

/// Only what lies between the two has to move.
void RestingLevel::replace(float old_uv, float new_uv) {
  if (std::isnan(old_uv) || std::isnan(new_uv)) {
    insert(new_uv);
    erase(old_uv);
    return;
  }
  const auto from = sorted_.begin() + count_up_to<false>(sorted_, old_uv);
  const auto to = sorted_.begin() + count_up_to<true>(sorted_, new_uv);
  if (from < to) {
    std::move(from + 1, to, from);
    *(to - 1) = new_uv;
  } else {
    std::move_backward(to, from, from + 1);
    *to = new_uv;
  }
}

float RestingLevel::percentile() const {
  if (sorted_.empty()) return static_cast<float>(not_a_number);
  const auto last = static_cast<double>(sorted_.size() - 1);
  return std::max(min_uv_, sorted_[static_cast<std::size_t>(std::floor(share_ * last))]);
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
  for (; in_window_end_ < end && first_ < begin; ++in_window_end_, ++first_) {
    replace(levels_[0], levels_[static_cast<std::size_t>(in_window_end_ - first_)]);
    levels_.drop(1);
  }
  for (; in_window_end_ < end; ++in_window_end_) {
    insert(levels_[static_cast<std::size_t>(in_window_end_ - first_)]);
  }
  for (; first_ < begin; ++first_) {
    erase(levels_[0]);
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
