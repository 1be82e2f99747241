#pragma once

/// \file
/// From raw samples to rows, one tile at a time. Tiles lie at absolute rows of the segment and look
/// a little ahead and back, so that neither threads nor blocks can change a bit.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "emg/band.hpp"
#include "emg/rows.hpp"
#include "noctemg/options.hpp"
#include "noctemg/time.hpp"

namespace noctemg::emg {

/// What is special about one channel of a group.
struct LaneSetup {
  std::vector<double> notch_hz;
  float rail_low_uv = 0;  ///< NaN when the file gives none
  float rail_high_uv = 0;
};

/// A stretch of rows of all channels of a group.
struct Tile {
  std::int64_t first_row = 0;
  std::span<ChannelRows> out;  ///< one per channel; written over
};

/// Reads frames [first, first + count) of the segment, [frame][channel], to `out`, for the tile of
/// this index among those that are worked on side by side.
using FrameSource =
    std::function<void(std::size_t tile, std::int64_t first, std::int64_t count, float* out)>;

/// The filters of one group of channels that share a rate. Immutable: one serves all threads.
class Conditioner {
 public:
  /// Channels that one group can hold at this rate.
  [[nodiscard]] static std::size_t most_channels(const Options& options, const Rate& rate);

  /// \param lanes  1 to most_channels() channels
  Conditioner(const Options& options, const Band& band, const Rate& rate,
              std::span<const LaneSetup> lanes);
  ~Conditioner();
  Conditioner(const Conditioner&) = delete;
  Conditioner& operator=(const Conditioner&) = delete;
  Conditioner(Conditioner&&) noexcept;
  Conditioner& operator=(Conditioner&&) noexcept;

  [[nodiscard]] std::size_t channel_count() const noexcept;
  [[nodiscard]] const Rate& rate() const noexcept;
  /// Frames before and behind a tile that are read for it.
  [[nodiscard]] std::int64_t frames_around() const noexcept;
  /// Tiles of `row_count` rows that are best worked on side by side, when there are that many.
  [[nodiscard]] std::size_t tiles_at_once(std::int64_t row_count) const;

  class Workspace;

  /// Turns raw frames into rows.
  /// \param work         scratch of this thread
  /// \param frame_count  frames of the segment: what lies before and behind is taken to be as the
  ///                     first and last frame are
  /// \param row_count    rows of each tile
  /// \param tiles        1 to tiles_at_once(row_count)
  void process(Workspace& work, std::int64_t frame_count, std::int64_t row_count,
               std::span<const Tile> tiles, const FrameSource& source) const;

  /// How the filter is run, for either precision.
  class Filter;

 private:
  std::unique_ptr<const Filter> filter_;
};

/// Scratch of one thread.
class Conditioner::Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;

  struct Buffers;
  [[nodiscard]] Buffers& buffers() noexcept { return *buffers_; }

 private:
  std::unique_ptr<Buffers> buffers_;
};

}  // namespace noctemg::emg
