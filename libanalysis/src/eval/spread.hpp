#pragma once

/// \file
/// Many numbers as a few.

#include <cstdint>
#include <vector>

#include "noctemg/evaluate.hpp"

namespace noctemg::eval {

/// Linear interpolation between sorted values (type 7 of Hyndman and Fan 1996, NumPy's default);
/// NaN without any. \param share  0 to 1
[[nodiscard]] double quantile(const std::vector<double>& sorted, double share);

[[nodiscard]] Spread spread_of(std::vector<double> values);

/// part / whole; NaN when the whole is not positive.
[[nodiscard]] double share_of(double part, double whole) noexcept;

/// F1, precision and recall.
[[nodiscard]] Agreement agreement_of(std::int64_t matched, std::int64_t truths,
                                     std::int64_t found) noexcept;

}  // namespace noctemg::eval
