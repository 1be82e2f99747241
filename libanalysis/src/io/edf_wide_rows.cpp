#include "io/edf_wide_rows.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <type_traits>
#include <utility>

#define NOCTEMG_INLINE inline __attribute__((always_inline))

namespace noctemg::io {
namespace {

// GCC makes vectors of plain loops, but not the widest ones, nor out of the order that samples have
// in a file. Hence vectors are spelled out here, as types of the compiler's that name no processor.
/// Registers of `lanes` doubles.
template <std::size_t lanes>
struct Registers {
  using Doubles [[gnu::vector_size(8 * lanes)]] = double;
  using Floats [[gnu::vector_size(4 * lanes)]] = float;
  using Bits [[gnu::vector_size(8 * lanes)]] = std::uint64_t;
};

template <std::size_t lanes>
struct LaneScale {
  typename Registers<lanes>::Doubles physical_min, digital_zero, gain, factor;
};

// The double of these upper bits and a whole number below 2^52 as its lower bits is 2^52 and that
// number. Samples have a sign; with its bit turned over they are whole numbers from 0 to 2^16 - 1.
constexpr std::uint64_t offset_bits = 0x4330'0000'0000'8000;
constexpr double offset = 0x1p52 + 0x1p15;

/// For row `first + lane` in each lane, the last row again where there are no more.
template <std::size_t lanes>
NOCTEMG_INLINE void load_scale(std::span<const SampleRow> rows, std::size_t first,
                               LaneScale<lanes>& scale) {
  std::array<std::array<double, lanes>, 4> values;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const SampleScale& one = rows[std::min(first + lane, rows.size() - 1)].scale;
    values[0][lane] = one.physical_min;
    values[1][lane] = offset + one.digital_min;
    values[2][lane] = one.gain;
    values[3][lane] = one.factor;
  }
  std::memcpy(&scale, values.data(), sizeof scale);
}

/// Lane c of row r goes to lane r of row c. Each step moves one bit of an element's row number to
/// its lane number, and one the other way.
template <typename Bits, std::size_t... lane>
NOCTEMG_INLINE void transpose(std::array<Bits, sizeof...(lane)>& rows,
                              std::index_sequence<lane...>) {
  constexpr std::size_t lanes = sizeof...(lane);
#pragma GCC unroll 8
  for (std::size_t step = 1; step < lanes; step *= 2) {
    std::array<Bits, lanes> next;
#pragma GCC unroll 8
    for (std::size_t r = 0; r < lanes / 2; ++r) {
      const Bits &a = rows[r], &b = rows[r + lanes / 2];
      next[2 * r] = __builtin_shufflevector(a, b, (lane / 2 + lane % 2 * lanes)...);
      next[2 * r + 1] = __builtin_shufflevector(a, b, (lane / 2 + lane % 2 * lanes + lanes / 2)...);
    }
    rows = next;
  }
}

/// `4 * lanes` frames of `lanes` channels. Four samples of a channel move to the channel's lane at
/// once; there, one after the other becomes a double without moving again.
template <std::size_t lanes, typename Value>
NOCTEMG_INLINE void decode_block(const std::array<const std::byte*, lanes>& rows, std::size_t frame,
                                 const LaneScale<lanes>& scale, Value* out, std::size_t stride) {
  using Doubles = typename Registers<lanes>::Doubles;
  using Floats = typename Registers<lanes>::Floats;
  using Bits = typename Registers<lanes>::Bits;
  std::array<Bits, lanes> fours;
#pragma GCC unroll 8
  for (std::size_t r = 0; r < lanes; ++r) std::memcpy(&fours[r], rows[r] + 2 * frame, sizeof(Bits));
  Value* to = out + frame * stride;
  transpose(fours, std::make_index_sequence<lanes>());
#pragma GCC unroll 8
  for (std::size_t i = 0; i < lanes; ++i)
#pragma GCC unroll 4
    for (std::size_t j = 0; j < 4; ++j, to += stride) {
      const Bits bits = ((fours[i] >> (16 * j)) & 0xFFFF) ^ offset_bits;
      // SampleScale::value, as its first difference of whole numbers is exact in either form.
      const Doubles digital = reinterpret_cast<Doubles>(bits) - scale.digital_zero;
      const Doubles value = (scale.physical_min + digital * scale.gain) * scale.factor;
      if constexpr (std::is_same_v<Value, float>) {
        const Floats rounded = __builtin_convertvector(value, Floats);
        std::memcpy(to, &rounded, sizeof rounded);
      } else {
        std::memcpy(to, &value, sizeof value);
      }
    }
}

/// Blocks of rows, and of frames, that are no multiple end with the last whole block and do some
/// values twice. With fewer rows than lanes (more than half as many), a frame's surplus lanes go to
/// the next frame, which is written after it; the last frame, with none after it, is done apart.
template <std::size_t lanes, typename Value>
NOCTEMG_INLINE void decode_rows(const std::byte* record, std::span<const SampleRow> rows,
                                std::size_t count, Value* out) {
  constexpr std::size_t block = 4 * lanes;
  const std::size_t width = rows.size(), last = count - 1;
  for (std::size_t begin = 0; begin < width; begin += lanes) {
    const std::size_t first = width < lanes ? 0 : std::min(begin, width - lanes);
    LaneScale<lanes> scale;
    load_scale<lanes>(rows, first, scale);
    std::array<const std::byte*, lanes> bytes;
    for (std::size_t r = 0; r < lanes; ++r)
      bytes[r] = record + rows[std::min(first + r, width - 1)].byte_offset;
    for (std::size_t done = 0; done + block < last; done += block)
      decode_block<lanes>(bytes, done, scale, out + first, width);
    decode_block<lanes>(bytes, last - block, scale, out + first, width);
  }
  for (std::size_t r = 0; r < width; ++r) {
    std::int16_t digital;
    std::memcpy(&digital, record + rows[r].byte_offset + 2 * last, sizeof digital);
    out[last * width + r] = static_cast<Value>(rows[r].scale.value(digital));
  }
}

#if defined(__x86_64__)
template <std::size_t lanes, typename Value>
[[gnu::target("avx512f,avx512vl,avx512dq,avx512bw")]] void decode_avx512(
    const std::byte* record, std::span<const SampleRow> rows, std::size_t count, Value* out) {
  decode_rows<lanes>(record, rows, count, out);
}
template <std::size_t lanes, typename Value>
[[gnu::target("avx2")]] void decode_avx2(const std::byte* record, std::span<const SampleRow> rows,
                                         std::size_t count, Value* out) {
  decode_rows<lanes>(record, rows, count, out);
}

bool has_avx512() {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
         __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512bw") != 0;
}
#endif

// Each test of the processor reads one word that was filled in when the program started.
template <typename Value>
void decode_with_best(const std::byte* record, std::span<const SampleRow> rows, std::size_t count,
                      Value* out) {
#if defined(__x86_64__)
  if (rows.size() > 4 && has_avx512()) return decode_avx512<8>(record, rows, count, out);
  if (rows.size() > 2 && has_avx512()) return decode_avx512<4>(record, rows, count, out);
  if (rows.size() > 2 && __builtin_cpu_supports("avx2") != 0)
    return decode_avx2<4>(record, rows, count, out);
#endif
  decode_rows<2>(record, rows, count, out);
}

}  // namespace

void decode_wide_rows(const std::byte* record, std::span<const SampleRow> rows, std::size_t count,
                      float* out) {
  decode_with_best(record, rows, count, out);
}

void decode_wide_rows(const std::byte* record, std::span<const SampleRow> rows, std::size_t count,
                      double* out) {
  decode_with_best(record, rows, count, out);
}

}  // namespace noctemg::io
