#pragma once

/// \file
/// Which frames belong to which row.

#include <cstdint>
#include <vector>

#include "noctemg/time.hpp"

namespace noctemg::emg {

/// Half-open rows.
struct RowRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// The rows of one rate. Where all rows have the same number of frames no row needs a division.
class RowList {
 public:
  explicit RowList(const Rate& rate);

  /// The rows that hold the frames [begin, end), and all of `rows`, which holds a part of them.
  [[nodiscard]] RowRange over(RowRange rows, std::int64_t begin, std::int64_t end) const;
  /// First frames of rows and the end of the last one, cut to [begin, end) and counted from
  /// `begin`.
  void first_frames(RowRange rows, std::int64_t begin, std::int64_t end,
                    std::vector<std::uint32_t>& out) const;
  /// No row has more frames.
  [[nodiscard]] std::int64_t most_frames() const noexcept { return most_frames_; }

 private:
  Rate rate_;
  std::int64_t frames_per_row_;  ///< 0: not all alike
  std::int64_t most_frames_;
};

}  // namespace noctemg::emg
