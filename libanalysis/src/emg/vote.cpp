#include "emg/vote.hpp"

#include <algorithm>
#include <cstdint>

#include "signal/kernels.hpp"

namespace noctemg::emg {

VoteHysteresis::VoteHysteresis(std::int64_t window_rows, std::int64_t end_rows)
    : half_(std::max<std::int64_t>(0, window_rows / 2)),
      end_rows_(std::max<std::int64_t>(1, end_rows)),
      window_(static_cast<std::size_t>(2 * half_ + 1), 0) {}

void VoteHysteresis::push_quiet(std::span<const float> levels, float highest,
                                const Thresholds& thresholds) {
  state_.pushed += static_cast<std::int64_t>(levels.size());
  state_.decided = std::max(state_.decided, state_.pushed - half_);
  // Where all bits are 0 and stay so, it does not matter which of them is the next.
  const bool silent = !thresholds.above_on(highest) && !thresholds.above_off(highest);
  if (silent && state_.on_count == 0 && state_.off_count == 0) return;
  enter(levels, thresholds);
}

void VoteHysteresis::push_steady(std::span<const float> levels, const Thresholds& thresholds) {
  state_.pushed += static_cast<std::int64_t>(levels.size());
  state_.decided = state_.pushed - half_;
  state_.below = 0;
  enter(levels, thresholds);
}

void VoteHysteresis::enter(std::span<const float> levels, const Thresholds& thresholds) {
  // Rows that leave the window before its end need not enter it.
  if (levels.size() > window_.size()) {
    const std::size_t skipped = levels.size() - window_.size();
    state_.slot = (state_.slot + skipped) % window_.size();
    levels = levels.subspan(skipped);
  }
  signal::PassTask task;
  task.from = thresholds.least_on();
  task.above = thresholds.most_off();
  while (!levels.empty()) {
    task.values = levels.data();
    task.count =
        std::min({levels.size(), window_.size() - state_.slot, signal::PassTask::most_values});
    task.bits = window_.data() + state_.slot;
    signal::kernels().rows.pass(task);
    state_.slot = state_.slot + task.count == window_.size() ? 0 : state_.slot + task.count;
    levels = levels.subspan(task.count);
  }
  state_.on_count += task.from_change;
  state_.off_count += task.above_change;
}

std::optional<Run> VoteHysteresis::finish() {
  if (total_ < 0) total_ = state_.pushed;
  while (state_.decided < total_) {
    if (auto run = push(false, false)) return run;
  }
  std::optional<Run> last;
  if (state_.open) last = Run{state_.begin, total_ - state_.below};
  if (!last) *this = VoteHysteresis(static_cast<std::int64_t>(window_.size()), end_rows_);
  state_.open = false;
  return last;
}

}  // namespace noctemg::emg
