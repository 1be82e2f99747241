#pragma once

/// \file
/// From raw frames to lanes: differences of frames, means of a few, and what is no signal.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "emg/conditioner.hpp"
#include "emg/lane_step.hpp"
#include "emg/row_list.hpp"
#include "emg/tile_marks.hpp"
#include "emg/uninitialized.hpp"

namespace noctemg::emg {

/// Scratch for raw frames of one tile.
struct RawBuffers {
  UninitializedVector<float> samples;
  std::vector<std::uint32_t> row_begin;
  UninitializedVector<std::int32_t> still;
  std::array<std::int32_t, signal::lanes_of<float>> seen_at_all = {};
};

/// The tiles that are worked on side by side.
struct TileSet {
  std::int64_t frame_count = 0;  ///< of the segment
  std::int64_t row_count = 0;    ///< of each
  std::span<const Tile> tiles;
  const FrameSource& source;
};

template <typename T>
class LaneLoader {
 public:
  static constexpr std::size_t lane_count = signal::lanes_of<T>;

  LaneLoader(const Options& options, const Band& band, const Rate& rate,
             std::span<const LaneSetup> lanes);

  [[nodiscard]] const Rate& rate() const noexcept { return rate_; }
  [[nodiscard]] std::size_t channels() const noexcept { return channels_; }
  /// Lanes of a tile: a power of two.
  [[nodiscard]] std::size_t width() const noexcept { return width_; }
  [[nodiscard]] std::size_t low_block() const noexcept { return low_block_; }

  /// Fills a step whose rows, lead and tail are set: its frames, the means of the low band and
  /// their last one from `carry`, flags, and where rows begin.
  void load(RawBuffers& raw, LaneStep<T>& step, LaneCarry<T>& carry, const TileSet& set) const;

 private:
  using Lanes = signal::LaneValues<T>;
  struct Piece;

  void lay_out(LaneStep<T>& step, const LaneCarry<T>& carry, const TileSet& set) const;
  void load_tile(RawBuffers& raw, LaneStep<T>& step, LaneCarry<T>& carry, const TileSet& set,
                 std::size_t slot) const;
  void list_rows(RawBuffers& raw, RawTile& tile, const Piece& piece, std::int64_t row_count) const;
  void mark(RawBuffers& raw, RawTile& tile, const Piece& piece, LaneStep<T>& step) const;
  void gather_and_mark(RawBuffers& raw, RawTile& tile, const Piece& piece, LaneStep<T>& step) const;
  void gather(RawBuffers& raw, const RawTile& tile, const Piece& piece, LaneStep<T>& step) const;
  void average(const RawTile& tile, const Piece& piece, LaneStep<T>& step,
               const LaneCarry<T>& carry) const;

  Rate rate_;
  RowList rows_;
  std::size_t channels_;
  std::size_t width_;
  std::size_t low_block_;
  MarkLimits limits_;
  std::vector<Rails> rails_;
  std::vector<float> rails_low_;
  std::vector<float> rails_high_;
};

extern template class LaneLoader<float>;
extern template class LaneLoader<double>;

}  // namespace noctemg::emg
