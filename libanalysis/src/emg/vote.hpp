#pragma once

/// \file
/// Hysteresis on a running median without computing one: the median of a window passes a threshold
/// exactly when at least half of the window's rows do, so counting is enough, and events shorter
/// than half the window cannot pass.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "signal/kernels.hpp"

namespace noctemg::emg {

/// Half-open rows.
struct Run {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  [[nodiscard]] std::int64_t rows() const noexcept { return end - begin; }
};

/// Two thresholds for levels that are floats: the same levels pass them as pass the given numbers.
struct Thresholds {
  /// \param on_uv   passed by levels at or above
  /// \param off_uv  passed by levels above
  Thresholds(double on_uv, double off_uv)
      : least_on_(static_cast<float>(on_uv)), most_off_(static_cast<float>(off_uv)) {
    // Which way a number was rounded is not to be guessed: no branches.
    least_on_ = next(least_on_, static_cast<double>(least_on_) < on_uv ? 1 : 0);
    most_off_ = next(most_off_, static_cast<double>(most_off_) > off_uv ? -1 : 0);
  }
  [[nodiscard]] float least_on() const noexcept { return least_on_; }
  [[nodiscard]] float most_off() const noexcept { return most_off_; }
  /// The least level that is above off_uv.
  [[nodiscard]] float least_above_off() const noexcept { return next(most_off_, 1); }
  [[nodiscard]] bool above_on(float level_uv) const noexcept { return level_uv >= least_on_; }
  [[nodiscard]] bool above_off(float level_uv) const noexcept { return level_uv > most_off_; }

 private:
  /// Of what is finite and above 0, as thresholds are; without a call, since there are six of them
  /// in every second of a channel.
  [[nodiscard]] static float next(float value, std::int32_t step) noexcept {
    return std::bit_cast<float>(std::bit_cast<std::int32_t>(value) + step);
  }

  float least_on_;
  float most_off_;
};

/// Streaming. Rows go in one by one; a run comes out when it has ended.
class VoteHysteresis {
 public:
  /// \param window_rows  length of the vote, made odd; 1 = no vote
  /// \param end_rows     rows below the lower threshold that end a run, >= 1
  VoteHysteresis(std::int64_t window_rows, std::int64_t end_rows);

  /// \param above_on   the row's level is at or above the upper threshold
  /// \param above_off  the row's level is above the lower threshold
  /// \return a run that ended with this row
  std::optional<Run> push(bool above_on, bool above_off) {
    return advance(state_, fixed(), above_on, above_off);
  }
  /// The same for levels in order, many at once where no run can begin or end; NaN passes no
  /// threshold.
  /// \param highest  the largest of them, 0 when none is above 0
  /// \param keep     called with every run that ends
  template <typename Keep>
  void push(std::span<const float> levels, float highest, const Thresholds& thresholds, Keep keep) {
    if (push_at_once(levels, highest, thresholds)) return;
    // Copies stay in registers from row to row.
    const Thresholds limits = thresholds;
    const Fixed own = fixed();
    State now = state_;
    for (const float level : levels) {
      if (auto run = advance(now, own, limits.above_on(level), limits.above_off(level))) {
        state_ = now;
        keep(*run);
      }
    }
    state_ = now;
  }
  /// Decides the rows that still wait for their window, and closes an open run. To be called until
  /// it returns nothing; then the detector is as new.
  std::optional<Run> finish();

  [[nodiscard]] bool open() const noexcept { return state_.open; }
  /// First row of the open run.
  [[nodiscard]] std::int64_t begin() const noexcept { return state_.begin; }
  /// No run that may still come out begins before this row.
  [[nodiscard]] std::int64_t earliest() const noexcept {
    return state_.open ? state_.begin : state_.decided;
  }

 private:
  static constexpr std::int32_t is_on = signal::PassTask::is_from;
  static constexpr std::int32_t is_off = signal::PassTask::is_above;
  struct State {
    std::size_t slot = 0;  ///< of the next row
    std::int64_t pushed = 0;
    std::int64_t decided = 0;
    std::int64_t on_count = 0;
    std::int64_t off_count = 0;
    std::int64_t begin = 0;
    std::int64_t below = 0;
    bool open = false;
  };
  /// What no row changes, and where the ring lies.
  struct Fixed {
    std::span<std::int32_t> window;
    std::int64_t half;
    std::int64_t end_rows;
  };
  /// Pushes levels where none of them can begin a run, or bring the open one nearer to its end;
  /// false where one may, and nothing is pushed.
  bool push_at_once(std::span<const float> levels, float highest, const Thresholds& thresholds);
  /// Counts levels in the place of those that leave the window.
  void enter(std::span<const float> levels, const Thresholds& thresholds);
  [[nodiscard]] Fixed fixed() { return {window_, half_, end_rows_}; }

  static std::optional<Run> advance(State& now, const Fixed& own, bool above_on, bool above_off) {
    std::int32_t& slot = own.window[now.slot];
    if (++now.slot == own.window.size()) now.slot = 0;
    const std::int32_t passes = (above_on ? is_on : 0) | (above_off ? is_off : 0);
    now.on_count += (passes & is_on) - (slot & is_on);
    now.off_count += passes / is_off - slot / is_off;
    slot = passes;
    ++now.pushed;
    return now.pushed > own.half ? decide(now, own) : std::nullopt;
  }

  static std::optional<Run> decide(State& now, const Fixed& own) {
    const std::int64_t row = now.decided++;
    if (!now.open) {
      if (now.on_count > own.half) {
        now.open = true;
        now.begin = row;
        now.below = 0;
      }
      return std::nullopt;
    }
    now.below = now.off_count > own.half ? 0 : now.below + 1;
    if (now.below < own.end_rows) return std::nullopt;
    now.open = false;
    return Run{now.begin, row + 1 - now.below};
  }

  std::int64_t half_;
  std::int64_t end_rows_;
  std::vector<std::int32_t> window_;  ///< ring of what each row passes
  std::int64_t total_ = -1;           ///< rows that were really pushed, once finish() has begun
  State state_;
};

}  // namespace noctemg::emg
