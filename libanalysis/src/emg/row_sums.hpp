#pragma once

/// \file
/// Sums, medians and maxima over neighbours.

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "noctemg/recording.hpp"

namespace noctemg::emg {

/// Mean over the rows at most `half` away, for rows [begin, begin + out.size()). Rows that are NaN
/// stay so, and count for none of their neighbours; rows beyond the ends do not exist.
void smooth(std::span<const float> rows, std::size_t begin, std::size_t half, std::span<float> out);

/// The value of rank n / 2, the upper one of the two middle ones of an even number. No value may be
/// NaN, one must be there.
[[nodiscard]] float upper_median(std::span<const float> values);

/// The larger of `best` and the value of a rank in a window, counted from 0; none is NaN. Sorts
/// only where enough values are higher than `best`.
template <std::size_t count>
[[nodiscard]] double larger_of_rank(double best, std::span<const double, count> window,
                                    std::size_t rank) {
  std::size_t higher = 0;
  for (const double value : window) higher += value > best ? 1 : 0;
  // The one of the rank and all that follow it must be higher for it to be so.
  if (higher < count - rank) return best;
  std::array<double, count> some;
  std::copy(window.begin(), window.end(), some.begin());
  const auto at = some.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(some.begin(), at, some.end());
  return *at;
}

/// The largest of the values at most `reach` away, for each value. None may be NaN.
[[nodiscard]] std::vector<double> windowed_maximum(std::span<const double> values,
                                                   std::size_t reach);

}  // namespace noctemg::emg
