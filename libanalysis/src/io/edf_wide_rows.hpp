#pragma once

/// \file
/// 16-bit samples of several channels straight to `[frame][channel]`, many at a time.

#include <cstddef>
#include <cstdint>
#include <span>

#include "io/edf_samples.hpp"

namespace noctemg::io {

/// The widest registers' block of frames, and the last frame, which is done on its own.
inline constexpr std::size_t wide_rows_least_frames = 33;

/// Sample i of row r goes to out[i * rows.size() + r], with the bits that decode() gives it; there
/// are two rows or more of at least `wide_rows_least_frames`. Reads no byte past the samples. Every
/// scale's `digital_min` is whole, as it is in the files.
void decode_wide_rows(const std::byte* record, std::span<const SampleRow> rows, std::size_t count,
                      float* out);
void decode_wide_rows(const std::byte* record, std::span<const SampleRow> rows, std::size_t count,
                      double* out);

}  // namespace noctemg::io
