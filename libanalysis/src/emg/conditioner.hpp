#pragma once

/// \file
/// From raw samples of up to eight channels to rows, one tile at a time. Tiles lie at absolute rows
/// of the segment and look a little ahead and back, so that neither threads nor blocks can change a
/// bit.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "emg/band.hpp"
#include "emg/rows.hpp"
#include "noctemg/options.hpp"
#include "noctemg/time.hpp"
#include "signal/power_spectrum.hpp"
#include "signal/section_bank.hpp"

namespace noctemg::emg {

/// What is special about one channel of a group.
struct LaneSetup {
  std::vector<double> notch_hz;
  float rail_low_uv = 0;  ///< NaN when the file gives none
  float rail_high_uv = 0;
};

/// The filters of one group of channels that share a rate. Immutable: one serves all threads.
class Conditioner {
 public:
  /// \param lanes  1 to signal::lane_count channels
  Conditioner(const Options& options, const Band& band, const Rate& rate,
              std::span<const LaneSetup> lanes);

  [[nodiscard]] std::size_t channel_count() const noexcept { return lanes_.size(); }
  [[nodiscard]] const Rate& rate() const noexcept { return rate_; }
  /// Frames before and after a tile that its result depends on.
  [[nodiscard]] std::int64_t margin_frames() const noexcept { return margin_; }
  /// The same for channels with hum, whether these have some or not.
  [[nodiscard]] std::int64_t longest_margin_frames() const noexcept { return longest_margin_; }

  /// Scratch of one thread.
  struct Workspace {
    std::vector<float> raw;  ///< [frame][channel], to be filled by the caller
    std::vector<signal::Lanes> band;
    std::vector<signal::Lanes> low_sums;    ///< per row, squares of the signal below the band
    std::vector<std::uint8_t> frame_flags;  ///< [channel][frame]
    std::vector<double> stretch;
    std::vector<double> power;
    std::optional<signal::PowerSpectrum> spectrum;

    /// Room for the longest tile, taken at once: what an analysis needs of memory must not hang on
    /// whether the night has hum.
    void reserve(std::size_t frames, std::size_t channels);
  };

  /// Turns raw frames into rows.
  /// \param work         work.raw holds frames [first_frame, first_frame + n) of the segment,
  ///                     n = raw.size() / channel_count()
  /// \param first_row    first row wanted; its frames and those of the others should be there with
  ///                     margins on both sides, as far as the segment reaches
  /// \param row_count    rows wanted
  /// \param out          one per channel, appended to
  void process(Workspace& work, std::int64_t first_frame, std::int64_t first_row,
               std::int64_t row_count, std::span<ChannelRows> out) const;

 private:
  void mark(Workspace& work, std::size_t frame_count) const;
  void mark_runs(const Workspace& work, std::size_t channel, std::uint8_t* flags,
                 std::size_t frame_count) const;
  void mark_touches(const Workspace& work, std::size_t channel, std::uint8_t* flags,
                    std::size_t frame_count) const;
  void load(Workspace& work, std::size_t frame_count) const;
  void filter(const signal::SectionBank& bank, std::span<signal::Lanes> frames) const;
  void sum_low(Workspace& work, std::int64_t first_frame, std::int64_t first_row,
               std::int64_t row_count) const;
  void add_rows(const Workspace& work, std::int64_t first_frame, std::int64_t first_row,
                std::int64_t row_count, std::span<ChannelRows> out) const;
  void add_median_frequency(Workspace& work, std::int64_t first_frame, std::int64_t first_row,
                            std::span<ChannelRows> out,
                            std::span<const std::size_t> first_second) const;

  Rate rate_;
  bool zero_phase_;
  std::vector<LaneSetup> lanes_;
  signal::SectionBank band_;
  signal::SectionBank notches_;
  signal::SectionBank low_;
  std::int64_t margin_ = 0;
  std::int64_t longest_margin_ = 0;
  std::size_t clip_run_ = 0;
  std::size_t flat_run_ = 0;
  double low_hz_ = 0;
  double high_hz_ = 0;
};

}  // namespace noctemg::emg
