#include "io/edf_samples.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "io/for_each_cpu.hpp"

#define NOCTEMG_INLINE inline __attribute__((always_inline))

namespace noctemg::io {
namespace {

static_assert(std::endian::native == std::endian::little, "samples are read as they lie in files");

// Several values in a register: types of the compiler's, so that no processor is named here.
using Four [[gnu::vector_size(16)]] = float;
using FourInts [[gnu::vector_size(16)]] = std::int32_t;
using SixteenBytes [[gnu::vector_size(16)]] = std::uint8_t;

template <typename Vector>
NOCTEMG_INLINE Vector load(const void* p) {
  Vector value;
  std::memcpy(&value, p, sizeof value);
  return value;
}
template <typename Vector>
NOCTEMG_INLINE void store(const Vector& value, void* p) {
  std::memcpy(p, &value, sizeof value);
}

NOCTEMG_INLINE void unpack16(const std::byte* bytes, std::size_t count, std::int32_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    std::int16_t value;
    std::memcpy(&value, bytes + 2 * i, sizeof value);
    out[i] = value;
  }
}

/// Each sample goes to the upper three bytes of an integer, which is then shifted down with its
/// sign. Reads one byte beyond a sample, or four beyond four samples.
NOCTEMG_INLINE void unpack24(const std::byte* bytes, std::size_t count, std::int32_t* out) {
  constexpr SixteenBytes nothing = {};
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const auto packed = load<SixteenBytes>(bytes + 3 * i);
    const SixteenBytes spread = __builtin_shufflevector(packed, nothing, 16, 0, 1, 2, 16, 3, 4, 5,
                                                        16, 6, 7, 8, 16, 9, 10, 11);
    store(reinterpret_cast<FourInts>(spread) >> 8, out + i);
  }
  for (; i < count; ++i) {
    const auto packed = load<std::uint32_t>(bytes + 3 * i);
    out[i] = static_cast<std::int32_t>(packed << 8) >> 8;
  }
}

template <std::size_t sample_bytes, typename Out>
NOCTEMG_INLINE void decode_all(const std::byte* bytes, std::size_t count, const SampleScale& scale,
                               Out* out) {
  constexpr std::size_t tile = 256;
  std::array<std::int32_t, tile> digital;
  const SampleScale s = scale;  // a copy that `out` cannot alias
  for (std::size_t done = 0; done < count; done += tile) {
    const std::size_t now = std::min(tile, count - done);
    if constexpr (sample_bytes == 2)
      unpack16(bytes + done * sample_bytes, now, digital.data());
    else
      unpack24(bytes + done * sample_bytes, now, digital.data());
    for (std::size_t i = 0; i < now; ++i) out[done + i] = static_cast<Out>(s.value(digital[i]));
  }
}

NOCTEMG_FOR_EACH_CPU void decode16(const std::byte* bytes, std::size_t count,
                                   const SampleScale& scale, float* out) {
  decode_all<2>(bytes, count, scale, out);
}
NOCTEMG_FOR_EACH_CPU void decode16(const std::byte* bytes, std::size_t count,
                                   const SampleScale& scale, double* out) {
  decode_all<2>(bytes, count, scale, out);
}
NOCTEMG_FOR_EACH_CPU void decode24(const std::byte* bytes, std::size_t count,
                                   const SampleScale& scale, float* out) {
  decode_all<3>(bytes, count, scale, out);
}
NOCTEMG_FOR_EACH_CPU void decode24(const std::byte* bytes, std::size_t count,
                                   const SampleScale& scale, double* out) {
  decode_all<3>(bytes, count, scale, out);
}

template <typename Value>
void interleave_plain(const Value* rows, std::size_t row_stride, std::size_t row_count,
                      std::size_t count, Value* out, std::size_t out_stride) {
  for (std::size_t r = 0; r < row_count; ++r)
    for (std::size_t i = 0; i < count; ++i) out[i * out_stride + r] = rows[r * row_stride + i];
}

/// Four rows of four values, turned over.
NOCTEMG_INLINE void transpose_4x4(const float* rows, std::size_t row_stride, float* out,
                                  std::size_t out_stride) {
  const auto a = load<Four>(rows), b = load<Four>(rows + row_stride),
             c = load<Four>(rows + 2 * row_stride), d = load<Four>(rows + 3 * row_stride);
  const Four ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const Four ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Four cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const Four cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store(__builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5), out);
  store(__builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7), out + out_stride);
  store(__builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5), out + 2 * out_stride);
  store(__builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7), out + 3 * out_stride);
}

}  // namespace

void decode(const std::byte* bytes, std::int64_t sample_bytes, std::size_t count,
            const SampleScale& scale, float* out) {
  sample_bytes == 2 ? decode16(bytes, count, scale, out) : decode24(bytes, count, scale, out);
}

void decode(const std::byte* bytes, std::int64_t sample_bytes, std::size_t count,
            const SampleScale& scale, double* out) {
  sample_bytes == 2 ? decode16(bytes, count, scale, out) : decode24(bytes, count, scale, out);
}

void interleave(const float* rows, std::size_t row_stride, std::size_t row_count, std::size_t count,
                float* out, std::size_t out_stride) {
  const std::size_t quads = row_count / 4 * 4, frames = count / 4 * 4;
  for (std::size_t i = 0; i < frames; i += 4)
    for (std::size_t r = 0; r < quads; r += 4)
      transpose_4x4(rows + r * row_stride + i, row_stride, out + i * out_stride + r, out_stride);
  interleave_plain(rows + frames, row_stride, quads, count - frames, out + frames * out_stride,
                   out_stride);
  interleave_plain(rows + quads * row_stride, row_stride, row_count - quads, count, out + quads,
                   out_stride);
}

void interleave(const double* rows, std::size_t row_stride, std::size_t row_count,
                std::size_t count, double* out, std::size_t out_stride) {
  interleave_plain(rows, row_stride, row_count, count, out, out_stride);
}

}  // namespace noctemg::io
