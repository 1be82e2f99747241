#include "emg/tile_marks.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "signal/kernels.hpp"

namespace noctemg::emg {
namespace {

/// Around a missing sample the filter rings; this much is given up on both sides.
constexpr double missing_guard_s = 0.05;
/// Single samples at a rail count as clipped when more than this share of a second touches it.
constexpr double touching_share = 0.001;

bool touches_rail(float value, const Rails& rails) {
  return value <= rails.low_uv || value >= rails.high_uv;
}

/// Runs of identical samples: flat when long, clipped when at a rail. Missing samples and their
/// surroundings.
void mark_runs(const RawTile& tile, std::size_t channel, const Rails& rails,
               const MarkLimits& limits, std::span<std::uint8_t> flags) {
  const std::size_t frame_count = flags.size();
  const auto guard = static_cast<std::size_t>(std::ceil(missing_guard_s * limits.rate_hz));
  for (std::size_t begin = 0; begin < frame_count;) {
    const float value = tile.at(begin, channel);
    const bool missing = std::isnan(value);
    std::size_t end = begin + 1;
    while (end < frame_count &&
           (missing ? std::isnan(tile.at(end, channel)) : tile.at(end, channel) == value)) {
      ++end;
    }
    const std::size_t length = end - begin;
    if (missing) {
      const std::size_t from = begin > guard ? begin - guard : 0;
      const std::size_t to = std::min(frame_count, end + guard);
      for (std::size_t f = from; f < to; ++f) flags[f] |= row_missing;
    } else if (touches_rail(value, rails)) {
      for (std::size_t f = begin; length >= limits.clip_run && f < end; ++f) {
        flags[f] |= row_clipped;
      }
    } else if (length >= limits.flat_run) {
      for (std::size_t f = begin; f < end; ++f) flags[f] |= row_flat;
    }
    begin = end;
  }
}

/// Peaks cut off for a sample or two at a time: no run, but several touches within a second.
void mark_touches(const RawTile& tile, std::size_t channel, const Rails& rails,
                  const MarkLimits& limits, std::span<std::uint8_t> flags) {
  std::vector<std::size_t> touches;
  for (std::size_t f = 0; f < flags.size(); ++f) {
    if (touches_rail(tile.at(f, channel), rails)) touches.push_back(f);
  }
  const auto needed =
      std::max<std::size_t>(2, static_cast<std::size_t>(touching_share * limits.rate_hz) + 1);
  const auto reach = static_cast<std::size_t>(limits.rate_hz / 2);
  std::size_t low = 0;
  std::size_t high = 0;
  for (const std::size_t f : touches) {
    while (touches[low] + reach < f) ++low;
    while (high < touches.size() && touches[high] <= f + reach) ++high;
    if (high - low >= needed) flags[f] |= row_clipped;
  }
}

/// Frame by frame: rare, and slow.
void mark_by_frames(const RawTile& tile, std::size_t channel, const Rails& rails,
                    const MarkLimits& limits, std::span<std::uint8_t> flags) {
  std::vector<std::uint8_t> of_frames(tile.frames, 0);
  mark_runs(tile, channel, rails, limits, of_frames);
  mark_touches(tile, channel, rails, limits, of_frames);
  for (std::size_t row = 0; row < flags.size(); ++row) {
    // Below 100 Hz some rows hold no frame; they show the latest one.
    const std::uint32_t end = tile.row_begin[tile.first_row + row + 1];
    const std::uint32_t begin = std::min(tile.row_begin[tile.first_row + row], end - 1);
    for (std::uint32_t f = begin; f < end; ++f) flags[row] |= of_frames[f];
  }
}

/// Rows that share a frame with [begin, end).
void mark_flat(const RawTile& tile, std::size_t begin, std::size_t end,
               std::span<std::uint8_t> flags) {
  const auto first = tile.row_begin.begin() + static_cast<std::ptrdiff_t>(tile.first_row);
  // The row that begins last at or before the first frame, or the tile's first one.
  const auto behind =
      std::upper_bound(first, first + static_cast<std::ptrdiff_t>(flags.size()), begin);
  const auto row = static_cast<std::size_t>(std::max<std::ptrdiff_t>(behind - first, 1) - 1);
  for (std::size_t r = row; r < flags.size() && first[static_cast<std::ptrdiff_t>(r)] < end; ++r) {
    if (first[static_cast<std::ptrdiff_t>(r) + 1] > begin) flags[r] |= row_flat;
  }
}

/// Flat runs that fill whole stretches, and what belongs to them of the frames beside.
void mark_still(const RawTile& tile, std::size_t channel, const MarkLimits& limits,
                const std::int32_t* still, std::size_t stride, std::span<std::uint8_t> flags) {
  const std::size_t stretch = limits.stretch();
  const std::size_t count = tile.frames / stretch;
  const auto same_as_before = [&](std::size_t f) {
    return tile.at(f, channel) == tile.at(f - 1, channel);
  };
  for (std::size_t s = 0; s < count;) {
    if (still[s * stride] == 0) {
      ++s;
      continue;
    }
    std::size_t begin = s * stretch;
    while (s < count && still[s * stride] != 0) ++s;
    std::size_t end = s * stretch;
    while (begin > 0 && same_as_before(begin)) --begin;
    while (end < tile.frames && same_as_before(end)) ++end;
    if (end - begin >= limits.flat_run) mark_flat(tile, begin, end, flags);
  }
}

/// Frame by frame where there is more to see than long still runs, or where rows are so long or
/// runs so short that still stretches do not tell.
bool needs_frames(const MarkLimits& limits, std::int32_t all) {
  return (all & (signal::seen_missing | signal::seen_rail)) != 0 ||
         limits.flat_run <= 2 * limits.longest_row || limits.longest_row < 2;
}

}  // namespace

std::size_t MarkLimits::stretch() const noexcept {
  // More than 32 frames at a time are no faster.
  constexpr std::size_t most = 32;
  return std::bit_floor(std::clamp<std::size_t>(flat_run / 2, 1, most));
}

bool nothing_to_mark(const MarkLimits& limits, std::int32_t all) noexcept {
  return all == 0 && !needs_frames(limits, all);
}

void mark_rows(const RawTile& tile, std::size_t channel, const Rails& rails,
               const MarkLimits& limits, const std::int32_t* still, std::size_t stride,
               std::int32_t all, std::span<std::uint8_t> flags) {
  std::fill(flags.begin(), flags.end(), std::uint8_t{0});
  if (needs_frames(limits, all)) {
    mark_by_frames(tile, channel, rails, limits, flags);
  } else {
    mark_still(tile, channel, limits, still, stride, flags);
  }
}

}  // namespace noctemg::emg
