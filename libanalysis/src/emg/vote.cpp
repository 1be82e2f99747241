#include "emg/vote.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "signal/kernels.hpp"

namespace noctemg::emg {
namespace {

// Of what is finite and above 0, as thresholds are; without a call, since there are six of them in
// every second of a channel.
float next_up(float value) { return std::bit_cast<float>(std::bit_cast<std::uint32_t>(value) + 1); }
float next_down(float value) {
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(value) - 1);
}

}  // namespace

Thresholds::Thresholds(double on_uv, double off_uv)
    : least_on_(static_cast<float>(on_uv)), most_off_(static_cast<float>(off_uv)) {
  if (static_cast<double>(least_on_) < on_uv) least_on_ = next_up(least_on_);
  if (static_cast<double>(most_off_) > off_uv) most_off_ = next_down(most_off_);
}

VoteHysteresis::VoteHysteresis(std::int64_t window_rows, std::int64_t end_rows)
    : half_(std::max<std::int64_t>(0, window_rows / 2)),
      end_rows_(std::max<std::int64_t>(1, end_rows)),
      window_(static_cast<std::size_t>(2 * half_ + 1), 0) {}

void VoteHysteresis::push_quiet(std::span<const float> levels, float highest,
                                const Thresholds& thresholds) {
  pushed_ += static_cast<std::int64_t>(levels.size());
  decided_ = std::max(decided_, pushed_ - half_);
  // Where all bits are 0 and stay so, it does not matter which of them is the next.
  const bool silent = !thresholds.above_on(highest) && !thresholds.above_off(highest);
  if (silent && on_count_ == 0 && off_count_ == 0) return;
  // Rows that leave the window before its end need not enter it.
  if (levels.size() > window_.size()) {
    const std::size_t skipped = levels.size() - window_.size();
    slot_ = (slot_ + skipped) % window_.size();
    levels = levels.subspan(skipped);
  }
  signal::PassTask task;
  task.from = thresholds.least_on();
  task.above = thresholds.most_off();
  while (!levels.empty()) {
    task.values = levels.data();
    task.count = std::min(levels.size(), window_.size() - slot_);
    task.bits = window_.data() + slot_;
    signal::kernels().rows.pass(task);
    slot_ = slot_ + task.count == window_.size() ? 0 : slot_ + task.count;
    levels = levels.subspan(task.count);
  }
  on_count_ += task.from_change;
  off_count_ += task.above_change;
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
