#include "emg/vote.hpp"

#include <algorithm>

namespace noctemg::emg {

VoteHysteresis::VoteHysteresis(std::int64_t window_rows, std::int64_t end_rows)
    : half_(std::max<std::int64_t>(0, window_rows / 2)),
      end_rows_(std::max<std::int64_t>(1, end_rows)),
      window_(static_cast<std::size_t>(2 * half_ + 1), 0) {}

std::optional<Run> VoteHysteresis::push(bool above_on, bool above_off) {
  std::uint8_t& slot = window_[static_cast<std::size_t>(pushed_) % window_.size()];
  on_count_ += (above_on ? 1 : 0) - (slot & 1);
  off_count_ += (above_off ? 1 : 0) - ((slot >> 1) & 1);
  slot = static_cast<std::uint8_t>((above_on ? 1 : 0) | (above_off ? 2 : 0));
  ++pushed_;
  return pushed_ > half_ ? decide() : std::nullopt;
}

std::optional<Run> VoteHysteresis::decide() {
  const std::int64_t row = decided_++;
  if (!open_) {
    if (on_count_ > half_) {
      open_ = true;
      begin_ = row;
      below_ = 0;
    }
    return std::nullopt;
  }
  below_ = off_count_ > half_ ? 0 : below_ + 1;
  if (below_ < end_rows_) return std::nullopt;
  open_ = false;
  return Run{begin_, row + 1 - below_};
}

std::optional<Run> VoteHysteresis::finish() {
  if (total_ < 0) total_ = pushed_;
  while (decided_ < total_) {
    if (auto run = push(false, false)) return run;
  }
  std::optional<Run> last;
  if (open_) last = Run{begin_, total_ - below_};
  if (!last) *this = VoteHysteresis(static_cast<std::int64_t>(window_.size()), end_rows_);
  open_ = false;
  return last;
}

}  // namespace noctemg::emg
