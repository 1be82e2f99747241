#pragma once

/// \file
/// Straight lines where samples are missing, for filters that cannot take a NaN.

#include <cmath>
#include <cstddef>

namespace noctemg::signal {

/// Replaces NaN by the line between its neighbours, at both ends by the nearest value, and by 0
/// where there is no value at all.
/// \param values  `count` values of one channel, `stride` apart
template <typename T>
void bridge_missing(T* values, std::size_t stride, std::size_t count) {
  const auto at = [&](std::size_t i) -> T& { return values[i * stride]; };
  std::size_t first = 0;
  while (first < count && std::isnan(at(first))) ++first;
  const T begin_value = first < count ? at(first) : T{0};
  for (std::size_t i = 0; i < first; ++i) at(i) = begin_value;
  std::size_t known = first;
  for (std::size_t i = first + 1; i < count; ++i) {
    if (std::isnan(at(i))) continue;
    const auto from = static_cast<double>(at(known));
    const double step = (static_cast<double>(at(i)) - from) / static_cast<double>(i - known);
    for (std::size_t k = known + 1; k < i; ++k) {
      at(k) = static_cast<T>(from + step * static_cast<double>(k - known));
    }
    known = i;
  }
  for (std::size_t i = known + 1; i < count; ++i) at(i) = at(known);
}

}  // namespace noctemg::signal
