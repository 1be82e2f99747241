#pragma once

/// \file
/// Hysteresis on a running median without computing one: the median of a window passes a threshold
/// exactly when at least half of the window's rows do, so counting is enough, and events shorter
/// than half the window cannot pass.

#include <cstdint>
#include <optional>
#include <vector>

namespace noctemg::emg {

/// Half-open rows.
struct Run {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  [[nodiscard]] std::int64_t rows() const noexcept { return end - begin; }
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
  std::optional<Run> push(bool above_on, bool above_off);
  /// Decides the rows that still wait for their window, and closes an open run. To be called until
  /// it returns nothing; then the detector is as new.
  std::optional<Run> finish();

  [[nodiscard]] bool open() const noexcept { return open_; }
  /// First row of the open run.
  [[nodiscard]] std::int64_t begin() const noexcept { return begin_; }
  /// No run that may still come out begins before this row.
  [[nodiscard]] std::int64_t earliest() const noexcept { return open_ ? begin_ : decided_; }

 private:
  std::optional<Run> decide();

  std::int64_t half_;
  std::int64_t end_rows_;
  std::vector<std::uint8_t> window_;  ///< ring of bits: 1 = on, 2 = off
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
