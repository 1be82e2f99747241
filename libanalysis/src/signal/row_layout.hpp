#pragma once

/// \file
/// Where the samples of many signals lie.

#include <cstddef>
#include <span>
#include <string>

#include "noctemg/error.hpp"
#include "noctemg/signal.hpp"

namespace noctemg::signal {

struct RowLayout {
  std::size_t rows = 0;
  std::size_t length = 0;
  std::ptrdiff_t spacing = 1;  ///< from a sample to the next of its row
  std::size_t row_offset = 0;  ///< from a row's first sample to that of the next

  /// \throws ArgumentError when the lengths do not fit
  RowLayout(std::span<const double> x, std::span<double> y, std::size_t row_length, Order order)
      : length(row_length) {
    if (x.size() != y.size() || (length == 0 ? !x.empty() : x.size() % length != 0)) {
      throw ArgumentError(std::to_string(x.size()) + " samples to " + std::to_string(y.size()) +
                          " in rows of " + std::to_string(length));
    }
    rows = length == 0 ? 0 : x.size() / length;
    spacing = order == Order::rows ? 1 : static_cast<std::ptrdiff_t>(rows);
    row_offset = order == Order::rows ? length : 1;
  }

  /// Sample i of row r in an array of all.
  template <class Value>
  [[nodiscard]] Value* at(Value* first, std::size_t r, std::size_t i = 0) const {
    return first + r * row_offset + i * static_cast<std::size_t>(spacing);
  }
};

}  // namespace noctemg::signal
