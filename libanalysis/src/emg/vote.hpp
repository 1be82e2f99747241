#pragma once

/// \file
/// Hysteresis on a running median without computing one: the median of a window passes a threshold
/// exactly when at least half of the window's rows do, so counting is enough, and events shorter
/// than half the window cannot pass.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

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
  Thresholds(double on_uv, double off_uv);
  [[nodiscard]] float least_on() const noexcept { return least_on_; }
  [[nodiscard]] float most_off() const noexcept { return most_off_; }
  [[nodiscard]] bool above_on(float level_uv) const noexcept { return level_uv >= least_on_; }
  [[nodiscard]] bool above_off(float level_uv) const noexcept { return level_uv > most_off_; }

 private:
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
    std::int32_t& slot = window_[slot_];
    if (++slot_ == window_.size()) slot_ = 0;
    on_count_ += (above_on ? 1 : 0) - (slot & 1);
    off_count_ += (above_off ? 1 : 0) - ((slot >> 1) & 1);
    slot = (above_on ? 1 : 0) | (above_off ? 2 : 0);
    ++pushed_;
    return pushed_ > half_ ? decide() : std::nullopt;
  }
  /// Could a run be open after any of the next rows, `on_rows` of which reach the upper threshold?
  [[nodiscard]] bool may_open(std::int64_t on_rows) const noexcept {
    return open_ || on_count_ + on_rows > half_;
  }
  /// The same as pushing these levels one by one where no run may open; NaN passes no threshold.
  /// \param highest  at least the largest of them
  void push_quiet(std::span<const float> levels, float highest, const Thresholds& thresholds);
  /// Decides the rows that still wait for their window, and closes an open run. To be called until
  /// it returns nothing; then the detector is as new.
  std::optional<Run> finish();

  [[nodiscard]] bool open() const noexcept { return open_; }
  /// First row of the open run.
  [[nodiscard]] std::int64_t begin() const noexcept { return begin_; }
  /// No run that may still come out begins before this row.
  [[nodiscard]] std::int64_t earliest() const noexcept { return open_ ? begin_ : decided_; }

 private:
  std::optional<Run> decide() {
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

  std::int64_t half_;
  std::int64_t end_rows_;
  std::vector<std::int32_t> window_;  ///< ring of bits: 1 = on, 2 = off
  std::size_t slot_ = 0;              ///< of the next row
  std::int64_t pushed_ = 0;
  std::int64_t total_ = -1;  ///< rows that were really pushed, once finish() has begun
  std::int64_t decided_ = 0;
  std::int64_t on_count_ = 0;
  std::int64_t off_count_ = 0;
  bool open_ = false;
  std::int64_t begin_ = 0;
  std::int64_t below_ = 0;
};

}  // namespace noctemg::emg
