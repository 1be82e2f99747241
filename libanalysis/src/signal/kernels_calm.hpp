// A part of kernels_body.hpp: gathering frames in which nothing is to be marked, as nearly all are.

#pragma once

// Not a header but a body, as kernels_body.hpp is; x != x is how vectors ask for NaN.
// NOLINTBEGIN(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
// NOLINTBEGIN(bugprone-branch-clone,misc-redundant-expression)

namespace noctemg::signal::NOCTEMG_KERNELS {
namespace {

/// What some frames have shown, per lane.
template <std::size_t n>
struct Glance {
  using F = Vector<float, n>;
  using I = Vector<std::int32_t, n>;
  F least, most;
  F sum = {};
  I changes = {};  ///< bits of differences: none where nothing changed

  NOCTEMG_INLINE explicit Glance(const F& x) : least(x), most(x) {}
  NOCTEMG_INLINE void see(const F& x, const F& difference) {
    least = x < least ? x : least;
    most = x > most ? x : most;
    sum += difference;  // NaN stays
    I bits;
    __builtin_memcpy(&bits, &difference, sizeof bits);
    changes |= bits;
  }
  /// Lanes with something to be marked.
  /// \param idle  lanes that need not change
  NOCTEMG_INLINE void judge(const F& low, const F& high, const I& idle, I& odd) const {
    I rail, still;
    tell(low, high, rail, still);
    odd |= rail | (sum != sum) | (still & ~idle);
  }
  NOCTEMG_INLINE void tell(const F& low, const F& high, I& rail, I& still) const {
    rail = (least <= low) | (most >= high);
    still = (changes & 0x7fffffff) == 0;  // a difference of 0 may have a sign
  }
};

template <std::size_t n>
NOCTEMG_INLINE bool none(const Vector<std::int32_t, n>& lanes) {
  std::int32_t stored[n];
  store(lanes, stored);
  std::int32_t any = 0;
  for (std::size_t l = 0; l < n; ++l) any |= stored[l];
  return any == 0;
}

/// Stretches after which it is asked whether to go on.
constexpr std::size_t stretches_at_once = 4;

/// Columns of `n` lanes of raw samples.
template <typename T, std::size_t n>
NOCTEMG_INLINE bool calm_column(const GatherTask<T>& task, std::size_t lane,
                                std::size_t frame_count, std::size_t stretch) {
  using F = Vector<float, n>;
  using I = Vector<std::int32_t, n>;
  using V = Vector<T, n>;
  I real, bits, idle, odd = {};
  F low, high, x, before;
  for (std::size_t l = 0; l < n; ++l) real[l] = lane + l < task.channels ? -1 : 0;
  load(task.rail_low + lane, low);
  load(task.rail_high + lane, high);
  const auto read = [&](std::size_t f, F & value) __attribute__((always_inline)) {
    load(task.raw + f * task.channels + lane, bits);
    bits &= real;
    __builtin_memcpy(&value, &bits, sizeof value);
  };
  read(0, before);
  // The first frame is compared with itself.
  std::size_t f = 0;
  std::size_t done = 0;
  for (std::size_t end = 1; f < frame_count;
       end = end + stretch < frame_count ? end + stretch : frame_count) {
    const bool whole = f > 0 && end - f == stretch;
    idle = whole ? ~real : ~I{};
    read(f, x);
    Glance<n> glance(x);
    for (; f < end; ++f) {
      read(f, x);
      const F difference = x - before;
      glance.see(x, difference);
      if constexpr (sizeof(T) == sizeof(float)) {
        store(difference, task.out + f * lanes_of<T> + lane);
      } else {
        const V exact = __builtin_convertvector(x, V) - __builtin_convertvector(before, V);
        store(exact, task.out + f * lanes_of<T> + lane);
      }
      before = x;
    }
    glance.judge(low, high, idle, odd);
    if (++done % stretches_at_once == 0 && !none<n>(odd)) return false;
  }
  return none<n>(odd);
}

/// Two frames of five to eight channels, each in half a register.
template <bool eight>
NOCTEMG_INLINE void load_pair(const float* raw, std::size_t channels,
                              const Vector<std::int32_t, 16>& real, Vector<float, 16>& value) {
  if constexpr (eight) {
    load(raw, value);
  } else {
    Vector<float, 8> first, second;
    Vector<std::int32_t, 16> bits;
    load(raw, first);
    load(raw + channels, second);
    value = __builtin_shufflevector(first, second, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
                                    15);
    __builtin_memcpy(&bits, &value, sizeof bits);
    bits &= real;
    __builtin_memcpy(&value, &bits, sizeof value);
  }
}

template <bool eight>
[[maybe_unused]] bool calm_pairs(const GatherTask<float>& task, std::size_t frame_count,
                                 std::size_t stretch) {
  constexpr std::size_t n = 16;
  constexpr std::size_t width = 8;
  using F = Vector<float, n>;
  using I = Vector<std::int32_t, n>;
  using One = Vector<float, width>;
  const std::size_t channels = eight ? width : task.channels;
  const float* const raw = task.raw;
  float* const out = task.out;
  F low, high, x, before;
  One one;
  I real, odd = {};
  for (std::size_t l = 0; l < n; ++l) low[l] = task.rail_low[l % width];
  for (std::size_t l = 0; l < n; ++l) high[l] = task.rail_high[l % width];
  for (std::size_t l = 0; l < n; ++l) real[l] = l % width < channels ? -1 : 0;
  const auto read = [&](std::size_t f, F & value) __attribute__((always_inline)) {
    load_pair<eight>(raw + f * channels, channels, real, value);
  };
  // The first frame, and what is left of a pair at the end.
  const auto alone = [&](std::size_t f) __attribute__((always_inline)) {
    GatherTask<float> part = task;
    part.raw = raw + f * channels;
    part.out = out + f * lanes_of<float>;
    return calm_column<float, width>(part, 0, 1, 1);
  };
  if (frame_count == 0) return true;
  if (!alone(0)) return false;
  std::size_t f = 1;
  const std::size_t paired = 1 + (frame_count - 1) / 2 * 2;
  stretch -= stretch % 2;
  for (std::size_t done = 1; f < paired; ++done) {
    const std::size_t end = f + stretch < paired ? f + stretch : paired;
    // Both halves see every other frame: a change between two of them shows in either.
    const I idle = end - f == stretch ? ~real : ~I{};
    read(f, x);
    Glance<n> glance(x);
    for (; f < end; f += 2) {
      read(f, x);
      read(f - 1, before);
      const F difference = x - before;
      glance.see(x, difference);
      one = __builtin_shufflevector(difference, difference, 0, 1, 2, 3, 4, 5, 6, 7);
      store(one, out + f * lanes_of<float>);
      one = __builtin_shufflevector(difference, difference, 8, 9, 10, 11, 12, 13, 14, 15);
      store(one, out + (f + 1) * lanes_of<float>);
    }
    glance.judge(low, high, idle, odd);
    if (done % stretches_at_once == 0 && !none<n>(odd)) return false;
  }
  if (!none<n>(odd)) return false;
  if (f == frame_count) return true;
  // Its difference from the frame before is still to be taken.
  if (!alone(f)) return false;
  for (std::size_t c = 0; c < channels; ++c) {
    out[f * lanes_of<float> + c] = raw[f * channels + c] - raw[(f - 1) * channels + c];
  }
  return true;
}

template <typename T>
bool gather_calm(const GatherTask<T>& task, std::size_t frame_count, std::size_t stretch) {
  constexpr std::size_t full = register_lanes<T>;
  constexpr std::size_t least_stretch = 4;
  if (stretch < least_stretch || task.width < 4) return false;
  if constexpr (sizeof(T) == sizeof(float) && full == 16) {
    if (task.channels == 8) return calm_pairs<true>(task, frame_count, stretch);
    if (task.width == 8) return calm_pairs<false>(task, frame_count, stretch);
  }
  if (task.width >= full) {
    for (std::size_t lane = 0; lane < task.width; lane += full) {
      if (!calm_column<T, full>(task, lane, frame_count, stretch)) return false;
    }
    return true;
  }
  if (task.width == 8) return calm_column<T, 8>(task, 0, frame_count, stretch);
  return calm_column<T, 4>(task, 0, frame_count, stretch);
}

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

// NOLINTEND(bugprone-branch-clone,misc-redundant-expression)
// NOLINTEND(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
