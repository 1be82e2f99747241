#include "emg/lane_filter.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "noctemg/recording.hpp"
#include "signal/bridge.hpp"

namespace noctemg::emg {
namespace {

/// Spectra are computed only where a decision may need them: in seconds that stand clearly above
/// amplifier noise, from half of the smallest movement on (4 of 8 uV).
constexpr double loud_share = 0.5;

/// Takes out rows that are no signal, and counts them.
void apply_flags(std::span<const std::uint8_t> flags, std::span<float> mean_square,
                 SecondFeatures& features) {
  for (std::size_t r = 0; r < flags.size(); ++r) {
    const bool usable = (flags[r] & (row_missing | row_flat)) == 0;
    if (!usable) mean_square[r] = static_cast<float>(not_a_number);
    if ((flags[r] & row_missing) != 0) ++features.missing_rows;
    if ((flags[r] & row_flat) != 0) ++features.flat_rows;
    if ((flags[r] & row_clipped) != 0) ++features.clipped_rows;
  }
}

}  // namespace

template <typename T>
LaneFilter<T>::LaneFilter(const Options& options, const Band& band, const Rate& rate,
                          std::span<const LaneSetup> lanes)
    : rate_(rate),
      rows_(rate),
      zero_phase_(options.filter.zero_phase),
      channels_(lanes.size()),
      width_(std::bit_ceil(lanes.size())),
      low_block_(static_cast<std::size_t>(band.low_block)),
      plan_(plan_lanes<T>(options, band, lanes, width_)),
      low_hz_(band.low_hz),
      high_hz_(band.high_hz),
      loud_square_(std::pow(loud_share * options.activity.movement_on_uv, 2)) {
  limits_.rate_hz = rate.hz();
  limits_.clip_run = static_cast<std::size_t>(options.quality.clip_run_frames);
  limits_.flat_run = static_cast<std::size_t>(
      std::max<long long>(3, std::llround(options.quality.flat_s * rate.hz())));
  rails_low_.assign(std::max(width_, signal::lanes_of<float>), static_cast<float>(not_a_number));
  rails_high_ = rails_low_;
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    power_gain_[lane] = static_cast<float>(plan_.gain[lane] * plan_.gain[lane]);
  }
  for (std::size_t c = 0; c < channels_; ++c) {
    rails_.push_back({lanes[c].rail_low_uv, lanes[c].rail_high_uv});
    rails_low_[c] = lanes[c].rail_low_uv;
    rails_high_[c] = lanes[c].rail_high_uv;
  }
}

template <typename T>
std::size_t LaneFilter<T>::tiles_at_once(std::int64_t row_count) const {
  // Side by side only where all tiles have the same number of frames.
  const bool even = rate_.frames * row_count % (rate_.per_seconds * rows_per_second) == 0;
  return even ? lane_count / width_ : 1;
}

template <typename T>
void LaneFilter<T>::process(Buffers& work, std::int64_t frame_count, std::int64_t row_count,
                            std::span<const Tile> tiles, const FrameSource& source) const {
  LaneBuffers<T>& lanes = work.lanes<T>();
  const std::int64_t first_row = tiles.front().first_row;
  const std::int64_t first_frame = rate_.first_frame_of_row(first_row);
  Layout layout;
  layout.row_count = row_count;
  layout.tile_frames =
      static_cast<std::size_t>(rate_.first_frame_of_row(first_row + row_count) - first_frame);
  layout.frames = layout.tile_frames + 2 * plan_.margin;
  lanes.frames.resize(layout.frames);
  lanes.low.resize(layout.frames / low_block_ + 1);
  work.flags.resize(lane_count * static_cast<std::size_t>(row_count));
  // Lanes of no channel are silent; those of a tile are written with the others.
  if (tiles.size() * width_ < lane_count) {
    std::fill(lanes.frames.begin(), lanes.frames.end(), Lanes{});
  }
  if (tiles.size() * channels_ < lane_count) {
    std::fill(lanes.low.begin(), lanes.low.end(), Lanes{});
  }
  for (std::size_t slot = 0; slot < tiles.size(); ++slot) {
    load(work, layout, tiles[slot], slot, frame_count, source);
  }
  // The list of rows serves for all tiles now: their frames lie alike.
  std::vector<std::uint32_t>& begin = work.row_begin;
  const std::int64_t origin = first_frame - static_cast<std::int64_t>(plan_.margin);
  rows_.first_frames({first_row, first_row + row_count}, origin,
                     origin + static_cast<std::int64_t>(layout.frames), begin);
  std::vector<std::uint32_t> second_begin;
  for (std::size_t row = 0; row < begin.size() - 1; row += rows_per_second) {
    second_begin.push_back(begin[row]);
  }
  second_begin.push_back(begin.back());
  filter(lanes, layout, second_begin);
  filter_low(lanes);
  for (std::size_t second = 0; second + 1 < second_begin.size(); ++second) {
    add_second(work, begin, second, tiles);
  }
}

