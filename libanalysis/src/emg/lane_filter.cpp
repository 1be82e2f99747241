#include "emg/lane_filter.hpp"

#include <algorithm>
#include <cmath>

#include "noctemg/recording.hpp"

namespace noctemg::emg {
namespace {

/// Spectra are computed only where a decision may need them: in seconds that stand clearly above
/// amplifier noise, from half of the smallest movement on (4 of 8 uV).
constexpr double loud_share = 0.5;

/// Frames of a step: few enough that two steps of 16 lanes stay near the processor. Measured.
constexpr double step_frames = 32'768;
/// Backward, the filter runs through what it needs to settle as well: a fifth of a step at most.
constexpr double settled_in_step = 5;

/// Whole seconds.
std::int64_t rows_of_step(const Rate& rate, std::size_t margin) {
  const double settled_s = static_cast<double>(margin) / rate.hz();
  const double seconds =
      std::max(std::floor(step_frames / rate.hz()), std::ceil(settled_in_step * settled_s));
  return static_cast<std::int64_t>(seconds) * rows_per_second;
}

/// Takes out rows that are no signal, and counts them.
void apply_flags(std::span<const std::uint8_t> flags, std::span<float> mean_square,
                 SecondFeatures& features) {
  for (std::size_t r = 0; r < flags.size(); ++r) {
    const bool usable = (flags[r] & (row_missing | row_flat)) == 0;
    mean_square[r] = usable ? mean_square[r] : static_cast<float>(not_a_number);
  }
  const auto count = [&](std::uint8_t flag) {
    std::uint8_t rows = 0;
    for (const std::uint8_t own : flags) {
      rows = static_cast<std::uint8_t>(rows + ((own & flag) != 0 ? 1 : 0));
    }
    return rows;
  };
  features.missing_rows = count(row_missing);
  features.flat_rows = count(row_flat);
  features.clipped_rows = count(row_clipped);
}

}  // namespace

template <typename T>
LaneFilter<T>::LaneFilter(const Options& options, const Band& band, const Rate& rate,
                          std::span<const LaneSetup> lanes)
    : loader_(options, band, rate, lanes),
      plan_(plan_lanes<T>(options, band, lanes, loader_.width())),
      zero_phase_(options.filter.zero_phase),
      step_rows_(rows_of_step(rate, plan_.margin)),
      low_hz_(band.low_hz),
      high_hz_(band.high_hz),
      loud_square_(std::pow(loud_share * options.activity.movement_on_uv, 2)) {
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    power_gain_[lane] = static_cast<float>(plan_.gain[lane] * plan_.gain[lane]);
  }
}

template <typename T>
std::size_t LaneFilter<T>::tiles_at_once(std::int64_t row_count) const {
  // Side by side only where all tiles have the same number of frames.
  const Rate& rate = loader_.rate();
  const bool even = rate.frames * row_count % (rate.per_seconds * rows_per_second) == 0;
  return even ? lane_count / loader_.width() : 1;
}

/// Step by step: forward through one step more than backward, which begins in it.
template <typename T>
void LaneFilter<T>::process(Buffers& work, std::int64_t frame_count, std::int64_t row_count,
                            std::span<const Tile> tiles, const FrameSource& source) const {
  LaneBuffers<T>& lanes = work.lanes<T>();
  const TileSet set{frame_count, row_count, tiles, source};
  for (const Tile& tile : tiles) {
    for (ChannelRows& out : tile.out) {
      out.clear();
      const auto rows = static_cast<std::size_t>(row_count);
      out.mean_square.resize(rows);
      out.seconds.reserve(rows / rows_per_second + 1);
    }
  }
  lanes.carry.band = plan_.cascade.rest();
  lanes.carry.low = plan_.low.rest();
  prepare(work, lanes.steps[0], 0, set);
  for (std::int64_t row = 0, number = 0; row < row_count; row += step_rows_, ++number) {
    Step& step = lanes.steps[static_cast<std::size_t>(number % 2)];
    Step* const behind = row + step_rows_ < row_count
                             ? &lanes.steps[static_cast<std::size_t>((number + 1) % 2)]
                             : nullptr;
    if (behind != nullptr) prepare(work, *behind, row + step_rows_, set);
    if (zero_phase_) filter_backward(step, behind);
    for (std::size_t second = 0; second + 1 < step.second_begin.size(); ++second) {
      add_second(work, step, second, set);
    }
    // It tells whether the next one changes sign.
    if (behind != nullptr) behind->frames[behind->lead - 1] = step.frames[step.end() - 1];
  }
}

/// Reads a step and filters it forward.
template <typename T>
void LaneFilter<T>::prepare(Buffers& work, Step& step, std::int64_t row, const TileSet& set) const {
  step.row = row;
  step.row_count = std::min(step_rows_, set.row_count - row);
  step.is_last = row + step.row_count == set.row_count;
  step.lead = row == 0 ? lead() : plan_.sight;
  step.tail = step.is_last ? plan_.margin : plan_.sight;
  LaneCarry<T>& carry = work.lanes<T>().carry;
  loader_.load(work.raw, step, carry, set);
  filter_forward(step, carry);
  filter_low(step, carry);
}

