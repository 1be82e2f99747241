#include "emg/resting_level.hpp"

#include <algorithm>
#include <cmath>

namespace noctemg::emg {

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

float RestingLevel::percentile() const {
  if (sorted_.empty()) return static_cast<float>(not_a_number);
  const auto last = static_cast<double>(sorted_.size() - 1);
  return std::max(min_uv_, sorted_[static_cast<std::size_t>(std::floor(share_ * last))]);
}

bool RestingLevel::next(float& rest_uv) {
  const std::int64_t known = first_ + static_cast<std::int64_t>(levels_.size());
  if (decided_ >= known || (!finished_ && known < decided_ + half_window_s_ + 1)) return false;
  for (; in_window_end_ < std::min(known, decided_ + half_window_s_ + 1); ++in_window_end_) {
    insert(levels_[static_cast<std::size_t>(in_window_end_ - first_)]);
  }
  for (; first_ < decided_ - half_window_s_; ++first_) {
    erase(levels_.front());
    levels_.pop_front();
  }
  rest_uv = percentile();
  ++decided_;
  return true;
}

}  // namespace noctemg::emg