/// Reads one tile and puts it into its lanes.
template <typename T>
void LaneFilter<T>::load(Buffers& work, const Layout& layout, const Tile& tile, std::size_t slot,
                         std::int64_t frame_count, const FrameSource& source) const {
  const auto margin = static_cast<std::int64_t>(plan_.margin);
  const std::int64_t first = rate_.first_frame_of_row(tile.first_row) - margin;
  const std::int64_t begin = std::max<std::int64_t>(0, first);
  const std::int64_t end = std::min(frame_count, first + static_cast<std::int64_t>(layout.frames));
  const auto count = static_cast<std::size_t>(end - begin);
  const auto pad = static_cast<std::size_t>(begin - first);
  work.raw.resize(count * channels_ + signal::lanes_of<float>);
  source(begin, end - begin, work.raw.data());
  RawTile raw;
  raw.samples = work.raw;
  raw.channels = channels_;
  list_rows(work, layout, tile.first_row, begin, end, raw);
  gather(work, raw, pad, slot);
  std::array<std::int32_t, signal::lanes_of<float>> all = {};
  for (std::size_t row = 0; row + 1 < raw.row_begin.size(); ++row) {
    for (std::size_t l = 0; l < width_; ++l) all[l] |= work.seen[row * width_ + l];
  }
  bool bridged = false;
  const auto rows = static_cast<std::size_t>(layout.row_count);
  for (std::size_t c = 0; c < channels_; ++c) {
    const std::span<std::uint8_t> flags(work.flags.data() + (slot * width_ + c) * rows, rows);
    mark_rows(raw, c, rails_[c], limits_, work.seen.data() + c, width_, all[c], flags);
    const bool missing = (all[c] & signal::seen_missing) != 0;
    if (missing) signal::bridge_missing(raw.samples.data() + c, channels_, raw.frames());
    bridged = bridged || missing;
  }
  if (bridged) gather(work, raw, pad, slot);
  average(work, raw, pad, slot);
}

/// Rows of the raw frames [begin, end), those of the margins included.
template <typename T>
void LaneFilter<T>::list_rows(Buffers& work, const Layout& layout, std::int64_t first_row,
                              std::int64_t begin, std::int64_t end, RawTile& raw) const {
  const RowRange rows = rows_.over({first_row, first_row + layout.row_count}, begin, end);
  rows_.first_frames(rows, begin, end, work.row_begin);
  raw.first_row = static_cast<std::size_t>(first_row - rows.begin);
  raw.row_count = static_cast<std::size_t>(layout.row_count);
  raw.row_begin = work.row_begin;
  raw.longest_row = static_cast<std::size_t>(rows_.most_frames());
}

/// Differences of frames to the tile's lanes; beyond the segment nothing changes.
template <typename T>
void LaneFilter<T>::gather(Buffers& work, const RawTile& raw, std::size_t pad,
                           std::size_t slot) const {
  LaneBuffers<T>& lanes = work.lanes<T>();
  const std::size_t lane = slot * width_;
  const std::size_t rows = raw.row_begin.size() - 1;
  work.seen.resize(rows * width_);
  signal::GatherTask<T> task;
  task.raw = raw.samples.data();
  task.channels = channels_;
  task.width = width_;
  task.rail_low = rails_low_.data();
  task.rail_high = rails_high_.data();
  task.row_begin = raw.row_begin.data();
  task.row_count = rows;
  task.out = lanes.frames[pad].of + lane;
  task.seen = work.seen.data();
  signal::kernels().of<T>().gather(task);
  const auto silence = [&](std::size_t begin, std::size_t end) {
    for (std::size_t f = begin; f < end; ++f) {
      std::fill_n(lanes.frames[f].of + lane, width_, T{0});
    }
  };
  silence(0, pad);
  silence(pad + raw.frames(), lanes.frames.size());
}