template <typename T>
void LaneFilter<T>::filter_forward(Step& step, LaneCarry<T>& carry) const {
  const LaneCascade<T>& cascade = plan_.cascade;
  const bool listens = loader_.low_block() == 1;
  const auto run = [&](std::size_t begin, std::size_t end, Lanes* hum, Lanes* low) {
    typename LaneCascade<T>::Listener listener;
    if (low != nullptr) listener = plan_.low.hearing(carry.low, *low);
    cascade.forward(carry.band, step.frames.data() + begin, end - begin, hum, listener);
  };
  const std::size_t seconds = step.second_begin.size() - 1;
  step.hum.assign(seconds, Lanes{});
  step.low_squares.assign(listens ? seconds : 0, Lanes{});
  Lanes settling = {};
  if (step.is_first()) run(0, step.lead, nullptr, listens ? &settling : nullptr);
  if (cascade.has_notches() || listens) {
    for (std::size_t s = 0; s < seconds; ++s) {
      run(step.second_begin[s], step.second_begin[s + 1], &step.hum[s],
          listens ? &step.low_squares[s] : nullptr);
    }
  } else {
    run(step.lead, step.end(), nullptr, nullptr);
  }
  if (step.is_last) run(step.end(), step.frames.size(), nullptr, nullptr);
}

/// Means of several frames, filtered for themselves.
template <typename T>
void LaneFilter<T>::filter_low(Step& step, LaneCarry<T>& carry) const {
  if (step.low.empty()) return;
  signal::kernels().of<T>().differ(step.low.data(), step.low.size());
  const std::size_t first = step.is_first() ? 0 : 1;
  plan_.low.forward(carry.low, step.low.data() + first, step.low.size() - first);
}

/// \param behind  the next step, filtered forward, which is left as it is; null for the last one
template <typename T>
void LaneFilter<T>::filter_backward(Step& step, const Step* behind) const {
  auto memory = plan_.cascade.rest();
  if (behind != nullptr) {
    std::array<Lanes, 64> some;
    for (std::size_t left = plan_.margin; left > 0;) {
      const std::size_t count = std::min(left, some.size());
      left -= count;
      std::copy_n(behind->frames.data() + behind->lead + left, count, some.data());
      plan_.cascade.backward(memory, some.data() + count - 1, count);
    }
  }
  const std::size_t end = behind != nullptr ? step.end() : step.frames.size();
  // The frame before a tile tells whether its first one changes sign.
  const std::size_t begin = step.is_first() ? step.lead - 1 : step.lead;
  if (end > begin) plan_.cascade.backward(memory, step.frames.data() + end - 1, end - begin);
}

/// Sums of squares of the low band within frames [begin, end), where it was filtered for itself,
/// and of how many values.
template <typename T>
signal::LaneValues<T> LaneFilter<T>::low_squares(const Step& step, std::uint32_t begin,
                                                 std::uint32_t end, std::size_t& count) const {
  const auto block = static_cast<std::int64_t>(loader_.low_block());
  const auto index = [&](std::uint32_t frame) {
    const std::int64_t of_tile =
        step.frame + std::int64_t{frame} - static_cast<std::int64_t>(step.lead);
    return static_cast<std::size_t>((of_tile + block - 1) / block - step.low_block);
  };
  const std::size_t last = std::max(index(begin) + 1, index(end));
  const std::size_t stop = std::min(last, step.low.size());
  const std::size_t first = std::min(index(begin), stop - 1);
  count = stop - first;
  Lanes sum = {};
  signal::kernels().of<T>().sum_squares(step.low.data() + first, count, sum);
  return sum;
}

/// One second of all lanes, measured.
template <typename T>
struct LaneFilter<T>::Second {
  signal::StretchLanes<T> stretch = {};
  Lanes low = {};
  std::array<float, rows_per_second> share = {};  ///< 1 / frames of each row
  std::array<double, lane_count> sum = {};        ///< of squares, uV^2
  std::size_t low_count = 0;
  std::size_t index = 0;      ///< of the step
  std::size_t first_row = 0;  ///< of the step
  std::size_t rows = 0;
  std::size_t rows_left = 0;      ///< of the tile, these included
  std::uint32_t first_frame = 0;  ///< of the step's buffer
  std::uint32_t frames = 0;
};

