// Included once per kind of processor, with NOCTEMG_KERNELS naming a namespace for it and
// NOCTEMG_REGISTER_BYTES the size of its registers. Nothing of the standard library may be
// instantiated here, see kernels.hpp.

#pragma once

#include "signal/kernels.hpp"

#define NOCTEMG_INLINE inline __attribute__((always_inline))

// Not a header but a body, included once per kind of processor: definitions without a name outside
// belong here. Plain arrays are what kernels.hpp asks for; x != x is how vectors ask for NaN.
// NOLINTBEGIN(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
// NOLINTBEGIN(bugprone-branch-clone,misc-redundant-expression)

namespace noctemg::signal::NOCTEMG_KERNELS {
namespace {

template <typename T, std::size_t n>
struct VectorOf {
  using Type [[gnu::vector_size(n * sizeof(T))]] = T;
};
template <typename T, std::size_t n>
using Vector = typename VectorOf<T, n>::Type;

/// Lanes in one register.
template <typename T>
constexpr std::size_t register_lanes = NOCTEMG_REGISTER_BYTES / sizeof(T);

// By reference: how such a vector is handed over depends on the processor.
template <typename V, typename T>
NOCTEMG_INLINE void load(const T* from, V& value) {
  __builtin_memcpy(&value, from, sizeof value);
}
template <typename V, typename T>
NOCTEMG_INLINE void store(const V& value, T* to) {
  __builtin_memcpy(to, &value, sizeof value);
}

template <std::size_t count>
NOCTEMG_INLINE void cascade_column(const SectionLanes<double>* sections,
                                   SectionMemory<double>* memory, std::size_t lane, double* frames,
                                   std::ptrdiff_t step, std::size_t frame_count) {
  using V = Vector<double, register_lanes<double>>;
  V b1[count], b2[count], a1[count], a2[count], z1[count], z2[count], value;
  for (std::size_t s = 0; s < count; ++s) {
    load(sections[s].b1 + lane, b1[s]);
    load(sections[s].b2 + lane, b2[s]);
    load(sections[s].a1 + lane, a1[s]);
    load(sections[s].a2 + lane, a2[s]);
    load(memory[s].z1 + lane, z1[s]);
    load(memory[s].z2 + lane, z2[s]);
  }
  double* at = frames + lane;
  for (std::size_t f = 0; f < frame_count; ++f, at += step) {
    load(at, value);
#pragma GCC unroll 8
    for (std::size_t s = 0; s < count; ++s) {
      const V out = value + z1[s];
      z1[s] = b1[s] * value - a1[s] * out + z2[s];
      z2[s] = b2[s] * value - a2[s] * out;
      value = out;
    }
    store(value, at);
  }
  for (std::size_t s = 0; s < count; ++s) {
    store(z1[s], memory[s].z1 + lane);
    store(z2[s], memory[s].z2 + lane);
  }
}

/// A register's lanes at a time: the memory of all sections then stays in registers.
template <std::size_t count>
void cascade_of(const SectionLanes<double>* sections, SectionMemory<double>* memory, double* frames,
                std::ptrdiff_t step, std::size_t frame_count) {
  for (std::size_t lane = 0; lane < lanes_of<double>; lane += register_lanes<double>) {
    cascade_column<count>(sections, memory, lane, frames, step, frame_count);
  }
}

void cascade(const SectionLanes<double>* sections, SectionMemory<double>* memory, std::size_t count,
             double* frames, std::ptrdiff_t step, std::size_t frame_count) {
  step *= static_cast<std::ptrdiff_t>(lanes_of<double>);
  switch (count) {
    case 1:
      return cascade_of<1>(sections, memory, frames, step, frame_count);
    case 2:
      return cascade_of<2>(sections, memory, frames, step, frame_count);
    case 3:
      return cascade_of<3>(sections, memory, frames, step, frame_count);
    case 4:
      return cascade_of<4>(sections, memory, frames, step, frame_count);
    case 5:
      return cascade_of<5>(sections, memory, frames, step, frame_count);
    case 6:
      return cascade_of<6>(sections, memory, frames, step, frame_count);
    case 7:
      return cascade_of<7>(sections, memory, frames, step, frame_count);
    case 8:
      return cascade_of<8>(sections, memory, frames, step, frame_count);
    default:
      return;
  }
}

template <typename T>
void measure(const T* frames, const std::uint32_t* row_begin, const std::uint32_t* row_end,
             std::size_t row_count, LaneValues<T>* squares, StretchLanes<T>& stretch) {
  using V = Vector<T, register_lanes<T>>;
  for (std::size_t lane = 0; lane < lanes_of<T>; lane += register_lanes<T>) {
    const T* const column = frames + lane;
    V before, value, lowest, highest;
    V fourth = {}, crossings = {};
    load(column +
             static_cast<std::ptrdiff_t>(row_begin[0]) * static_cast<std::ptrdiff_t>(lanes_of<T>) -
             static_cast<std::ptrdiff_t>(lanes_of<T>),
         before);
    load(column + static_cast<std::size_t>(row_begin[0]) * lanes_of<T>, lowest);
    highest = lowest;
    const V one = crossings + T{1};
    const V zero = {};
    for (std::size_t row = 0; row < row_count; ++row) {
      V square = {}, row_fourth = {};
      for (std::size_t f = row_begin[row]; f < row_end[row]; ++f) {
        load(column + f * lanes_of<T>, value);
        const V power = value * value;
        square += power;
        row_fourth += power * power;
        crossings += value * before < zero ? one : zero;
        lowest = value < lowest ? value : lowest;
        highest = value > highest ? value : highest;
        before = value;
      }
      fourth += row_fourth;
      store(square, squares[row].of + lane);
    }
    store(fourth, stretch.fourth.of + lane);
    store(lowest, stretch.lowest.of + lane);
    store(highest, stretch.highest.of + lane);
    store(crossings, stretch.crossings.of + lane);
  }
}

template <typename T>
void scale(const LaneValues<T>* squares, std::size_t row_count, const float* gain,
           const float* share, float* means, double* sum) {
  constexpr std::size_t n = register_lanes<double>;
  using F = Vector<float, n>;
  using V = Vector<double, n>;
  for (std::size_t lane = 0; lane < lanes_of<T>; lane += n) {
    Vector<T, n> of_row;
    F gains;
    V total = {};
    load(gain + lane, gains);
    for (std::size_t row = 0; row < row_count; ++row) {
      load(squares[row].of + lane, of_row);
      const F square = __builtin_convertvector(of_row, F) * gains;
      total += __builtin_convertvector(square, V);
      const F mean = square * share[row];
      store(mean, means + row * lanes_of<T> + lane);
    }
    store(total, sum + lane);
  }
}

template <typename T>
void differ(LaneValues<T>* frames, std::size_t frame_count) {
  using V = Vector<T, register_lanes<T>>;
  for (std::size_t lane = 0; lane < lanes_of<T>; lane += register_lanes<T>) {
    V before, value;
    load(frames[0].of + lane, before);
    for (std::size_t f = 0; f < frame_count; ++f) {
      load(frames[f].of + lane, value);
      const V difference = value - before;
      store(difference, frames[f].of + lane);
      before = value;
    }
  }
}

template <typename T>
void sum_squares(const LaneValues<T>* frames, std::size_t frame_count, LaneValues<T>& sum) {
  using V = Vector<T, register_lanes<T>>;
  for (std::size_t lane = 0; lane < lanes_of<T>; lane += register_lanes<T>) {
    V total = {}, value;
    for (std::size_t f = 0; f < frame_count; ++f) {
      load(frames[f].of + lane, value);
      total += value * value;
    }
    store(total, sum.of + lane);
  }
}

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

#include "signal/kernels_filter.hpp"
#include "signal/kernels_gather.hpp"
#include "signal/kernels_move.hpp"
#include "signal/kernels_rows.hpp"
#include "signal/kernels_spectrum.hpp"
// After both.
#include "signal/kernels_ranks.hpp"

namespace noctemg::signal::NOCTEMG_KERNELS {
namespace {

template <typename T>
constexpr Kernels<T> all_of = {filter<T>,  filter_beside<T>, gather<T>, average<T>,
                               measure<T>, scale<T>,         differ<T>, sum_squares<T>};

constexpr RowKernels row_kernels = {smooth, take_roots,          roots,      highest,
                                    ranked, ranked_side_by_side, count_from, pass};

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

// NOLINTEND(bugprone-branch-clone,misc-redundant-expression)
// NOLINTEND(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