/// Means of low_block_ frames and their differences; blocks lie at multiples of the block in the
/// buffer, those at the ends of a segment hold its first or last value too.
template <typename T>
void LaneFilter<T>::average(Buffers& work, const RawTile& raw, std::size_t pad,
                            std::size_t slot) const {
  LaneBuffers<T>& lanes = work.lanes<T>();
  const std::size_t lane = slot * width_;
  const std::size_t count = raw.frames();
  const std::size_t first_whole = (pad + low_block_ - 1) / low_block_;
  const std::size_t skipped = std::min(count, first_whole * low_block_ - pad);
  const std::size_t whole = (count - skipped) / low_block_;
  std::vector<float> offset(signal::lanes_of<float>, 0.0F);
  std::copy_n(raw.samples.begin(), channels_, offset.begin());
  signal::kernels().of<T>().average(raw.samples.data() + skipped * channels_, channels_, width_,
                                    offset.data(), low_block_, whole,
                                    lanes.low[first_whole].of + lane);
  const auto partial = [&](std::size_t block, std::size_t c) {
    double sum = 0;
    for (std::size_t i = 0; i < low_block_; ++i) {
      const std::size_t f = block * low_block_ + i;
      const std::size_t frame = f < pad ? 0 : std::min(count - 1, f - pad);
      sum += static_cast<double>(raw.at(frame, c) - offset[c]);
    }
    return static_cast<T>(sum / static_cast<double>(low_block_));
  };
  for (std::size_t c = 0; c < channels_; ++c) {
    for (std::size_t b = 0; b < first_whole; ++b) lanes.low[b].of[lane + c] = partial(b, c);
    for (std::size_t b = first_whole + whole; b < lanes.low.size(); ++b) {
      lanes.low[b].of[lane + c] = partial(b, c);
    }
  }
}

template <typename T>
void LaneFilter<T>::filter(LaneBuffers<T>& lanes, const Layout& layout,
                           std::span<const std::uint32_t> second_begin) const {
  typename LaneCascade<T>::Memory memory = plan_.cascade.rest();
  Lanes* const frames = lanes.frames.data();
  const std::size_t second_count = second_begin.size() - 1;
  lanes.hum.assign(second_count, Lanes{});
  if (!plan_.cascade.has_notches()) {
    plan_.cascade.forward(memory, frames, layout.frames);
  } else {
    plan_.cascade.forward(memory, frames, plan_.margin);
    for (std::size_t s = 0; s < second_count; ++s) {
      plan_.cascade.forward(memory, frames + second_begin[s], second_begin[s + 1] - second_begin[s],
                            &lanes.hum[s]);
    }
    plan_.cascade.forward(memory, frames + plan_.margin + layout.tile_frames, plan_.margin);
  }
  if (!zero_phase_) return;
  memory = plan_.cascade.rest();
  // The last frame before the tile tells whether the first one changes sign.
  plan_.cascade.backward(memory, frames + layout.frames - 1, layout.frames - plan_.margin + 1);
}

template <typename T>
void LaneFilter<T>::filter_low(LaneBuffers<T>& lanes) const {
  signal::kernels().of<T>().differ(lanes.low.data(), lanes.low.size());
  typename signal::SectionBank<T>::Memory memory = plan_.low.rest();
  plan_.low.forward(memory, lanes.low.front().of, lanes.low.size());
}

