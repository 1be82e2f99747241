// A part of kernels_body.hpp: values of a rank in many short stretches.

#pragma once

// Not a header but a body, as kernels_body.hpp is; x - x != 0 is how vectors ask for what is not
// finite.
// NOLINTBEGIN(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
// NOLINTBEGIN(bugprone-branch-clone,misc-redundant-expression)

namespace noctemg::signal::NOCTEMG_KERNELS {
namespace {

using WideBits = Vector<std::int32_t, wide>;

NOCTEMG_INLINE void bits_of(const Wide& values, WideBits& bits) {
  __builtin_memcpy(&bits, &values, sizeof bits);
}
NOCTEMG_INLINE void value_of(const WideBits& bits, Wide& values) {
  __builtin_memcpy(&values, &bits, sizeof values);
}

/// As many values of as many stretches, turned over: interleaving the halves of a list over and
/// over again leads there.
NOCTEMG_INLINE void turn_square(Wide* rows) {
  Wide turned[wide];
#pragma GCC unroll 8
  for (std::size_t distance = 1; distance < wide; distance *= 2) {
#pragma GCC unroll 16
    for (std::size_t i = 0; i < wide / 2; ++i) {
      turned[2 * i] = rows[i];
      turned[2 * i + 1] = rows[i + wide / 2];
      interleave(turned[2 * i], turned[2 * i + 1], Lanes());
    }
#pragma GCC unroll 16
    for (std::size_t i = 0; i < wide; ++i) rows[i] = turned[i];
  }
}

/// Where the search in every lane stands: `below_low` values lie below `low`, no more than the rank
/// asked for, and `below_high`, more than that, below `high`. Floats from 0 on are ordered as their
/// bits are.
struct RankSearch {
  WideBits low, high, below_low, below_high;
};

/// Rows [row][lane] as far as `length`; false when one is not finite or below 0.
NOCTEMG_INLINE bool begin_search(const Wide* rows, std::size_t length, RankSearch& search) {
  Wide least = rows[0];
  Wide most = rows[0];
  WideBits odd = {};
  for (std::size_t r = 0; r < length; ++r) {
    least = rows[r] < least ? rows[r] : least;
    most = rows[r] > most ? rows[r] : most;
    odd |= (rows[r] - rows[r]) != 0.0F;
  }
  odd |= least < 0.0F;
  bits_of(least, search.low);
  bits_of(most, search.high);
  search.high += 1;
  search.below_low = WideBits{};
  search.below_high = WideBits{} + static_cast<std::int32_t>(length);
  return sum_of(odd) == 0;
}

NOCTEMG_INLINE void count_in_lanes(const Wide* rows, std::size_t length, const Wide& limit,
                                   WideBits& below) {
  // Several counts side by side: none waits for the one before.
  constexpr std::size_t beside = 4;
  WideBits counts[beside] = {};
  std::size_t r = 0;
  for (; r + beside <= length; r += beside) {
#pragma GCC unroll 4
    for (std::size_t b = 0; b < beside; ++b) counts[b] -= rows[r + b] < limit;
  }
  for (; r < length; ++r) counts[0] -= rows[r] < limit;
  below = (counts[0] + counts[1]) + (counts[2] + counts[3]);
}

/// Ranks of `wide` stretches; rows [row][lane]. NaN in all lanes, or in those whose search took too
/// long.
NOCTEMG_INLINE void ranks_of(const Wide* rows, std::size_t length, std::int32_t rank, Wide& out) {
  constexpr int most_turns = 16;
  out = Wide{} + __builtin_nanf("");
  RankSearch at;
  if (!begin_search(rows, length, at)) return;
  WideBits found;
  Wide limit;
  WideBits middle, below;
  for (int turn = 0;; ++turn) {
    found = (at.below_low == rank) | (at.high - at.low == 1);
    if (turn == most_turns || sum_of(found) == -static_cast<std::int32_t>(wide)) break;
    const WideBits gap = at.high - at.low;
    middle = gap / 2;
    if (turn % 4 != 3) {
      // Where the counts at both ends suggest.
      const Wide share = (__builtin_convertvector(rank - at.below_low, Wide) + 0.5F) /
                         __builtin_convertvector(at.below_high - at.below_low, Wide);
      middle = __builtin_convertvector(__builtin_convertvector(gap, Wide) * share, WideBits);
    }
    middle = middle < 1 ? WideBits{} + 1 : middle;
    middle = middle < gap ? middle : gap - 1;
    middle += at.low;
    value_of(middle, limit);
    count_in_lanes(rows, length, limit, below);
    const WideBits few = below <= rank;
    at.low = few ? middle : at.low;
    at.below_low = few ? below : at.below_low;
    at.high = few ? at.high : middle;
    at.below_high = few ? at.below_high : below;
  }
  // The smallest value from `low` on.
  Wide low;
  value_of(at.low, low);
  Wide smallest = Wide{} + __builtin_inff();
  for (std::size_t r = 0; r < length; ++r) {
    const Wide own = rows[r] >= low ? rows[r] : smallest;
    smallest = own < smallest ? own : smallest;
  }
  out = found ? smallest : out;
}

void ranked_side_by_side(const float* values, std::size_t length, std::size_t count,
                         std::size_t rank, float* out) {
  if (length < wide || length > RowKernels::longest_stretch) {
    for (std::size_t s = 0; s < count; ++s) out[s] = __builtin_nanf("");
    return;
  }
  Wide rows[RowKernels::longest_stretch];
  Wide ranks;
  float stored[wide];
  for (std::size_t s = 0; s < count; s += wide) {
    // The last square of rows overlaps the one before, so that nothing is read beyond a stretch.
    for (std::size_t r = 0; r < length; r += wide) {
      const std::size_t row = r + wide <= length ? r : length - wide;
      for (std::size_t l = 0; l < wide; ++l) {
        const std::size_t stretch = s + l < count ? s + l : count - 1;
        load(values + stretch * length + row, rows[row + l]);
      }
      turn_square(rows + row);
    }
    ranks_of(rows, length, static_cast<std::int32_t>(rank), ranks);
    store(ranks, stored);
    for (std::size_t l = 0; l < wide && s + l < count; ++l) out[s + l] = stored[l];
  }
}

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

// NOLINTEND(bugprone-branch-clone,misc-redundant-expression)
// NOLINTEND(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
