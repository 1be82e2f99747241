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
  std::size_t frames = 0;
  /// First frame of each row, and the end of the last; needed for marks alone.
  std::span<const std::uint32_t> row_begin;
  std::size_t first_row = 0;  ///< of the tile proper: those before are margin

  [[nodiscard]] float at(std::size_t frame, std::size_t channel) const {
    return samples[frame * channels + channel];
  }
};

struct MarkLimits {
  double rate_hz = 0;
  std::size_t longest_row = 0;  ///< frames
  std::size_t clip_run = 3;     ///< frames at a rail
  std::size_t flat_run = 3;     ///< identical frames

  /// Frames that signal::GatherTask looks at together: as many identical ones as make a flat run
  /// fill one such stretch at least.
  [[nodiscard]] std::size_t stretch() const noexcept;
};

struct Rails {
  float low_uv = 0;  ///< NaN = none
  float high_uv = 0;
};

/// True when no row can have a mark.
/// \param all  what signal::GatherTask saw anywhere in the channel
[[nodiscard]] bool nothing_to_mark(const MarkLimits& limits, std::int32_t all) noexcept;

/// Marks one channel's rows.
/// \param still  what signal::GatherTask saw of this channel, one value per `stride`
/// \param all    see nothing_to_mark()
/// \param flags  RowFlag bits of the tile's rows; written over
void mark_rows(const RawTile& tile, std::size_t channel, const Rails& rails,
               const MarkLimits& limits, const std::int32_t* still, std::size_t stride,
               std::int32_t all, std::span<std::uint8_t> flags);

}  // namespace noctemg::emg