/// Sums of squares of the low band within frames [begin, end), and of how many values.
template <typename T>
signal::LaneValues<T> LaneFilter<T>::low_squares(const LaneBuffers<T>& lanes, std::uint32_t begin,
                                                 std::uint32_t end, std::size_t& count) const {
  const std::size_t first = (begin + low_block_ - 1) / low_block_;
  const std::size_t last = std::max(first + 1, (end + low_block_ - 1) / low_block_);
  count = last - first;
  Lanes sum = {};
  signal::kernels().of<T>().sum_squares(lanes.low.data() + first, count, sum);
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
  std::size_t index = 0;      ///< of the tile
  std::size_t first_row = 0;  ///< of the tile
  std::size_t rows = 0;
  std::uint32_t first_frame = 0;  ///< of the buffer
  std::uint32_t frames = 0;
};

template <typename T>
void LaneFilter<T>::add_second(Buffers& work, std::span<const std::uint32_t> row_begin,
                               std::size_t second, std::span<const Tile> tiles) const {
  LaneBuffers<T>& lanes = work.lanes<T>();
  Second one;
  one.index = second;
  one.first_row = second * rows_per_second;
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
  signal::kernels().of<T>().measure(lanes.frames.front().of, begin.data(), end.data(), one.rows,
                                    lanes.squares.data(), one.stretch);
  work.mean_square.resize(rows_per_second * lane_count);
  signal::kernels().of<T>().scale(lanes.squares.data(), one.rows, power_gain_.data(),
                                  one.share.data(), work.mean_square.data(), one.sum.data());
  one.low = low_squares(lanes, one.first_frame, row_begin[one.first_row + one.rows], one.low_count);
  for (std::size_t slot = 0; slot < tiles.size(); ++slot) {
    for (std::size_t c = 0; c < channels_; ++c) {
      add_to(tiles[slot].out[c], work, one, row_begin.size() - 1, slot * width_ + c);
    }
  }
}

/// One second of one lane, to the rows of its channel.
template <typename T>
void LaneFilter<T>::add_to(ChannelRows& out, Buffers& work, const Second& one,
                           std::size_t tile_rows, std::size_t lane) const {
  const LaneBuffers<T>& lanes = work.lanes<T>();
  const std::uint8_t* flags = work.flags.data() + lane * tile_rows + one.first_row;
  const double gain = plan_.gain[lane];
  SecondFeatures features;
  out.mean_square.resize(out.mean_square.size() + one.rows);
  const std::span<float> mean_square = std::span(out.mean_square).last(one.rows);
  const float* const of_lane = work.mean_square.data() + lane;
  for (std::size_t r = 0; r < one.rows; ++r) mean_square[r] = of_lane[r * lane_count];
  std::uint8_t any = 0;
  for (std::size_t r = 0; r < one.rows; ++r) any |= flags[r];
  if (any != 0) {
    apply_flags({flags, one.rows}, mean_square, features);
  }
  out.flags.insert(out.flags.end(), flags, flags + one.rows);
  features.rows = static_cast<std::uint8_t>(one.rows);
  features.mean_square = static_cast<float>(one.sum[lane] / one.frames);
  features.mean_fourth = static_cast<float>(static_cast<double>(one.stretch.fourth.of[lane]) *
                                            (gain * gain) * (gain * gain) / one.frames);
  features.min_uv = static_cast<float>(static_cast<double>(one.stretch.lowest.of[lane]) * gain);
  features.max_uv = static_cast<float>(static_cast<double>(one.stretch.highest.of[lane]) * gain);
  features.zero_crossings = static_cast<std::uint16_t>(one.stretch.crossings.of[lane]);
  features.mains_mean_square = static_cast<float>(lanes.hum[one.index].of[lane]);
  features.low_mean_square =
      static_cast<float>(static_cast<double>(one.low.of[lane]) * plan_.low_gain * plan_.low_gain /
                         static_cast<double>(one.low_count));
  if (one.rows == rows_per_second && rate_.hz() >= lowest_rate_for_median_hz &&
      features.mean_square >= loud_square_) {
    features.median_hz = static_cast<float>(work.median.of(
        lanes.frames[one.first_frame].of + lane, lane_count, rate_.hz(), low_hz_, high_hz_));
  }
  out.seconds.push_back(features);
}

template class LaneFilter<float>;
template class LaneFilter<double>;

}  // namespace noctemg::emg
