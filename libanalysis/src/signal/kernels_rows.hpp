// The end of kernels_body.hpp: loops over rows.

#pragma once

// Not a header but a body, included once per kind of processor: definitions without a name outside
// belong here. Plain arrays are what kernels.hpp asks for; x != x is how vectors ask for NaN.
// NOLINTBEGIN(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
// NOLINTBEGIN(bugprone-branch-clone,misc-redundant-expression)

namespace noctemg::signal::NOCTEMG_KERNELS {
namespace {

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

/// A block of RowKernels::rows_at_once; false when one of its rows, and so a sum, is NaN.
template <std::size_t count>
NOCTEMG_INLINE bool smooth_block(const float* rows, std::size_t neighbours, float share,
                                 float* out) {
  constexpr std::size_t n = register_lanes<float>;
  constexpr std::size_t registers = RowKernels::rows_at_once / n;
  // As many sums side by side, so that none waits for its own last addition.
  constexpr std::size_t beside = 4;
  using V = Vector<float, n>;
  V sums[registers];
  V values;
  Vector<std::int32_t, n> missing = {};
  const std::size_t terms = count > 0 ? count : neighbours;
  for (std::size_t r = 0; r < registers; r += beside) {
    for (std::size_t b = 0; b < beside; ++b) sums[r + b] = V{};
    for (std::size_t k = 0; k < terms; ++k) {
      for (std::size_t b = 0; b < beside; ++b) {
        load(rows + (r + b) * n + k, values);
        sums[r + b] += values;
      }
    }
    for (std::size_t b = 0; b < beside; ++b) missing |= sums[r + b] != sums[r + b];
  }
  if (sum_of(missing) != 0) return false;
  for (std::size_t r = 0; r < registers; ++r) {
    const V mean = sums[r] * share;
    store(mean, out + r * n);
  }
  return true;
}

std::size_t smooth(const float* rows, std::size_t half, std::size_t count, float* out) {
  constexpr std::size_t block = RowKernels::rows_at_once;
  const std::size_t terms = 2 * half + 1;
  const float share = 1.0F / static_cast<float>(terms);
  std::size_t done = 0;
  for (; done + block <= count; done += block) {
    // The usual number of terms leaves no loop.
    const bool known = terms == 5 ? smooth_block<5>(rows + done, terms, share, out + done)
                                  : smooth_block<0>(rows + done, terms, share, out + done);
    if (!known) break;
  }
  return done;
}

void take_roots(float* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) values[i] = __builtin_sqrtf(values[i]);
}

bool roots(const double* a, const double* b, std::size_t count, double divisor, double* out) {
  std::int64_t missing = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double root = __builtin_sqrt((a[i] + b[i]) / divisor);
    missing |= root != root ? 1 : 0;
    out[i] = root;
  }
  return missing == 0;
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

/// How many values pass a limit.
template <typename Passes>
NOCTEMG_INLINE std::size_t count_if(const float* values, std::size_t count, float limit,
                                    Passes passes) {
  constexpr std::size_t n = register_lanes<float>;
  using V = Vector<float, n>;
  Vector<std::int32_t, n> passing = {};
  const V limits = V{} + limit;
  V x;
  std::size_t i = 0;
  for (; i + n <= count; i += n) {
    load(values + i, x);
    passing -= passes(x, limits);
  }
  std::int32_t result = sum_of(passing);
  for (; i < count; ++i) result += passes(values[i], limit) ? 1 : 0;
  return static_cast<std::size_t>(result);
}

std::size_t count_below(const float* values, std::size_t count, float limit) {
  return count_if(values, count, limit, [](const auto& x, const auto& y) { return x < y; });
}
std::size_t count_from(const float* values, std::size_t count, float limit) {
  return count_if(values, count, limit, [](const auto& x, const auto& y) { return x >= y; });
}

/// Values [first, first + n) of pass(): changes of both bits, each in its half of an integer.
template <std::size_t n>
NOCTEMG_INLINE void pass_some(PassTask& task, std::size_t first, Vector<std::int32_t, n>& changes) {
  Vector<float, n> x;
  Vector<std::int32_t, n> before;
  load(task.values + first, x);
  load(task.bits + first, before);
  const Vector<std::int32_t, n> now =
      ((x >= task.from) & PassTask::is_from) | ((x > task.above) & PassTask::is_above);
  changes += now - before;
  store(now, task.bits + first);
}

/// What lies behind the last whole register is taken first, in a register that reaches to the end:
/// values that are looked at again change nothing.
template <std::size_t n>
NOCTEMG_INLINE void pass_all(PassTask& task, Vector<std::int32_t, n>& changes) {
  if (task.count % n != 0) pass_some<n>(task, task.count - n, changes);
  for (std::size_t i = 0; i + n <= task.count; i += n) pass_some<n>(task, i, changes);
}

void pass(PassTask& task) {
  constexpr std::size_t n = register_lanes<float>;
  constexpr std::size_t few = 4;
  std::int32_t change = 0;
  if (task.count >= n) {
    Vector<std::int32_t, n> changes = {};
    pass_all<n>(task, changes);
    change = sum_of(changes);
  } else if (task.count >= few) {
    Vector<std::int32_t, few> changes = {};
    pass_all<few>(task, changes);
    for (std::size_t l = 0; l < few; ++l) change += changes[l];
  } else {
    for (std::size_t i = 0; i < task.count; ++i) {
      Vector<std::int32_t, 1> changes = {};
      pass_some<1>(task, i, changes);
      change += changes[0];
    }
  }
  const auto from_change = static_cast<std::int16_t>(change);
  task.from_change += from_change;
  task.above_change += (change - from_change) / PassTask::is_above;
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

/// Counting has no branch that a processor could guess wrong. Where to count next is told by what
/// the counts at both ends suggest; halving ends the search where that leads nowhere.
float ranked_of(const float* values, std::size_t count, std::size_t rank, float low, float high,
                float guess) {
  constexpr int most_guesses = 6;
  std::size_t below_low = 0;
  std::size_t below_high = count_below(values, count, high);
  if (below_high <= rank) return high;
  // `rank` values or fewer lie below `low`, more below `high`.
  for (int turn = 0;; ++turn) {
    float middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return low;
    if (turn == 0 && guess > low && guess < high) {
      middle = guess;
    } else if (turn < most_guesses || turn % 2 != 0) {
      const float between = low + (high - low) * ((static_cast<float>(rank - below_low) + 0.5F) /
                                                  static_cast<float>(below_high - below_low));
      middle = between > low && between < high ? between : middle;
    }
    const std::size_t below = count_below(values, count, middle);
    if (below == rank) return smallest_from(values, count, middle);
    if (below > rank) {
      high = middle;
      below_high = below;
    } else {
      low = middle;
      below_low = below;
    }
  }
}

float ranked(const float* values, std::size_t count, std::size_t rank, float guess) {
  constexpr float infinite = __builtin_inff();
  constexpr std::size_t few = 128;
  const float low = smallest_from(values, count, -infinite);
  const float high = highest_of(values, count, -infinite);
  if (count > few) return ranked_of(values, count, rank, low, high, guess);
  // Whole registers alone: what is added lies above all.
  float copy[few];
  for (std::size_t i = 0; i < count; ++i) copy[i] = values[i];
  constexpr std::size_t n = register_lanes<float>;
  const std::size_t whole = (count + n - 1) / n * n;
  for (std::size_t i = count; i < whole; ++i) copy[i] = infinite;
  return ranked_of(copy, whole, rank, low, high, guess);
}

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

// NOLINTEND(bugprone-branch-clone,misc-redundant-expression)
// NOLINTEND(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
