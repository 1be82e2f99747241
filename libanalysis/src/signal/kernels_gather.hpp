// A part of kernels_body.hpp: from raw frames to lanes.

#pragma once

// Not a header but a body, as kernels_body.hpp is; x != x is how vectors ask for NaN.
// NOLINTBEGIN(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
// NOLINTBEGIN(bugprone-branch-clone,misc-redundant-expression)

namespace noctemg::signal::NOCTEMG_KERNELS {
namespace {

/// Columns of `n` lanes of raw samples.
template <typename T, std::size_t n>
NOCTEMG_INLINE void gather_column(const GatherTask<T>& task, std::size_t lane) {
  using F = Vector<float, n>;
  using I = Vector<std::int32_t, n>;
  using V = Vector<T, n>;
  I real, bits, missing = {}, rail = {}, any_still = {};
  F low, high, x, before;
  for (std::size_t l = 0; l < n; ++l) real[l] = lane + l < task.channels ? -1 : 0;
  load(task.rail_low + lane, low);
  load(task.rail_high + lane, high);
  // Copies that what is written cannot alias.
  const std::size_t channels = task.channels;
  const std::size_t stretch = task.stretch;
  const float* from = task.raw + lane;
  const auto read = [&](F & value) __attribute__((always_inline)) {
    load(from, bits);
    bits &= real;
    __builtin_memcpy(&value, &bits, sizeof value);
    from += channels;
  };
  T* to = task.out + lane;
  std::int32_t* still_to = task.still + lane;
  read(before);
  from = task.raw + lane;
  for (std::size_t left = task.frame_count; left > 0;) {
    const std::size_t count = left < stretch ? left : stretch;
    I still = {};
    still = ~still;
    for (std::size_t f = 0; f < count; ++f) {
      read(x);
      V difference;
      if constexpr (sizeof(T) == sizeof(float)) {
        difference = x - before;
      } else {
        difference = __builtin_convertvector(x, V) - __builtin_convertvector(before, V);
      }
      store(difference, to);
      missing |= x != x;
      rail |= (x <= low) | (x >= high);
      still &= x == before;
      before = x;
      to += lanes_of<T>;
    }
    left -= count;
    if (count < stretch) break;
    still &= seen_still;
    store(still, still_to);
    any_still |= still;
    still_to += task.width;
  }
  const I all = (missing & seen_missing) | (rail & seen_rail) | any_still;
  store(all, task.all + lane);
}

/// Narrow groups, lane by lane.
template <typename T>
void gather_narrow(const GatherTask<T>& task) {
  for (std::size_t c = 0; c < task.channels; ++c) {
    float before = task.raw[c];
    bool missing = false, rail = false, any_still = false;
    T* to = task.out + c;
    const float* from = task.raw + c;
    std::int32_t* still_to = task.still + c;
    for (std::size_t left = task.frame_count; left > 0;) {
      const std::size_t count = left < task.stretch ? left : task.stretch;
      bool still = true;
      for (std::size_t f = 0; f < count; ++f) {
        const float x = *from;
        *to = static_cast<T>(x) - static_cast<T>(before);
        missing |= x != x;
        rail |= x <= task.rail_low[c] || x >= task.rail_high[c];
        still &= x == before;
        before = x;
        from += task.channels;
        to += lanes_of<T>;
      }
      left -= count;
      if (count < task.stretch) break;
      *still_to = still ? seen_still : 0;
      any_still |= still;
      still_to += task.width;
    }
    task.all[c] =
        (missing ? seen_missing : 0) | (rail ? seen_rail : 0) | (any_still ? seen_still : 0);
  }
}

/// Puts the frames of a register, `width` floats each, into frames of lanes.
template <std::size_t width>
NOCTEMG_INLINE void store_frames(const Vector<float, register_lanes<float>>& frames, float* out) {
  float stored[register_lanes<float>];
  store(frames, stored);
  Vector<float, width> frame;
#pragma GCC unroll 4
  for (std::size_t f = 0; f < register_lanes<float> / width; ++f) {
    load(stored + f * width, frame);
    store(frame, out + f * lanes_of<float>);
  }
}

/// What was seen in `n` lanes side by side.
template <std::size_t n>
struct Sights {
  using F = Vector<float, n>;
  using I = Vector<std::int32_t, n>;
  F low, high;
  I missing = {}, rail = {}, changed = {};

