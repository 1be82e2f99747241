#pragma once

/// \file
/// From rows of one channel to its bursts. Channels do not know of each other here, so they can be
/// segmented in any order and side by side.

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "emg/burst.hpp"
#include "emg/queue.hpp"
#include "emg/resting_level.hpp"
#include "emg/row_queue.hpp"
#include "emg/rows.hpp"
#include "emg/vote.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

/// Streaming, one channel, one segment: push() rows in order, then finish(). Decisions lag behind
/// by half the window of the resting level; memory is bounded by that window and by open bursts.
class ChannelSegmenter {
 public:
  ChannelSegmenter(std::size_t channel, const Options& options);

  /// The next rows; whole seconds, but for the last call of a segment.
  /// \param mean_square  uV^2 per row, NaN where there is no signal; taken over
  /// \param seconds      of these rows
  void push(RowValues mean_square, std::span<const SecondFeatures> seconds);
  /// Decides everything that is left.
  void finish();

  /// What was found so far, in order of end; moved out. Everything is there after finish().
  [[nodiscard]] std::vector<Burst>& bursts() noexcept { return bursts_; }
  [[nodiscard]] std::deque<Twitch>& twitches() noexcept { return twitches_; }
  /// Resting levels decided since the last call, one per second; NaN where nothing was usable.
  [[nodiscard]] std::vector<float> take_resting_levels();

 private:
  enum Detector : std::size_t { movement, slow, twitch, detector_count };

  [[nodiscard]] std::int64_t smoothable_end() const;
  void level_seconds();
  void extend_envelope(std::int64_t end);
  void decide_seconds();
  void decide_rows(std::int64_t begin, std::int64_t end, float rest_uv);
  void keep(Detector detector, const Run& run);
  void gather();
  [[nodiscard]] bool above_rest(std::int64_t begin, std::int64_t end, float rest_uv);
  [[nodiscard]] Run reach_for_rest(Run run, std::int64_t limit);
  void emit(const std::vector<Run>& movements, const std::vector<Run>& slow_runs, const Run& whole);
  /// Root mean squares of profile_rows rows at a time; NaN is left out.
  [[nodiscard]] std::vector<float> profile_of(std::int64_t begin, std::int64_t end);
  void add_burst(Run run, bool is_slow);
  void add_twitch(const Run& run);
  [[nodiscard]] float local_level(const Run& run) const;
  void forget();

  [[nodiscard]] float envelope_at(std::int64_t row) const;
  [[nodiscard]] std::span<const float> envelope_of(std::int64_t begin, std::int64_t end) const;
  [[nodiscard]] float rest_at(std::int64_t row) const;

  std::size_t channel_;
  ActivityOptions activity_;
  std::int64_t movement_max_rows_;
  float leadoff_uv_;
  std::int64_t half_smooth_;
  RestingLevel resting_level_;
  std::array<VoteHysteresis, detector_count> detectors_;
  std::array<std::vector<Run>, 2> waiting_;  ///< closed runs of movement and slow, not yet gathered

  RowQueue mean_square_;   ///< rows from first_row_ on, and some before
  Queue<float> envelope_;  ///< rows from first_row_ on, no further than decisions need
  UninitializedVector<float> smoothed_;  ///< scratch of level_seconds()
  std::vector<float> medians_;           ///< scratch of level_seconds(): mean squares of seconds
  Queue<SecondFeatures> seconds_;
  std::int64_t first_row_ = 0;    ///< a multiple of 100
  std::int64_t emitted_end_ = 0;  ///< end of the latest burst
  std::int64_t decided_seconds_ = 0;
  std::int64_t levelled_seconds_ = 0;
  bool finished_ = false;  ///< no more rows will come
  bool flushed_ = false;   ///< no more runs will come

  std::vector<Burst> bursts_;
  std::deque<Twitch> twitches_;      ///< a vector that grows holds twice what it needs
  Queue<float> rest_;                ///< per second from first_row_ on
  std::vector<float> decided_rest_;  ///< not yet taken
};

}  // namespace noctemg::emg
