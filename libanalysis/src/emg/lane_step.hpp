#pragma once

/// \file
/// A piece of a tile that is filtered in one go, and what one piece leaves to the next.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "emg/lane_cascade.hpp"

namespace noctemg::emg {

/// Frames of all lanes: first what lies before the step, for the filter to settle in or for rails
/// to be seen, then the step, then what lies behind it.
template <typename T>
struct LaneStep {
  using Lanes = signal::LaneValues<T>;

  std::int64_t row = 0;  ///< first one, counted from the tile's
  std::int64_t row_count = 0;
  std::int64_t frame = 0;  ///< first one, counted from the tile's
  std::size_t frame_count = 0;
  std::size_t lead = 0;       ///< frames before the step
  std::size_t tail = 0;       ///< frames behind it
  std::vector<Lanes> frames;  ///< differences of raw frames, then filtered

  std::int64_t low_block = 0;      ///< of low[0], counted from the block at the tile's first frame
  std::vector<Lanes> low;          ///< means of blocks of frames, then their differences, filtered;
                                   ///< empty where a block would be a single frame
  std::vector<Lanes> low_squares;  ///< per second, in that case: sums of the low band's squares

  std::vector<std::uint32_t> row_begin;     ///< in `frames`, and the end of the last row
  std::vector<std::uint32_t> second_begin;  ///< the same
  std::vector<std::uint8_t> flags;          ///< [lane][row], of lanes that are `flagged`
  std::array<bool, signal::lanes_of<T>> flagged = {};
  std::vector<Lanes> hum;  ///< per second, what the notches took

  bool is_last = false;  ///< of the tile: the filter runs on into the tail

  [[nodiscard]] bool is_first() const noexcept { return row == 0; }
  [[nodiscard]] std::size_t end() const noexcept { return lead + frame_count; }
};

/// From step to step of a tile.
template <typename T>
struct LaneCarry {
  typename LaneCascade<T>::Memory band;                ///< forward
  typename LaneCascade<T>::Memory low;                 ///< forward
  signal::LaneValues<T> low_mean = {};                 ///< of the latest block of several frames
  std::array<float, signal::lanes_of<T>> offset = {};  ///< first raw frame of the tile
};

}  // namespace noctemg::emg
