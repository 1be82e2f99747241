#pragma once

/// \file
/// From the samples' bytes to values, and from one row per channel to `[frame][channel]`.

#include <cstddef>
#include <cstdint>

#include "io/sample_scale.hpp"

namespace noctemg::io {

/// Decoding may read this many bytes past the last sample (never uses them).
inline constexpr std::size_t decode_overread_bytes = 4;

/// Where a channel's samples are within a record, and what they stand for.
struct SampleRow {
  std::int64_t byte_offset = 0;
  SampleScale scale;
};

/// Little-endian two's complement integers of `sample_bytes` (2 or 3) bytes to scaled values.
/// The float form is the double form rounded once.
void decode(const std::byte* bytes, std::int64_t sample_bytes, std::size_t count,
            const SampleScale& scale, float* out);
void decode(const std::byte* bytes, std::int64_t sample_bytes, std::size_t count,
            const SampleScale& scale, double* out);

/// `rows` holds `row_count` rows of `count` values, `row_stride` apart; value i of row r goes to
/// out[i * out_stride + r].
void interleave(const float* rows, std::size_t row_stride, std::size_t row_count, std::size_t count,
                float* out, std::size_t out_stride);
void interleave(const double* rows, std::size_t row_stride, std::size_t row_count,
                std::size_t count, double* out, std::size_t out_stride);

}  // namespace noctemg::io
