#include "emg/vote.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "signal/kernels.hpp"

namespace noctemg::emg {

VoteHysteresis::VoteHysteresis(std::int64_t window_rows, std::int64_t end_rows)
    : half_(std::max<std::int64_t>(0, window_rows / 2)),
      end_rows_(std::max<std::int64_t>(1, end_rows)),
      window_(static_cast<std::size_t>(2 * half_ + 1), 0) {}

bool VoteHysteresis::push_at_once(std::span<const float> levels, float highest,
                                  const Thresholds& thresholds) {
  const auto rows_from = [&](float least) {
    return highest >= least ? static_cast<std::int64_t>(signal::kernels().rows.count_from(
                                  levels.data(), levels.size(), least))
                            : 0;
  };
  if (state_.open) {
    // Activity stays far above the lower threshold for most of its time.
    const std::int64_t low_rows = std::ssize(levels) - rows_from(thresholds.least_above_off());
    if (state_.off_count - low_rows <= half_) return false;
    state_.below = 0;
  } else if (state_.on_count + rows_from(thresholds.least_on()) > half_) {
    // Noise reaches a threshold here and there, mostly in too few rows for a run.
    return false;
  }
  state_.pushed += std::ssize(levels);
  state_.decided = std::max(state_.decided, state_.pushed - half_);
  // Where all bits are 0 and stay so, it does not matter which of them is the next.
  const bool silent = !thresholds.above_on(highest) && !thresholds.above_off(highest);
  if (silent && state_.on_count == 0 && state_.off_count == 0) return true;
  enter(levels, thresholds);
  return true;
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
