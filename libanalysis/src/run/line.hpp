#pragma once

/// \file
/// The line of one recording, from samples to episodes. Samples are worked on tile by tile in
/// parallel; decisions are taken in order.

#include <tbb/enumerable_thread_specific.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "emg/channel_segmenter.hpp"
#include "emg/coverage.hpp"
#include "emg/decide.hpp"
#include "emg/site.hpp"
#include "noctemg/night.hpp"
#include "noctemg/options.hpp"
#include "noctemg/reader.hpp"
#include "run/channel_plan.hpp"

namespace noctemg::run {

/// Rows of a tile: the unit of work, at absolute places of the segment, whatever threads and blocks
/// do.
inline constexpr std::int64_t tile_rows = 128 * rows_per_second;

/// What the line finds in one segment.
struct SegmentResult {
  emg::SegmentFindings findings;         ///< per planned channel
  std::vector<std::size_t> heart_beats;  ///< per planned channel
};

class Line {
 public:
  /// \param leading   reads the same as `reader`, and is asked to hold what the tiles that are
  ///                  worked on side by side need; where it does not, it reads the first of them:
  ///                  with one thread it reads on from where it was, but for the other tiles
  /// \param progress  called from the calling thread with the finished share; false stops
  /// (Interrupted is thrown)
  Line(const Reader& reader, const Reader& leading, const Recording& recording,
       const Options& options, const ChannelPlan& plan, std::function<bool(double)> progress);

  /// Works through one segment. Its seconds are added to the overview and the coverage.
  /// \param ecg_beats  rows of the segment at which an ECG channel shows a beat; empty: unknown
  [[nodiscard]] SegmentResult run_segment(std::size_t segment,
                                          const std::vector<std::int32_t>& ecg_beats = {});

  /// Beats of the first channel, an ECG's, for the above.
  [[nodiscard]] std::vector<std::int32_t> beats_in(std::size_t segment);

  /// Gives scratch memory back, to the system as well where that can be asked for; decisions need
  /// none.
  void release_scratch();

  /// The overview of all segments, once.
  [[nodiscard]] Overview take_overview();
  [[nodiscard]] const std::vector<emg::CoverageCounter>& coverage() const noexcept {
    return coverage_;
  }

 private:
  using TileRows = std::vector<emg::ChannelRows>;  ///< per planned channel

  /// Everything found in a segment, heart beats included.
  [[nodiscard]] emg::SegmentFindings find(std::size_t segment);
  /// Tiles of one group that are worked on side by side.
  struct Job {
    const LaneGroup* group = nullptr;
    std::size_t first_tile = 0;
    std::size_t tile_count = 0;
    std::int64_t row_count = 0;  ///< of each
  };
  [[nodiscard]] std::vector<Job> jobs_for(std::int64_t rows) const;
  [[nodiscard]] std::unique_ptr<Reader> hold(std::size_t segment, std::int64_t first_row,
                                             const Job& job, std::int64_t frame_count) const;
  void condition(std::size_t segment, std::int64_t first_row, const Job& job,
                 std::span<TileRows> tiles) const;
  [[nodiscard]] std::int64_t tiles_per_block() const;
  void add_overview(const TileRows& tile);
  void add_resting_levels(std::vector<emg::ChannelSegmenter>& segmenters);
  void report(std::int64_t rows_done);
  [[nodiscard]] std::int64_t rows_in(std::size_t segment) const;

  const Reader& reader_;
  const Reader& leading_;
  const Recording& recording_;
  const Options& options_;
  const ChannelPlan& plan_;
  std::function<bool(double)> progress_;
  Overview overview_;
  std::vector<emg::CoverageCounter> coverage_;
  /// One scratch per thread, given back when the line has run.
  mutable tbb::enumerable_thread_specific<emg::Conditioner::Workspace> workspaces_;
  mutable tbb::enumerable_thread_specific<std::vector<std::byte>> held_bytes_;
  std::int64_t total_rows_ = 0;
  std::int64_t rows_done_ = 0;
};

}  // namespace noctemg::run
