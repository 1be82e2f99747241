#pragma once

/// \file
/// The inside of a Conditioner, in one precision: its filters, and how tiles run through them.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "emg/conditioner.hpp"
#include "emg/lane_plan.hpp"
#include "emg/median_frequency.hpp"
#include "emg/row_list.hpp"
#include "emg/tile_marks.hpp"
#include "signal/section_bank.hpp"

namespace noctemg::emg {

/// Buffers for samples in one precision.
template <typename T>
struct LaneBuffers {
  std::vector<signal::LaneValues<T>> frames;  ///< differences of raw frames, then filtered
  std::vector<signal::LaneValues<T>> low;     ///< the same of means of a few frames
  std::vector<signal::LaneValues<T>> squares;
  std::vector<signal::LaneValues<T>> hum;  ///< per second, what the notches took
};

struct Conditioner::Workspace::Buffers {
  std::vector<float> raw;
  std::vector<std::uint32_t> row_begin;
  std::vector<std::int32_t> seen;
  std::vector<std::uint8_t> flags;  ///< [lane][row]
  std::vector<float> mean_square;   ///< [row of a second][lane]
  LaneBuffers<float> of_float;
  LaneBuffers<double> of_double;
  MedianFrequency median;

  template <typename T>
  [[nodiscard]] LaneBuffers<T>& lanes() noexcept {
    if constexpr (sizeof(T) == sizeof(float)) {
      return of_float;
    } else {
      return of_double;
    }
  }
};

class Conditioner::Filter {
 public:
  Filter() = default;
  virtual ~Filter() = default;
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  [[nodiscard]] virtual std::size_t channel_count() const noexcept = 0;
  [[nodiscard]] virtual const Rate& rate() const noexcept = 0;
  [[nodiscard]] virtual std::size_t tiles_at_once(std::int64_t row_count) const = 0;
  virtual void process(Workspace::Buffers& work, std::int64_t frame_count, std::int64_t row_count,
                       std::span<const Tile> tiles, const FrameSource& source) const = 0;
};

template <typename T>
class LaneFilter final : public Conditioner::Filter {
 public:
  using Buffers = Conditioner::Workspace::Buffers;

  LaneFilter(const Options& options, const Band& band, const Rate& rate,
             std::span<const LaneSetup> lanes);

  [[nodiscard]] std::size_t channel_count() const noexcept override { return channels_; }
  [[nodiscard]] const Rate& rate() const noexcept override { return rate_; }
  [[nodiscard]] std::size_t tiles_at_once(std::int64_t row_count) const override;
  void process(Buffers& work, std::int64_t frame_count, std::int64_t row_count,
               std::span<const Tile> tiles, const FrameSource& source) const override;

 private:
  using Lanes = signal::LaneValues<T>;
  static constexpr std::size_t lane_count = signal::lanes_of<T>;

  /// How a tile lies in the buffer.
  struct Layout {
    std::size_t tile_frames = 0;
    std::size_t frames = 0;  ///< with margins
    std::int64_t row_count = 0;
  };

  void load(Buffers& work, const Layout& layout, const Tile& tile, std::size_t slot,
            std::int64_t frame_count, const FrameSource& source) const;
  void list_rows(Buffers& work, const Layout& layout, std::int64_t first_row, std::int64_t begin,
                 std::int64_t end, RawTile& raw) const;
  void gather(Buffers& work, const RawTile& raw, std::size_t pad, std::size_t slot) const;
  void average(Buffers& work, const RawTile& raw, std::size_t pad, std::size_t slot) const;
  void filter(LaneBuffers<T>& lanes, const Layout& layout,
              std::span<const std::uint32_t> second_begin) const;
  void filter_low(LaneBuffers<T>& lanes) const;
  struct Second;
  void add_to(ChannelRows& out, Buffers& work, const Second& one, std::size_t tile_rows,
              std::size_t lane) const;
  void add_second(Buffers& work, std::span<const std::uint32_t> row_begin, std::size_t second,
                  std::span<const Tile> tiles) const;
  [[nodiscard]] Lanes low_squares(const LaneBuffers<T>& lanes, std::uint32_t begin,
                                  std::uint32_t end, std::size_t& count) const;

  Rate rate_;
  RowList rows_;
  bool zero_phase_;
  std::size_t channels_;
  std::size_t width_;  ///< lanes of a tile: a power of two
  std::size_t low_block_ = 1;
  LanePlan<T> plan_;
  std::array<float, lane_count> power_gain_ = {};
  double low_hz_;
  double high_hz_;
  double loud_square_;  ///< uV^2 of a second from which on its spectrum is taken
  MarkLimits limits_;
  std::vector<Rails> rails_;
  std::vector<float> rails_low_;
  std::vector<float> rails_high_;
};

extern template class LaneFilter<float>;
extern template class LaneFilter<double>;

}  // namespace noctemg::emg
