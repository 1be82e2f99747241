#pragma once

/// \file
/// Where bursts wait for the end of their segment.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "emg/burst.hpp"
#include "noctemg/float_column.hpp"

namespace noctemg::run {

/// Bursts of all channels while their segment is still being read. What they show over time goes to
/// a FloatColumn, on disk when there is much of it: it is the one thing that grows with a night.
class BurstShelf {
 public:
  explicit BurstShelf(std::size_t channels) : channels_(channels) {}

  /// Takes all bursts of a channel that are there so far; the list is empty afterwards.
  /// \throws OutputError when the temporary file cannot be written
  void put(std::size_t channel, std::vector<emg::Burst>& bursts);
  /// Gives every channel's bursts back, in the order in which they came, once.
  /// \throws OutputError when the temporary file cannot be read
  [[nodiscard]] std::vector<std::vector<emg::Burst>> take();

 private:
  /// A burst as its segmenter leaves it, without its course.
  struct Item {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::size_t first = 0;  ///< value of the column at which its course lies
    std::uint32_t profile_size = 0;
    std::uint32_t second_count = 0;
    float rest_uv = 0;
    bool slow = false;
  };

  /// A deque: a vector that grows holds twice what it needs.
  std::vector<std::deque<Item>> channels_;
  FloatColumn values_;
};

}  // namespace noctemg::run
