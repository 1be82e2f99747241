#include "emg/lane_loader.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "noctemg/recording.hpp"
#include "signal/bridge.hpp"

namespace noctemg::emg {
namespace {

/// Quotient of whole numbers, rounded up.
std::int64_t rounded_up(std::int64_t value, std::int64_t divisor) {
  return value >= 0 ? (value + divisor - 1) / divisor : -(-value / divisor);
}

}  // namespace

/// The raw frames of one tile that a step needs.
template <typename T>
struct LaneLoader<T>::Piece {
  std::size_t slot = 0;
  std::size_t lane = 0;        ///< its first one
  std::int64_t first_row = 0;  ///< of the step, in the segment
  std::int64_t begin = 0;      ///< raw frames of the segment
  std::int64_t end = 0;
  std::size_t pad = 0;  ///< frames of the step's buffer that lie before the segment
};

template <typename T>
LaneLoader<T>::LaneLoader(const Options& options, const Band& band, const Rate& rate,
                          std::span<const LaneSetup> lanes)
    : rate_(rate),
      rows_(rate),
      channels_(lanes.size()),
      width_(std::bit_ceil(lanes.size())),
      low_block_(static_cast<std::size_t>(band.low_block)) {
  limits_.rate_hz = rate.hz();
  limits_.longest_row = static_cast<std::size_t>(rows_.most_frames());
  limits_.clip_run = static_cast<std::size_t>(options.quality.clip_run_frames);
  limits_.flat_run = static_cast<std::size_t>(
      std::max<long long>(3, std::llround(options.quality.flat_s * rate.hz())));
  rails_low_.assign(std::max(width_, signal::lanes_of<float>), static_cast<float>(not_a_number));
  rails_high_ = rails_low_;
  for (std::size_t c = 0; c < channels_; ++c) {
    rails_.push_back({lanes[c].rail_low_uv, lanes[c].rail_high_uv});
    rails_low_[c] = lanes[c].rail_low_uv;
    rails_high_[c] = lanes[c].rail_high_uv;
  }
}

template <typename T>
void LaneLoader<T>::load(RawBuffers& raw, LaneStep<T>& step, LaneCarry<T>& carry,
                         const TileSet& set) const {
  lay_out(step, carry, set);
  for (std::size_t slot = 0; slot < set.tiles.size(); ++slot) {
    load_tile(raw, step, carry, set, slot);
  }
  if (!step.low.empty()) carry.low_mean = step.low.back();
}

/// Sizes of the buffers, and rows, which lie alike in all tiles.
template <typename T>
void LaneLoader<T>::lay_out(LaneStep<T>& step, const LaneCarry<T>& carry,
                            const TileSet& set) const {
  const std::int64_t tile_frame = rate_.first_frame_of_row(set.tiles.front().first_row);
  const std::int64_t first_row = set.tiles.front().first_row + step.row;
  const std::int64_t first_frame = rate_.first_frame_of_row(first_row);
  step.frame = first_frame - tile_frame;
  step.frame_count =
      static_cast<std::size_t>(rate_.first_frame_of_row(first_row + step.row_count) - first_frame);
  step.frames.resize(step.end() + step.tail);
  const auto block = static_cast<std::int64_t>(low_block_);
  const std::int64_t low_end =
      rounded_up(step.frame + static_cast<std::int64_t>(step.frame_count), block);
  // The mean before the step's first block stands before it.
  step.low_block = step.is_first() ? -static_cast<std::int64_t>(step.lead) / block
                                   : rounded_up(step.frame, block) - 1;
  step.low.resize(low_block_ > 1 ? static_cast<std::size_t>(low_end - step.low_block) : 0);
  // Lanes of no channel are silent; those of a tile are written with the others.
  if (set.tiles.size() * width_ < lane_count) {
    std::fill(step.frames.begin(), step.frames.end(), Lanes{});
    std::fill(step.low.begin(), step.low.end(), Lanes{});
  }
  if (!step.is_first() && !step.low.empty()) step.low.front() = carry.low_mean;
  step.flags.resize(lane_count * static_cast<std::size_t>(step.row_count));
  const std::int64_t origin = first_frame - static_cast<std::int64_t>(step.lead);
  rows_.first_frames({first_row, first_row + step.row_count}, origin,
                     origin + static_cast<std::int64_t>(step.frames.size()), step.row_begin);
  step.second_begin.clear();
  for (std::size_t row = 0; row + 1 < step.row_begin.size(); row += rows_per_second) {
    step.second_begin.push_back(step.row_begin[row]);
  }
  step.second_begin.push_back(step.row_begin.back());
}

/// Reads the step of one tile and puts it into its lanes.
template <typename T>
void LaneLoader<T>::load_tile(RawBuffers& raw, LaneStep<T>& step, LaneCarry<T>& carry,
                              const TileSet& set, std::size_t slot) const {
  Piece piece;
  piece.slot = slot;
  piece.lane = slot * width_;
  piece.first_row = set.tiles[slot].first_row + step.row;
  const std::int64_t first =
      rate_.first_frame_of_row(piece.first_row) - static_cast<std::int64_t>(step.lead);
  piece.begin = std::max<std::int64_t>(0, first);
  piece.end = std::min(set.frame_count, first + static_cast<std::int64_t>(step.frames.size()));
  piece.pad = static_cast<std::size_t>(piece.begin - first);
  const auto count = static_cast<std::size_t>(piece.end - piece.begin);
  raw.samples.resize(count * channels_ + signal::lanes_of<float>);
  set.source(slot, piece.begin, piece.end - piece.begin, raw.samples.data());
  RawTile tile;
  tile.samples = raw.samples;
  tile.channels = channels_;
  tile.frames = count;
  // Beyond the segment nothing changes.
  const auto silence = [&](std::size_t begin, std::size_t end) {
    for (std::size_t f = begin; f < end; ++f) {
      std::fill_n(step.frames[f].of + piece.lane, width_, T{0});
    }
  };
  silence(0, piece.pad);
  silence(piece.pad + tile.frames, step.frames.size());
  gather_and_mark(raw, tile, piece, step);
  for (std::size_t c = 0; step.is_first() && c < channels_; ++c) {
    carry.offset[piece.lane + c] = tile.at(0, c);
  }
  if (!step.low.empty()) average(tile, piece, step, carry);
}

/// Rows of the raw frames, those before and behind the step included.
template <typename T>
void LaneLoader<T>::list_rows(RawBuffers& raw, RawTile& tile, const Piece& piece,
                              std::int64_t row_count) const {
  const RowRange rows =
      rows_.over({piece.first_row, piece.first_row + row_count}, piece.begin, piece.end);
  rows_.first_frames(rows, piece.begin, piece.end, raw.row_begin);
  tile.row_begin = raw.row_begin;
  tile.first_row = static_cast<std::size_t>(piece.first_row - rows.begin);
}

/// Flags of the step's rows.
template <typename T>
void LaneLoader<T>::mark(RawBuffers& raw, RawTile& tile, const Piece& piece,
                         LaneStep<T>& step) const {
  const auto rows = static_cast<std::size_t>(step.row_count);
  for (std::size_t c = 0; c < channels_; ++c) {
    const std::size_t lane = piece.lane + c;
    const std::int32_t all = raw.seen_at_all[c];
    step.flagged[lane] = !nothing_to_mark(limits_, all);
    if (!step.flagged[lane]) continue;
    if (tile.row_begin.empty()) list_rows(raw, tile, piece, step.row_count);
    mark_rows(tile, c, rails_[c], limits_, raw.still.data() + c, width_, all,
              std::span(step.flags).subspan(lane * rows, rows));
  }
}

/// Differences of frames and flags of the rows; gaps are bridged.
template <typename T>
void LaneLoader<T>::gather_and_mark(RawBuffers& raw, RawTile& tile, const Piece& piece,
                                    LaneStep<T>& step) const {
  gather(raw, tile, piece, step);
  mark(raw, tile, piece, step);
  bool missing = false;
  for (std::size_t c = 0; c < channels_; ++c) {
    missing = missing || (raw.seen_at_all[c] & signal::seen_missing) != 0;
  }
  if (!missing) return;
  // A gap's neighbours are looked for within the piece. One that reaches over its end holds still
  // there, and the differences of the next step hold still as well.
  for (std::size_t c = 0; c < channels_; ++c) {
    signal::bridge_missing(raw.samples.data() + c, channels_, tile.frames);
  }
  gather(raw, tile, piece, step);
}

/// Differences of frames to the tile's lanes, and what is seen of them.
template <typename T>
void LaneLoader<T>::gather(RawBuffers& raw, const RawTile& tile, const Piece& piece,
                           LaneStep<T>& step) const {
  signal::GatherTask<T> task;
  task.stretch = limits_.stretch();
  task.frame_count = tile.frames;
  raw.still.resize(tile.frames / task.stretch * width_);
  task.raw = tile.samples.data();
  task.channels = channels_;
  task.width = width_;
  task.rail_low = rails_low_.data();
  task.rail_high = rails_high_.data();
  task.out = step.frames[piece.pad].of + piece.lane;
  task.still = raw.still.data();
  task.all = raw.seen_at_all.data();
  signal::kernels().of<T>().gather(task);
}

/// Means of low_block_ frames; those at the ends of a segment hold its first or last value too.
template <typename T>
void LaneLoader<T>::average(const RawTile& tile, const Piece& piece, LaneStep<T>& step,
                            const LaneCarry<T>& carry) const {
  const auto block = static_cast<std::int64_t>(low_block_);
  const auto count = static_cast<std::int64_t>(tile.frames);
  const std::int64_t first_block = step.low_block + (step.is_first() ? 0 : 1);
  const std::int64_t end_block = step.low_block + static_cast<std::int64_t>(step.low.size());
  // Block 0 begins at this raw frame of the piece.
  const std::int64_t zero =
      static_cast<std::int64_t>(step.lead) - step.frame - static_cast<std::int64_t>(piece.pad);
  const std::int64_t whole_end =
      std::clamp(-rounded_up(zero - count, block), first_block, end_block);
  const std::int64_t whole_begin = std::clamp(rounded_up(-zero, block), first_block, whole_end);
  std::array<float, signal::lanes_of<float>> offset = {};
  std::copy_n(carry.offset.begin() + static_cast<std::ptrdiff_t>(piece.lane), channels_,
              offset.begin());
  const auto low = [&](std::int64_t b) {
    return step.low[static_cast<std::size_t>(b - step.low_block)].of + piece.lane;
  };
  if (whole_begin < whole_end) {
    signal::kernels().of<T>().average(
        tile.samples.data() + (zero + whole_begin * block) * static_cast<std::int64_t>(channels_),
        channels_, width_, offset.data(), low_block_,
        static_cast<std::size_t>(whole_end - whole_begin), low(whole_begin));
  }
  const auto partial = [&](std::int64_t b, std::size_t c) {
    double sum = 0;
    for (std::int64_t i = 0; i < block; ++i) {
      const std::int64_t frame = std::clamp<std::int64_t>(zero + b * block + i, 0, count - 1);
      sum += static_cast<double>(tile.at(static_cast<std::size_t>(frame), c) - offset[c]);
    }
    return static_cast<T>(sum / static_cast<double>(block));
  };
  for (std::size_t c = 0; c < width_; ++c) {
    const auto value = [&](std::int64_t b) { return c < channels_ ? partial(b, c) : T{0}; };
    for (std::int64_t b = first_block; b < whole_begin; ++b) low(b)[c] = value(b);
    for (std::int64_t b = whole_end; b < end_block; ++b) low(b)[c] = value(b);
  }
}

template class LaneLoader<float>;
template class LaneLoader<double>;

}  // namespace noctemg::emg
