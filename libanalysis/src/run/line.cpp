#include "run/line.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "emg/heart.hpp"
#include "noctemg/error.hpp"

namespace noctemg::run {
Line::Line(const Reader& reader, const Recording& recording, const Options& options,
           const ChannelPlan& plan, std::function<bool(double)> progress)
    : reader_(reader),
      recording_(recording),
      options_(options),
      plan_(plan),
      progress_(std::move(progress)),
      coverage_(plan.channels.size(), emg::CoverageCounter(options.quality)) {
  for (const PlannedChannel& planned : plan.channels) overview_.channels.push_back(planned.channel);
  for (std::size_t s = 0; s < recording.segments.size(); ++s) total_rows_ += rows_in(s);
}

/// Rows that all analysed channels have.
std::int64_t Line::rows_in(std::size_t segment) const {
  const Segment& part = recording_.segments[segment];
  std::int64_t rows = INT64_MAX;
  for (const PlannedChannel& planned : plan_.channels) {
    const Channel& channel = recording_.channels[planned.channel];
    rows = std::min(rows, channel.rate.rows_in(part.frame_count[planned.channel]));
  }
  return rows;
}

void Line::condition(std::size_t segment, std::int64_t first_row, std::int64_t row_count,
                     const LaneGroup& group, TileRows& out) const {
  const Rate& rate = group.conditioner.rate();
  const std::int64_t margin = group.conditioner.margin_frames();
  const std::int64_t available = recording_.segments[segment].frame_count[group.channels.front()];
  const std::int64_t begin = std::max<std::int64_t>(0, rate.first_frame_of_row(first_row) - margin);
  const std::int64_t end =
      std::min(available, rate.first_frame_of_row(first_row + row_count) + margin);
  emg::Conditioner::Workspace& work = workspaces_.local();
  work.reserve(static_cast<std::size_t>(rate.first_frame_of_row(tile_rows) +
                                        2 * group.conditioner.longest_margin_frames()),
               group.channels.size());
  work.raw.resize(static_cast<std::size_t>(end - begin) * group.channels.size());
  reader_.read(segment, group.channels, begin, end - begin, work.raw.data());
  std::vector<emg::ChannelRows> rows(group.channels.size());
  group.conditioner.process(work, begin, first_row, row_count, rows);
  for (std::size_t c = 0; c < rows.size(); ++c) out[group.positions[c]] = std::move(rows[c]);
}

void Line::add_overview(std::size_t segment, std::int64_t first_row, const TileRows& tile) {
  const std::size_t second_count = tile.front().seconds.size();
  for (std::size_t s = 0; s < second_count; ++s) {
    const Ticks onset = recording_.segments[segment].start + first_row * ticks_per_row +
                        static_cast<Ticks>(s) * ticks_per_second;
    overview_.onset_s.push_back(seconds(onset));
    for (const emg::ChannelRows& rows : tile) {
      overview_.min_uv.push_back(rows.seconds[s].min_uv);
      overview_.max_uv.push_back(rows.seconds[s].max_uv);
      overview_.rms_uv.push_back(std::sqrt(rows.seconds[s].mean_square));
    }
  }
  for (std::size_t p = 0; p < tile.size(); ++p) coverage_[p].push(tile[p].seconds);
}

Overview Line::take_overview() {
  for (auto* column :
       {&overview_.min_uv, &overview_.max_uv, &overview_.rms_uv, &overview_.rest_uv}) {
    column->seal();
  }
  return std::move(overview_);
}

/// All channels decide the same seconds at the same time: they have seen the same number of rows.
void Line::add_resting_levels(std::vector<emg::ChannelSegmenter>& segmenters) {
  std::vector<std::vector<float>> levels;
  for (std::size_t p = 0; p < segmenters.size(); ++p) {
    levels.push_back(segmenters[p].take_resting_levels());
    coverage_[p].add_resting_levels(levels.back());
  }
  for (std::size_t s = 0; s < levels.front().size(); ++s) {
    for (const auto& channel : levels) overview_.rest_uv.push_back(channel[s]);
  }
}

void Line::report(std::int64_t rows_done) {
  rows_done_ += rows_done;
  if (progress_ && total_rows_ > 0 &&
      !progress_(static_cast<double>(rows_done_) / static_cast<double>(total_rows_))) {
    throw Interrupted();
  }
}

emg::SegmentFindings Line::find(std::size_t segment) {
  const std::int64_t rows = rows_in(segment);
  const std::size_t channel_count = plan_.channels.size();
  std::vector<emg::ChannelSegmenter> segmenters;
  std::vector<emg::FaultFinder> faults(channel_count, emg::FaultFinder(options_.quality));
  for (std::size_t p = 0; p < channel_count; ++p) segmenters.emplace_back(p, options_);
  const auto tiles_at_once = static_cast<std::int64_t>(std::max(
      1.0, std::floor(options_.run.block_s * static_cast<double>(rows_per_second) / tile_rows)));
  std::vector<TileRows> tiles;
  for (std::int64_t first = 0; first < rows; first += tiles_at_once * tile_rows) {
    const std::int64_t end = std::min(rows, first + tiles_at_once * tile_rows);
    const auto tile_count = static_cast<std::size_t>((end - first + tile_rows - 1) / tile_rows);
    tiles.assign(tile_count, TileRows(channel_count));
    tbb::parallel_for(std::size_t{0}, tile_count * plan_.groups.size(), [&](std::size_t job) {
      const std::size_t tile = job / plan_.groups.size();
      const std::int64_t tile_first = first + static_cast<std::int64_t>(tile) * tile_rows;
      condition(segment, tile_first, std::min(tile_rows, rows - tile_first),
                plan_.groups[job % plan_.groups.size()], tiles[tile]);
    });
    tbb::parallel_for(std::size_t{0}, channel_count, [&](std::size_t p) {
      for (const TileRows& tile : tiles) {
        segmenters[p].push(tile[p]);
        faults[p].push(tile[p].seconds);
      }
    });
    for (std::size_t t = 0; t < tile_count; ++t) {
      add_overview(segment, first + static_cast<std::int64_t>(t) * tile_rows, tiles[t]);
    }
    add_resting_levels(segmenters);
    report(end - first);
  }
  tbb::parallel_for(std::size_t{0}, channel_count, [&](std::size_t p) { segmenters[p].finish(); });
  add_resting_levels(segmenters);
  emg::SegmentFindings findings;
  for (std::size_t p = 0; p < channel_count; ++p) {
    coverage_[p].end_segment();
    findings.faults.push_back(faults[p].finish());
    findings.twitches.push_back(std::move(segmenters[p].twitches()));
    findings.bursts.push_back(std::move(segmenters[p].bursts()));
  }
  return findings;
}

SegmentResult Line::run_segment(std::size_t segment, const std::vector<std::int32_t>& ecg_beats) {
  SegmentResult result{find(segment), {}};
  for (std::size_t p = 0; p < plan_.channels.size(); ++p) {
    std::vector<emg::Twitch>& twitches = result.findings.twitches[p];
    std::vector<emg::Burst>& bursts = result.findings.bursts[p];
    // Where the ECG is bad for a while, the leg's own rhythm still tells.
    const std::size_t by_ecg = emg::remove_beats_of_ecg(twitches, bursts, ecg_beats);
    result.heart_beats.push_back(by_ecg + emg::remove_heart_beats(twitches, bursts));
  }
  return result;
}

std::vector<std::int32_t> Line::beats_in(std::size_t segment) {
  return emg::beats_of_ecg(find(segment).twitches.front());
}

}  // namespace noctemg::run
