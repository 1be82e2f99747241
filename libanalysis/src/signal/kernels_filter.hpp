// A part of kernels_body.hpp: the band-pass and the notches of an analysis.

#pragma once

#include "signal/kernels_fused.hpp"

// Not a header but a body, as kernels_body.hpp is.
// NOLINTBEGIN(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)

namespace noctemg::signal::NOCTEMG_KERNELS {
namespace {

/// Where a section has its zeros.
enum class Zeros {
  at_both_ends,  ///< frequency 0 and half the rate: y = x - x'' - a1 y' - a2 y''
  at_half_rate,  ///< the one at 0 is the differences' own: y = x + x' - a1 y' - a2 y''
  of_notch       ///< y = x + b1 x' + x'' - a1 y' - a2 y''
};

/// One frame through one section. Products are taken from -a1 and -a2: a sign costs nothing.
template <Zeros zeros, typename V>
NOCTEMG_INLINE void run_section(const V& b1, const V& a1, const V& a2, V& z1, V& z2, V& value) {
  const V out = value + z1;
  if constexpr (zeros == Zeros::of_notch) {
    fuse(a1, out, z2, z1);
    fuse(b1, value, z1, z1);
    fuse(a2, out, value, z2);
  } else if constexpr (zeros == Zeros::at_half_rate) {
    const V late = value + z2;
    fuse(a1, out, late, z1);
    z2 = a2 * out;
  } else {
    fuse(a1, out, z2, z1);
    const V less = -value;
    fuse(a2, out, less, z2);
  }
  value = out;
}

template <std::size_t i>
using Index = std::integral_constant<std::size_t, i>;

/// Calls `one` with 0 to count - 1, each a constant of its own. Where a compiler unrolls a loop by
/// itself, it may write to memory what all turns but the last could leave in registers.
template <std::size_t count, typename One>
NOCTEMG_INLINE void for_each_section(const One& one) {
  [&]<std::size_t... s>(std::index_sequence<s...>) __attribute__((always_inline)) {
    (one(Index<s>{}), ...);
  }
  (std::make_index_sequence<count>{});
}

/// What listens beside a filter: `band` sections that run on the same differences.
template <typename T, std::size_t band>
struct Listener {
  using V = Vector<T, register_lanes<T>>;
  V a1[band], a2[band], z1[band], z2[band], squares;