template <typename T>
void LaneFilter<T>::add_second(Buffers& work, const Step& step, std::size_t second,
                               const TileSet& set) const {
  LaneBuffers<T>& lanes = work.lanes<T>();
  const std::vector<std::uint32_t>& row_begin = step.row_begin;
  Second one;
  one.index = second;
  one.first_row = second * rows_per_second;
  one.rows_left = static_cast<std::size_t>(set.row_count - step.row) - one.first_row;
  one.rows = std::min<std::size_t>(rows_per_second, row_begin.size() - 1 - one.first_row);
  one.first_frame = row_begin[one.first_row];
  std::array<std::uint32_t, rows_per_second> begin;
  std::array<std::uint32_t, rows_per_second> end;
  for (std::size_t r = 0; r < one.rows; ++r) {
    // Below 100 Hz some rows hold no frame; they show the latest one.
    end[r] = row_begin[one.first_row + r + 1];
    begin[r] = std::min(row_begin[one.first_row + r], end[r] - 1);
    one.frames += end[r] - begin[r];
    one.share[r] = 1.0F / static_cast<float>(end[r] - begin[r]);
  }
  lanes.squares.resize(rows_per_second);
  signal::kernels().of<T>().measure(step.frames.front().of, begin.data(), end.data(), one.rows,
                                    lanes.squares.data(), one.stretch);
  work.mean_square.resize(rows_per_second * lane_count);
  signal::kernels().of<T>().scale(lanes.squares.data(), one.rows, power_gain_.data(),
                                  one.share.data(), work.mean_square.data(), one.sum.data());
  turn_means(work, one, set.tiles);
  if (step.low_squares.empty()) {
    one.low =
        low_squares(step, one.first_frame, row_begin[one.first_row + one.rows], one.low_count);
  } else {
    one.low = step.low_squares[second];
    one.low_count = step.second_begin[second + 1] - step.second_begin[second];
  }
  for (std::size_t slot = 0; slot < set.tiles.size(); ++slot) {
    for (std::size_t c = 0; c < loader_.channels(); ++c) {
      add_to(set.tiles[slot].out[c], work, step, one, slot * loader_.width() + c);
    }
  }
}

/// From [row][lane] to the channels.
template <typename T>
void LaneFilter<T>::turn_means(Buffers& work, const Second& one,
                               std::span<const Tile> tiles) const {
  std::array<float, rows_per_second> nowhere;
  std::array<float*, lane_count> to;
  to.fill(nowhere.data());
  for (std::size_t slot = 0; slot < tiles.size(); ++slot) {
    for (std::size_t c = 0; c < loader_.channels(); ++c) {
      to[slot * loader_.width() + c] =
          std::span(tiles[slot].out[c].mean_square).last(one.rows_left).data();
    }
  }
  signal::kernels().move.turn(work.mean_square.data(), lane_count, one.rows, to.data());
}

/// The rest of one second of one lane, to its channel.
template <typename T>
void LaneFilter<T>::add_to(ChannelRows& out, Buffers& work, const Step& step, const Second& one,
                           std::size_t lane) const {
  const double gain = plan_.gain[lane];
  SecondFeatures features;
  if (step.flagged[lane]) {
    const auto step_rows = static_cast<std::size_t>(step.row_count);
    const auto flags = std::span(step.flags).subspan(lane * step_rows + one.first_row, one.rows);
    const auto own = [&](auto& rows) {
      return std::span(rows).last(one.rows_left).first(one.rows);
    };
    std::uint8_t any = 0;
    for (const std::uint8_t bits : flags) any |= bits;
    if (any != 0) {
      apply_flags(flags, own(out.mean_square), features);
      out.flags.resize(out.mean_square.size());
      std::copy(flags.begin(), flags.end(), own(out.flags).begin());
    }
  }
  features.rows = static_cast<std::uint8_t>(one.rows);
  features.mean_square = static_cast<float>(one.sum[lane] / one.frames);
  features.mean_fourth = static_cast<float>(static_cast<double>(one.stretch.fourth.of[lane]) *
                                            (gain * gain) * (gain * gain) / one.frames);
  features.min_uv = static_cast<float>(static_cast<double>(one.stretch.lowest.of[lane]) * gain);
  features.max_uv = static_cast<float>(static_cast<double>(one.stretch.highest.of[lane]) * gain);
  features.zero_crossings = static_cast<std::uint16_t>(one.stretch.crossings.of[lane]);
  features.mains_mean_square = static_cast<float>(step.hum[one.index].of[lane]);
  features.low_mean_square =
      static_cast<float>(static_cast<double>(one.low.of[lane]) * plan_.low_gain * plan_.low_gain /
                         static_cast<double>(one.low_count));
  if (one.rows == rows_per_second && loader_.rate().hz() >= lowest_rate_for_median_hz &&
      features.mean_square >= loud_square_) {
    features.median_hz =
        static_cast<float>(work.median.of(step.frames[one.first_frame].of + lane, lane_count,
                                          loader_.rate().hz(), low_hz_, high_hz_));
  }
  out.seconds.push_back(features);
}

template class LaneFilter<float>;
template class LaneFilter<double>;

}  // namespace noctemg::emg
