#include "io/edf_samples.hpp"

#include <bit>
#include <cstring>

namespace noctemg::io {
namespace {

static_assert(std::endian::native == std::endian::little, "samples are read as they lie in files");

struct Int16 {
  static constexpr std::size_t bytes = 2;
  static std::int32_t at(const std::byte* p) {
    std::int16_t value;
    std::memcpy(&value, p, sizeof value);
    return value;
  }
};

struct Int24 {
  static constexpr std::size_t bytes = 3;
  static std::int32_t at(const std::byte* p) {
    std::uint32_t value;  // with one byte of the next sample, which is shifted out
    std::memcpy(&value, p, sizeof value);
    return static_cast<std::int32_t>(value << 8) >> 8;
  }
};

template <typename Stored, typename Out>
void decode_all(const std::byte* bytes, std::size_t count, const SampleScale& scale, Out* out) {
  const SampleScale s = scale;  // a copy that `out` cannot alias
  for (std::size_t i = 0; i < count; ++i)
    out[i] = static_cast<Out>(s.value(Stored::at(bytes + i * Stored::bytes)));
}

template <typename Out>
void decode_any(const std::byte* bytes, std::int64_t sample_bytes, std::size_t count,
                const SampleScale& scale, Out* out) {
  if (sample_bytes == 2)
    decode_all<Int16>(bytes, count, scale, out);
  else
    decode_all<Int24>(bytes, count, scale, out);
}

template <typename Value>
void interleave_any(const Value* rows, std::size_t row_stride, std::size_t row_count,
                    std::size_t count, Value* out, std::size_t out_stride) {
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t r = 0; r < row_count; ++r) out[i * out_stride + r] = rows[r * row_stride + i];
}

}  // namespace

void decode(const std::byte* bytes, std::int64_t sample_bytes, std::size_t count,
            const SampleScale& scale, float* out) {
  decode_any(bytes, sample_bytes, count, scale, out);
}

void decode(const std::byte* bytes, std::int64_t sample_bytes, std::size_t count,
            const SampleScale& scale, double* out) {
  decode_any(bytes, sample_bytes, count, scale, out);
}

void interleave(const float* rows, std::size_t row_stride, std::size_t row_count, std::size_t count,
                float* out, std::size_t out_stride) {
  interleave_any(rows, row_stride, row_count, count, out, out_stride);
}

void interleave(const double* rows, std::size_t row_stride, std::size_t row_count,
                std::size_t count, double* out, std::size_t out_stride) {
  interleave_any(rows, row_stride, row_count, count, out, out_stride);
}

}  // namespace noctemg::io