  NOCTEMG_INLINE void begin_stretch() {
    const I nothing = {};
    changed = nothing;
  }
  NOCTEMG_INLINE void see(const F& x, const F& before) {
    missing |= x != x;
    rail |= (x <= low) | (x >= high);
    changed |= x != before;
  }
};

/// Any of several frames.
template <std::size_t width>
NOCTEMG_INLINE void add_frames(const Vector<std::int32_t, register_lanes<float>>& of_frames,
                               Vector<std::int32_t, width>& any) {
  std::int32_t stored[register_lanes<float>];
  store(of_frames, stored);
  Vector<std::int32_t, width> part;
  for (std::size_t l = 0; l < register_lanes<float>; l += width) {
    load(stored + l, part);
    any |= part;
  }
}

/// Several frames in one register, where no gap lies between them.
template <std::size_t width>
void gather_packed(const GatherTask<float>& task) {
  constexpr std::size_t n = register_lanes<float>;
  constexpr std::size_t packed = n / width;
  Vector<float, n> x, before;
  Vector<float, width> one, one_before;
  Vector<std::int32_t, width> any_still = {};
  Sights<n> many;
  Sights<width> single;
  load(task.rail_low, single.low);
  load(task.rail_high, single.high);
  for (std::size_t l = 0; l < n; ++l) many.low[l] = single.low[l % width];
  for (std::size_t l = 0; l < n; ++l) many.high[l] = single.high[l % width];
  const std::size_t frames = task.frame_count;
  for (std::size_t begin = 0; begin < frames; begin += task.stretch) {
    const std::size_t end = begin + task.stretch < frames ? begin + task.stretch : frames;
    many.begin_stretch();
    single.begin_stretch();
    const auto take = [&](std::size_t f, std::size_t from) __attribute__((always_inline)) {
      load(task.raw + f * width, one);
      load(task.raw + from * width, one_before);
      const Vector<float, width> difference = one - one_before;
      store(difference, task.out + f * lanes_of<float>);
      single.see(one, one_before);
    };
    std::size_t f = begin;
    if (f == 0) take(f++, 0);  // it has no frame before it
    for (; f + packed <= end; f += packed) {
      load(task.raw + f * width, x);
      load(task.raw + (f - 1) * width, before);
      store_frames<width>(x - before, task.out + f * lanes_of<float>);
      many.see(x, before);
    }
    for (; f < end; ++f) take(f, f - 1);
    if (end - begin < task.stretch) break;
    add_frames<width>(many.changed, single.changed);
    const Vector<std::int32_t, width> still = ~single.changed & seen_still;
    store(still, task.still + begin / task.stretch * width);
    any_still |= still;
  }
  add_frames<width>(many.missing, single.missing);
  add_frames<width>(many.rail, single.rail);
  const Vector<std::int32_t, width> all =
      (single.missing & seen_missing) | (single.rail & seen_rail) | any_still;
  store(all, task.all);
}

template <typename T>
void gather(const GatherTask<T>& task) {
  constexpr std::size_t full = register_lanes<T>;
  if constexpr (sizeof(T) == sizeof(float)) {
    // Eight channels are as fast in half a register: lines of lanes are what they wait for.
    if constexpr (full > 4) {
      if (task.channels == 4) return gather_packed<4>(task);
    }
    if constexpr (full > 2) {
      if (task.channels == 2) return gather_packed<2>(task);
    }
  }
  if (task.width >= full) {
    for (std::size_t lane = 0; lane < task.width; lane += full) gather_column<T, full>(task, lane);
  } else if (task.width == 8) {
    gather_column<T, 8>(task, 0);
  } else if (task.width == 4) {
    gather_column<T, 4>(task, 0);
  } else {
    gather_narrow(task);
  }
}

template <typename T, std::size_t n>
NOCTEMG_INLINE void average_column(const float* raw, std::size_t channels, std::size_t lane,
                                   const float* offset, std::size_t block, std::size_t block_count,
                                   T* out) {
  using F = Vector<float, n>;
  using I = Vector<std::int32_t, n>;
  using V = Vector<T, n>;
  I real, bits;
  F zero, x;
  for (std::size_t l = 0; l < n; ++l) real[l] = lane + l < channels ? -1 : 0;
  load(offset + lane, zero);
  const T share = T{1} / static_cast<T>(block);
  const float* from = raw + lane;
  const auto add_to = [&](F & sum) __attribute__((always_inline)) {
    load(from, bits);
    bits &= real;
    __builtin_memcpy(&x, &bits, sizeof x);
    sum += x - zero;
    from += channels;
  };
  T* to = out + lane;
  for (std::size_t b = 0; b < block_count; ++b) {
    // Even and odd frames each by themselves, as they lie in wide registers.
    F even = {}, odd = {};
    std::size_t i = 0;
    for (; i + 2 <= block; i += 2) {
      add_to(even);
      add_to(odd);
    }
    if (i < block) add_to(even);
    const F sum = even + odd;
    V mean;
    if constexpr (sizeof(T) == sizeof(float)) {
      mean = sum * share;
    } else {
      mean = __builtin_convertvector(sum, V) * share;
    }
    store(mean, to);
    to += lanes_of<T>;
  }
}

/// Two frames of eight channels in one register.
[[maybe_unused]] void average_eights(const float* raw, const float* offset, std::size_t block,
                                     std::size_t block_count, float* out) {
  constexpr std::size_t n = 8;
  using One = Vector<float, n>;
  using Two = Vector<float, 2 * n>;
  One zero, one;
  Two zeros, two;
  load(offset, zero);
  for (std::size_t l = 0; l < 2 * n; ++l) zeros[l] = offset[l % n];
  const float share = 1.0F / static_cast<float>(block);
  for (std::size_t b = 0; b < block_count; ++b) {
    Two sums = {};
    std::size_t i = 0;
    for (; i + 2 <= block; i += 2, raw += 2 * n) {
      load(raw, two);
      sums += two - zeros;
    }
    One even = __builtin_shufflevector(sums, sums, 0, 1, 2, 3, 4, 5, 6, 7);
    const One odd = __builtin_shufflevector(sums, sums, 8, 9, 10, 11, 12, 13, 14, 15);
    if (i < block) {
      load(raw, one);
      even += one - zero;
      raw += n;
    }
    const One mean = (even + odd) * share;
    store(mean, out + b * lanes_of<float>);
  }
}

template <typename T>
void average(const float* raw, std::size_t channels, std::size_t width, const float* offset,
             std::size_t block, std::size_t block_count, T* out) {
  constexpr std::size_t full = register_lanes<T>;
  if constexpr (sizeof(T) == sizeof(float) && full == 16) {
    if (channels == 8) return average_eights(raw, offset, block, block_count, out);
  }
  if (width >= full) {
    for (std::size_t lane = 0; lane < width; lane += full) {
      average_column<T, full>(raw, channels, lane, offset, block, block_count, out);
    }
  } else if (width == 8) {
    average_column<T, 8>(raw, channels, 0, offset, block, block_count, out);
  } else if (width == 4) {
    average_column<T, 4>(raw, channels, 0, offset, block, block_count, out);
  } else {
    for (std::size_t b = 0; b < block_count; ++b) {
      for (std::size_t c = 0; c < channels; ++c) {
        const float* const from = raw + b * block * channels + c;
        float even = 0;
        float odd = 0;
        for (std::size_t i = 0; i < block; i += 2) even += from[i * channels] - offset[c];
        for (std::size_t i = 1; i < block; i += 2) odd += from[i * channels] - offset[c];
        out[b * lanes_of<T> + c] = static_cast<T>(even + odd) * (T{1} / static_cast<T>(block));
      }
    }
  }
}

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

// NOLINTEND(bugprone-branch-clone,misc-redundant-expression)
// NOLINTEND(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
