#pragma once

/// \file
/// The latest rows of one channel, in the pieces in which they came.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "emg/rows.hpp"

namespace noctemg::emg {

/// First in, first out. Half a window of the resting level is kept here in every channel: pieces
/// are taken over as they are, and nothing is moved to make room.
class RowQueue {
 public:
  /// Takes the next rows over.
  void push_back(RowValues rows);
  /// Forgets pieces that lie before this row as a whole.
  void drop_before(std::int64_t row);
  /// End of the latest piece.
  [[nodiscard]] std::int64_t end() const noexcept { return end_; }
  /// Rows [begin, end) in one piece of memory, until the next call of anything; none may have been
  /// forgotten. Copied where they come from several pieces.
  [[nodiscard]] std::span<const float> rows(std::int64_t begin, std::int64_t end);
  /// What emg::smooth() gives for the rows from `begin` on; rows that were forgotten do not exist.
  void smooth(std::int64_t begin, std::int64_t half, std::span<float> out);

 private:
  struct Piece {
    std::int64_t begin = 0;
    RowValues rows;
    [[nodiscard]] std::int64_t end() const noexcept {
      return begin + static_cast<std::int64_t>(rows.size());
    }
  };
  /// Index of the piece that holds a row.
  [[nodiscard]] std::size_t piece_of(std::int64_t row) const;

  std::deque<Piece> pieces_;
  std::int64_t end_ = 0;
  std::vector<float> joined_;  ///< scratch of rows()
};

}  // namespace noctemg::emg
