// The end of kernels_body.hpp: loops over rows.

#pragma once

// Not a header but a body, included once per kind of processor: definitions without a name outside
// belong here. Plain arrays are what kernels.hpp asks for; x != x is how vectors ask for NaN.
// NOLINTBEGIN(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
// NOLINTBEGIN(bugprone-branch-clone,misc-redundant-expression)

namespace noctemg::signal::NOCTEMG_KERNELS {
namespace {

void smooth(const float* rows, std::size_t half, float* out) {
  constexpr std::size_t n = register_lanes<double>;
  using V = Vector<double, n>;
  const std::size_t count = 2 * half + 1;
  const auto divisor = static_cast<double>(count);
  double means[RowKernels::rows_at_once];
  for (std::size_t i = 0; i < RowKernels::rows_at_once; i += n) {
    V sum = {};
    for (std::size_t k = 0; k < count; ++k) {
      Vector<float, n> values;
      load(rows + i + k, values);
      sum += __builtin_convertvector(values, V);
    }
    const V mean = sum / divisor;
    store(mean, means + i);
  }
  for (std::size_t i = 0; i < RowKernels::rows_at_once; ++i) {
    out[i] = static_cast<float>(__builtin_sqrt(means[i]));
  }
}

/// The last lanes of a register are added up by fours, not one after another.
std::int32_t sum_of(const Vector<std::int32_t, register_lanes<float>>& lanes) {
  using Four = Vector<std::int32_t, 4>;
  std::int32_t stored[register_lanes<float>];
  store(lanes, stored);
  Four sum = {};
  for (std::size_t l = 0; l < register_lanes<float>; l += 4) {
    Four part;
    load(stored + l, part);
    sum += part;
  }
  return sum[0] + sum[1] + sum[2] + sum[3];
}

float highest_lane(const Vector<float, register_lanes<float>>& lanes) {
  using Four = Vector<float, 4>;
  float stored[register_lanes<float>];
  store(lanes, stored);
  Four most;
  load(stored, most);
  for (std::size_t l = 4; l < register_lanes<float>; l += 4) {
    Four part;
    load(stored + l, part);
    most = part > most ? part : most;
  }
  const float a = most[0] > most[1] ? most[0] : most[1];
  const float b = most[2] > most[3] ? most[2] : most[3];
  return a > b ? a : b;
}

/// The largest of `least` and the values; NaN is passed over.
float highest_of(const float* values, std::size_t count, float least) {
  constexpr std::size_t n = register_lanes<float>;
  using V = Vector<float, n>;
  V most = V{} + least;
  V x;
  std::size_t i = 0;
  for (; i + n <= count; i += n) {
    load(values + i, x);
    most = x > most ? x : most;
  }
  float result = highest_lane(most);
  for (; i < count; ++i) result = values[i] > result ? values[i] : result;
  return result;
}

float highest(const float* values, std::size_t count) { return highest_of(values, count, 0); }

std::size_t count_below(const float* values, std::size_t count, float limit) {
  constexpr std::size_t n = register_lanes<float>;
  using V = Vector<float, n>;
  Vector<std::int32_t, n> below = {};
  const V limits = V{} + limit;
  V x;
  std::size_t i = 0;
  for (; i + n <= count; i += n) {
    load(values + i, x);
    below -= x < limits;
  }
  std::int32_t result = sum_of(below);
  for (; i < count; ++i) result += values[i] < limit ? 1 : 0;
  return static_cast<std::size_t>(result);
}

/// The smallest value from `limit` on; infinite when there is none.
float smallest_from(const float* values, std::size_t count, float limit) {
  constexpr std::size_t n = register_lanes<float>;
  using V = Vector<float, n>;
  const V limits = V{} + limit;
  // Of the negative values the highest: one loop for both ends.
  V most = V{} - __builtin_inff();
  V x;
  std::size_t i = 0;
  for (; i + n <= count; i += n) {
    load(values + i, x);
    const V own = x >= limits ? -x : most;
    most = own > most ? own : most;
  }
  float result = -highest_lane(most);
  for (; i < count; ++i) {
    if (values[i] >= limit && values[i] < result) result = values[i];
  }
  return result;
}

/// Halving the range of values by counting has no branch that a processor could guess wrong.
float ranked(const float* values, std::size_t count, std::size_t rank) {
  constexpr float infinite = __builtin_inff();
  float low = smallest_from(values, count, -infinite);
  float high = highest_of(values, count, -infinite);
  if (count_below(values, count, high) <= rank) return high;
  // Fewer than rank + 1 values lie below `low`, more than `rank` below `high`.
  for (;;) {
    const float middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return low;
    const std::size_t below = count_below(values, count, middle);
    if (below == rank) return smallest_from(values, count, middle);
    if (below > rank) {
      high = middle;
    } else {
      low = middle;
    }
  }
}

constexpr RowKernels row_kernels = {smooth, highest, ranked};

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

// NOLINTEND(bugprone-branch-clone,misc-redundant-expression)
// NOLINTEND(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
