#include "emg/vote.hpp"

#include <algorithm>
#include <cmath>

namespace noctemg::emg {

VoteHysteresis::VoteHysteresis(std::int64_t window_rows, std::int64_t end_rows)
    : half_(std::max<std::int64_t>(0, window_rows / 2)),
      end_rows_(std::max<std::int64_t>(1, end_rows)),
      window_(static_cast<std::size_t>(2 * half_ + 1), 0) {}

void VoteHysteresis::push_low(std::span<const float> levels, float highest, double off) {
  pushed_ += static_cast<std::int64_t>(levels.size());
  decided_ = std::max(decided_, pushed_ - half_);
  // The largest float that is not above: floats can then be compared with floats.
  auto limit = static_cast<float>(off);
  if (static_cast<double>(limit) > off) limit = std::nextafter(limit, -1.0F);
  // Where all bits are 0 and stay so, it does not matter which of them is the next.
  if (off_count_ == 0 && !(highest > limit)) return;
  while (!levels.empty()) {
    const std::size_t count = std::min(levels.size(), window_.size() - slot_);
    std::uint8_t* const bits = window_.data() + slot_;
    int change = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto above = static_cast<std::uint8_t>(levels[i] > limit ? 2 : 0);
      change += (above >> 1) - (bits[i] >> 1);
      bits[i] = above;
    }
    off_count_ += change;
    slot_ = slot_ + count == window_.size() ? 0 : slot_ + count;
    levels = levels.subspan(count);
  }
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
