#pragma once

/// \file
/// What of a tile's raw samples is no signal: missing samples, flat stretches, rails.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "emg/rows.hpp"

namespace noctemg::emg {

/// Raw samples of one tile with its margins, [frame][channel], and the rows that they make.
struct RawTile {
  std::span<float> samples;
  std::size_t channels = 0;
  std::span<const std::uint32_t> row_begin;  ///< first frame of each row, and the end of the last
  std::size_t first_row = 0;                 ///< of the tile proper: those before are margin
  std::size_t row_count = 0;
  std::size_t longest_row = 0;  ///< frames

  [[nodiscard]] std::size_t frames() const noexcept { return row_begin.back(); }
  [[nodiscard]] float at(std::size_t frame, std::size_t channel) const {
    return samples[frame * channels + channel];
  }
};

struct MarkLimits {
  double rate_hz = 0;
  std::size_t clip_run = 3;  ///< frames at a rail
  std::size_t flat_run = 3;  ///< identical frames
};

struct Rails {
  float low_uv = 0;  ///< NaN = none
  float high_uv = 0;
};

/// Marks one channel's rows.
/// \param seen   what signal::Kernels::gather saw of this channel, one value per `seen_stride`
/// \param all    the same of all rows together
/// \param flags  RowFlag bits of the tile's rows, row_count of them; written over where there may
/// be
///               any
/// \return false: no row has any
bool mark_rows(const RawTile& tile, std::size_t channel, const Rails& rails,
               const MarkLimits& limits, const std::int32_t* seen, std::size_t seen_stride,
               std::int32_t all, std::span<std::uint8_t> flags);

}  // namespace noctemg::emg
