#include "eval/spread.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace noctemg::eval {

double quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return not_a_number;
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - static_cast<double>(below));
}

Spread spread_of(std::vector<double> values) {
  Spread out;
  if (values.empty()) return out;
  std::sort(values.begin(), values.end());
  const auto count = static_cast<double>(values.size());
  out.count = static_cast<std::int64_t>(values.size());
  out.median = quantile(values, 0.5);
  out.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  out.mean_absolute =
      std::accumulate(values.begin(), values.end(), 0.0,
                      [](double sum, double value) { return sum + std::abs(value); }) /
      count;
  out.p5 = quantile(values, 0.05);
  out.p95 = quantile(values, 0.95);
  return out;
}

double share_of(double part, double whole) noexcept {
  return whole > 0 ? part / whole : not_a_number;
}

Agreement agreement_of(std::int64_t matched, std::int64_t truths, std::int64_t found) noexcept {
  const auto m = static_cast<double>(matched);
  const auto t = static_cast<double>(truths);
  const auto f = static_cast<double>(found);
  return {matched, share_of(2 * m, t + f), share_of(m, f), share_of(m, t)};
}

}  // namespace noctemg::eval
