// A part of kernels_body.hpp: between signals and lanes.

#pragma once

// Not a header but a body, as kernels_body.hpp is.
// NOLINTBEGIN(misc-definitions-in-headers,google-build-namespaces)

namespace noctemg::signal::NOCTEMG_KERNELS {
namespace {

using FourDoubles = Vector<double, 4>;

/// Four values of four signals, turned over.
template <typename Four>
NOCTEMG_INLINE void transpose(Four& a, Four& b, Four& c, Four& d) {
  const Four ab_even = __builtin_shufflevector(a, b, 0, 4, 2, 6);
  const Four ab_odd = __builtin_shufflevector(a, b, 1, 5, 3, 7);
  const Four cd_even = __builtin_shufflevector(c, d, 0, 4, 2, 6);
  const Four cd_odd = __builtin_shufflevector(c, d, 1, 5, 3, 7);
  a = __builtin_shufflevector(ab_even, cd_even, 0, 1, 4, 5);
  b = __builtin_shufflevector(ab_odd, cd_odd, 0, 1, 4, 5);
  c = __builtin_shufflevector(ab_even, cd_even, 2, 3, 6, 7);
  d = __builtin_shufflevector(ab_odd, cd_odd, 2, 3, 6, 7);
}

void to_lanes(const double* const* signals, std::size_t count, LaneValues<double>* frames) {
  std::size_t i = 0;
  FourDoubles a, b, c, d;
  for (; i + 4 <= count; i += 4) {
    for (std::size_t lane = 0; lane < lanes_of<double>; lane += 4) {
      load(signals[lane] + i, a);
      load(signals[lane + 1] + i, b);
      load(signals[lane + 2] + i, c);
      load(signals[lane + 3] + i, d);
      transpose(a, b, c, d);
      store(a, frames[i].of + lane);
      store(b, frames[i + 1].of + lane);
      store(c, frames[i + 2].of + lane);
      store(d, frames[i + 3].of + lane);
    }
  }
  for (; i < count; ++i) {
    for (std::size_t lane = 0; lane < lanes_of<double>; ++lane) {
      frames[i].of[lane] = signals[lane][i];
    }
  }
}

void from_lanes(const LaneValues<double>* frames, std::size_t count, double gain,
                double* const* signals) {
  std::size_t i = 0;
  FourDoubles a, b, c, d;
  for (; i + 4 <= count; i += 4) {
    for (std::size_t lane = 0; lane < lanes_of<double>; lane += 4) {
      load(frames[i].of + lane, a);
      load(frames[i + 1].of + lane, b);
      load(frames[i + 2].of + lane, c);
      load(frames[i + 3].of + lane, d);
      transpose(a, b, c, d);
      a *= gain;
      b *= gain;
      c *= gain;
      d *= gain;
      store(a, signals[lane] + i);
      store(b, signals[lane + 1] + i);
      store(c, signals[lane + 2] + i);
      store(d, signals[lane + 3] + i);
    }
  }
  for (; i < count; ++i) {
    for (std::size_t lane = 0; lane < lanes_of<double>; ++lane) {
      signals[lane][i] = frames[i].of[lane] * gain;
    }
  }
}

void turn(const float* frames, std::size_t lanes, std::size_t count, float* const* signals) {
  using FourFloats = Vector<float, 4>;
  std::size_t i = 0;
  FourFloats a, b, c, d;
  for (; i + 4 <= count; i += 4) {
    for (std::size_t lane = 0; lane < lanes; lane += 4) {
      const float* const from = frames + i * lanes + lane;
      load(from, a);
      load(from + lanes, b);
      load(from + 2 * lanes, c);
      load(from + 3 * lanes, d);
      transpose(a, b, c, d);
      store(a, signals[lane] + i);
      store(b, signals[lane + 1] + i);
      store(c, signals[lane + 2] + i);
      store(d, signals[lane + 3] + i);
    }
  }
  for (; i < count; ++i) {
    for (std::size_t lane = 0; lane < lanes; ++lane) signals[lane][i] = frames[i * lanes + lane];
  }
}

constexpr MoveKernels move_kernels = {to_lanes, from_lanes, turn};

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

// NOLINTEND(misc-definitions-in-headers,google-build-namespaces)