  NOCTEMG_INLINE void begin(const Beside<T>& beside, std::size_t lane) {
    for (std::size_t s = 0; s < band; ++s) {
      load(beside.pass.sections[s].a1 + lane, a1[s]);
      load(beside.pass.sections[s].a2 + lane, a2[s]);
      load(beside.memory[s].z1 + lane, z1[s]);
      load(beside.memory[s].z2 + lane, z2[s]);
      a1[s] = -a1[s];
      a2[s] = -a2[s];
    }
    load(beside.squares->of + lane, squares);
  }
  NOCTEMG_INLINE void hear(const V& frame) {
    V value = frame;
    const auto run = [&]<std::size_t s>(Index<s>) __attribute__((always_inline)) {
      constexpr Zeros zeros = s == 0 ? Zeros::at_half_rate : Zeros::at_both_ends;
      run_section<zeros>(a1[s], a1[s], a2[s], z1[s], z2[s], value);
    };
    for_each_section<band>(run);
    fuse(value, value, squares, squares);
  }
  NOCTEMG_INLINE void end(const Beside<T>& beside, std::size_t lane) {
    for (std::size_t s = 0; s < band; ++s) {
      store(z1[s], beside.memory[s].z1 + lane);
      store(z2[s], beside.memory[s].z2 + lane);
    }
    store(squares, beside.squares->of + lane);
  }
};
template <typename T>
struct Listener<T, 0> {
  NOCTEMG_INLINE void begin(const Beside<T>& /*beside*/, std::size_t /*lane*/) {}
  NOCTEMG_INLINE void hear(const Vector<T, register_lanes<T>>& /*frame*/) {}
  NOCTEMG_INLINE void end(const Beside<T>& /*beside*/, std::size_t /*lane*/) {}
};

#if defined(__x86_64__) && !defined(__AVX512F__)
constexpr std::size_t register_count = 16;
#else
constexpr std::size_t register_count = 32;
#endif

/// Sections whose z2 is kept in memory, since a processor has too few registers for all that is
/// remembered. Left alone, a compiler puts a z1 there, on which the next frame has to wait; a z2 is
/// not asked for before the frame after that. Everything else needs two registers, and two more
/// where what notches take is summed.
constexpr std::size_t sections_aside(std::size_t count, bool tapped) {
  const std::size_t wanted = 2 * count + (tapped ? 4 : 2);
  return wanted > register_count ? wanted - register_count : 0;
}

/// Has a compiler write `value` to memory and read it from there.
template <typename V>
NOCTEMG_INLINE void put_aside(V& value) {
  asm("" : "+m"(value));
}

/// A register's lanes at a time: what sections remember then stays in registers, but for what is
/// put aside.
/// \tparam heard  sections of `beside`
template <typename T, std::size_t band, std::size_t notches, bool differences, bool tapped,
          std::size_t heard>
NOCTEMG_INLINE void filter_column(const FilterPass<T>& pass, SectionMemory<T>* memory,
                                  std::size_t lane, T* frames, std::ptrdiff_t step,
                                  std::size_t frame_count, LaneValues<T>* taken,
                                  const Beside<T>& beside) {
  constexpr std::size_t count = band + notches;
  constexpr std::size_t aside = sections_aside(count, tapped);
  using V = Vector<T, register_lanes<T>>;
  V b1[count], a1[count], a2[count], z1[count], z2[count], scale, sum, before, value;
  V z2_aside[aside + 1];
  const auto z2_of = [&]<std::size_t s>(Index<s>) __attribute__((always_inline))->V& {
    if constexpr (s < aside) return z2_aside[s];
    return z2[s];
  };
  const auto begin = [&]<std::size_t s>(Index<s> section) __attribute__((always_inline)) {
    load(pass.sections[s].b1 + lane, b1[s]);
    load(pass.sections[s].a1 + lane, a1[s]);
    load(pass.sections[s].a2 + lane, a2[s]);
    load(memory[s].z1 + lane, z1[s]);
    load(memory[s].z2 + lane, z2_of(section));
    a1[s] = -a1[s];
    a2[s] = -a2[s];
  };
  for_each_section<count>(begin);
  if constexpr (tapped) {
    load(pass.notch_gain->of + lane, scale);
    load(taken->of + lane, sum);
    scale = -scale;
  }
  Listener<T, heard> listener;
  listener.begin(beside, lane);
  const auto run = [&]<std::size_t s>(Index<s> section) __attribute__((always_inline)) {
    if (s == band) before = value;
    constexpr Zeros zeros = s >= band               ? Zeros::of_notch
                            : differences && s == 0 ? Zeros::at_half_rate
                                                    : Zeros::at_both_ends;
    run_section<zeros>(b1[s], a1[s], a2[s], z1[s], z2_of(section), value);
    if constexpr (s < aside) put_aside(z2_aside[s]);
  };
  T* at = frames + lane;
  for (std::size_t f = 0; f < frame_count; ++f, at += step) {
    load(at, value);
    listener.hear(value);
    before = value;
    for_each_section<count>(run);
    if constexpr (tapped) {
      V left;
      fuse(scale, value, before, left);
      fuse(left, left, sum, sum);
    }
    store(value, at);
  }
  const auto end = [&]<std::size_t s>(Index<s> section) __attribute__((always_inline)) {
    store(z1[s], memory[s].z1 + lane);
    store(z2_of(section), memory[s].z2 + lane);
  };
  for_each_section<count>(end);
  if constexpr (tapped) store(sum, taken->of + lane);
  listener.end(beside, lane);
}

template <typename T, std::size_t band, std::size_t notches, bool differences, bool tapped>
void filter_of(const FilterPass<T>& pass, SectionMemory<T>* memory, T* frames, std::ptrdiff_t step,
               std::size_t frame_count, LaneValues<T>* taken) {
  for (std::size_t lane = 0; lane < lanes_of<T>; lane += register_lanes<T>) {
    filter_column<T, band, notches, differences, tapped, 0>(pass, memory, lane, frames, step,
                                                            frame_count, taken, {});
  }
}

template <typename T>
using FilterOf = void (*)(const FilterPass<T>&, SectionMemory<T>*, T*, std::ptrdiff_t, std::size_t,
                          LaneValues<T>*);

template <typename T, std::size_t band, std::size_t notches>
constexpr FilterOf<T> filter_for(bool differences, bool tapped) {
  if constexpr (band == 0) {
    return tapped ? filter_of<T, 0, notches, false, true> : filter_of<T, 0, notches, false, false>;
  } else if constexpr (notches == 0) {
    return differences ? filter_of<T, band, 0, true, false> : filter_of<T, band, 0, false, false>;
  } else {
    if (tapped) {
      return differences ? filter_of<T, band, notches, true, true>
                         : filter_of<T, band, notches, false, true>;
    }
    return differences ? filter_of<T, band, notches, true, false>
                       : filter_of<T, band, notches, false, false>;
  }
}

template <typename T, std::size_t band>
constexpr FilterOf<T> filter_with(std::size_t notches, bool differences, bool tapped) {
  switch (notches) {
    case 0:
      if constexpr (band > 0) return filter_for<T, band, 0>(differences, tapped);
      return nullptr;
    case 1:
      return filter_for<T, band, 1>(differences, tapped);
    case 2:
      return filter_for<T, band, 2>(differences, tapped);
    case 3:
      return filter_for<T, band, 3>(differences, tapped);
    case 4:
      return filter_for<T, band, 4>(differences, tapped);
    default:
      return nullptr;
  }
}

template <typename T>
void filter(const FilterPass<T>& pass, SectionMemory<T>* memory, T* frames, std::ptrdiff_t step,
            std::size_t frame_count, LaneValues<T>* taken) {
  const bool tapped = taken != nullptr;
  FilterOf<T> run = nullptr;
  const bool together = pass.band == 0 || pass.band == filter_sections;
  if (pass.notches > 0 && !together) return;
  switch (pass.band) {
    case 0:
      run = filter_with<T, 0>(pass.notches, pass.differences, tapped);
      break;
    case 1:
      run = filter_for<T, 1, 0>(pass.differences, tapped);
      break;
    case 2:
      run = filter_for<T, 2, 0>(pass.differences, tapped);
      break;
    case 3:
      run = filter_for<T, 3, 0>(pass.differences, tapped);
      break;
    case 4:
      run = filter_with<T, 4>(pass.notches, pass.differences, tapped);
      break;
    default:
      break;
  }
  if (run == nullptr) return;
  run(pass, memory, frames, step * static_cast<std::ptrdiff_t>(lanes_of<T>), frame_count, taken);
}

template <typename T, std::size_t band>
void listen(const Beside<T>& beside, const T* frames, std::size_t frame_count) {
  for (std::size_t lane = 0; lane < lanes_of<T>; lane += register_lanes<T>) {
    Listener<T, band> listener;
    listener.begin(beside, lane);
    Vector<T, register_lanes<T>> frame;
    for (std::size_t f = 0; f < frame_count; ++f) {
      load(frames + f * lanes_of<T> + lane, frame);
      listener.hear(frame);
    }
    listener.end(beside, lane);
  }
}

template <typename T>
void filter_beside(const FilterPass<T>& pass, SectionMemory<T>* memory, T* frames,
                   std::size_t frame_count, LaneValues<T>* taken, const Beside<T>& beside) {
  // Every section waits for its own last frame: six take little more time than four.
  if (pass.band == filter_sections && pass.notches == 0 && pass.differences &&
      beside.pass.band == 2) {
    for (std::size_t lane = 0; lane < lanes_of<T>; lane += register_lanes<T>) {
      filter_column<T, filter_sections, 0, true, false, 2>(pass, memory, lane, frames,
                                                           static_cast<std::ptrdiff_t>(lanes_of<T>),
                                                           frame_count, nullptr, beside);
    }
    return;
  }
  switch (beside.pass.band) {
    case 1:
      listen<T, 1>(beside, frames, frame_count);
      break;
    case 2:
      listen<T, 2>(beside, frames, frame_count);
      break;
    default:
      break;
  }
  filter(pass, memory, frames, 1, frame_count, taken);
}

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

// NOLINTEND(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
