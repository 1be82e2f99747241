#pragma once

/// \file
/// The inside of a Conditioner, in one precision: its filters, and how tiles run through them.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "emg/conditioner.hpp"
#include "emg/lane_loader.hpp"
#include "emg/lane_plan.hpp"
#include "emg/lane_step.hpp"
#include "emg/median_frequency.hpp"

namespace noctemg::emg {

/// Buffers for samples in one precision.
template <typename T>
struct LaneBuffers {
  std::array<LaneStep<T>, 2> steps;  ///< a step and the one behind it
  LaneCarry<T> carry;
  std::vector<signal::LaneValues<T>> squares;
};

struct Conditioner::Workspace::Buffers {
  RawBuffers raw;
  std::vector<float> mean_square;  ///< [row of a second][lane]
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
  [[nodiscard]] virtual std::int64_t frames_around() const noexcept = 0;
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

  [[nodiscard]] std::size_t channel_count() const noexcept override { return loader_.channels(); }
  [[nodiscard]] const Rate& rate() const noexcept override { return loader_.rate(); }
  [[nodiscard]] std::int64_t frames_around() const noexcept override {
    return static_cast<std::int64_t>(lead());
  }
  [[nodiscard]] std::size_t tiles_at_once(std::int64_t row_count) const override;
  void process(Buffers& work, std::int64_t frame_count, std::int64_t row_count,
               std::span<const Tile> tiles, const FrameSource& source) const override;

 private:
  using Lanes = signal::LaneValues<T>;
  using Step = LaneStep<T>;
  static constexpr std::size_t lane_count = signal::lanes_of<T>;

  /// Frames before a tile: the margin, in whole blocks of the low band.
  [[nodiscard]] std::size_t lead() const noexcept {
    const std::size_t block = loader_.low_block();
    return (plan_.margin + block - 1) / block * block;
  }
  void prepare(Buffers& work, Step& step, std::int64_t row, const TileSet& set) const;
  void filter_forward(Step& step, LaneCarry<T>& carry) const;
  void filter_low(Step& step, LaneCarry<T>& carry) const;
  void filter_backward(Step& step, const Step* behind) const;
  struct Second;
  void add_second(Buffers& work, const Step& step, std::size_t second, const TileSet& set) const;
  void turn_means(Buffers& work, const Second& one, std::span<const Tile> tiles) const;
  void add_to(ChannelRows& out, Buffers& work, const Step& step, const Second& one,
              std::size_t lane) const;
  [[nodiscard]] Lanes low_squares(const Step& step, std::uint32_t begin, std::uint32_t end,
                                  std::size_t& count) const;

  LaneLoader<T> loader_;
  LanePlan<T> plan_;
  bool zero_phase_;
  std::int64_t step_rows_;
  std::array<float, lane_count> power_gain_ = {};
  double low_hz_;
  double high_hz_;
  double loud_square_;  ///< uV^2 of a second from which on its spectrum is taken
};

extern template class LaneFilter<float>;
extern template class LaneFilter<double>;

}  // namespace noctemg::emg
