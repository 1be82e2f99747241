#include "run/line.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "emg/heart.hpp"
#include "noctemg/error.hpp"
#include "run/burst_shelf.hpp"

namespace noctemg::run {
Line::Line(const Reader& reader, const Reader& leading, const Recording& recording,
           const Options& options, const ChannelPlan& plan, std::function<bool(double)> progress)
    : reader_(reader),
      leading_(leading),
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

/// What there is to do for the next `rows` rows: whole tiles side by side as far as a group can,
/// and what is left at the end of a segment alone.
std::vector<Line::Job> Line::jobs_for(std::int64_t rows) const {
  std::vector<Job> jobs;
  const auto whole = static_cast<std::size_t>(rows / tile_rows);
  for (const LaneGroup& group : plan_.groups) {
    const std::size_t at_once = group.conditioner.tiles_at_once(tile_rows);
    for (std::size_t first = 0; first < whole; first += at_once) {
      jobs.push_back({&group, first, std::min(at_once, whole - first), tile_rows});
    }
    if (rows % tile_rows != 0) jobs.push_back({&group, whole, 1, rows % tile_rows});
  }
  return jobs;
}

/// Keeps the bytes of a job as they are read, where that is worth it.
std::unique_ptr<Reader> Line::hold(std::size_t segment, std::int64_t first_row, const Job& job,
                                   std::int64_t frame_count) const {
  const emg::Conditioner& conditioner = job.group->conditioner;
  const std::int64_t end_row =
      first_row + static_cast<std::int64_t>(job.tile_count) * job.row_count;
  const std::int64_t around = conditioner.frames_around();
  const std::int64_t begin =
      std::max<std::int64_t>(0, conditioner.rate().first_frame_of_row(first_row) - around);
  const std::int64_t end =
      std::min(frame_count, conditioner.rate().first_frame_of_row(end_row) + around);
  return leading_.holding(segment, job.group->channels, begin, end - begin, held_bytes_.local());
}

/// \param first_row  of the first of `tiles`
void Line::condition(std::size_t segment, std::int64_t first_row, const Job& job,
                     std::span<TileRows> tiles) const {
  const std::size_t channel_count = job.group->channels.size();
  std::vector<emg::ChannelRows> rows(job.tile_count * channel_count);
  std::vector<emg::Tile> asked;
  for (std::size_t t = 0; t < job.tile_count; ++t) {
    asked.push_back({first_row + static_cast<std::int64_t>(job.first_tile + t) * tile_rows,
                     std::span(rows).subspan(t * channel_count, channel_count)});
  }
  const std::int64_t frames = recording_.segments[segment].frame_count[job.group->channels.front()];
  const std::unique_ptr<Reader> held = hold(segment, asked.front().first_row, job, frames);
  const auto source = [&](std::size_t tile, std::int64_t first, std::int64_t count, float* out) {
    const Reader& reader = held ? *held : tile == 0 ? leading_ : reader_;
    reader.read(segment, job.group->channels, first, count, out);
  };
  job.group->conditioner.process(workspaces_.local(), frames, job.row_count, asked, source);
  for (std::size_t t = 0; t < job.tile_count; ++t) {
    for (std::size_t c = 0; c < channel_count; ++c) {
      tiles[job.first_tile + t][job.group->positions[c]] = std::move(rows[t * channel_count + c]);
    }
  }
}

/// As many as the options' block holds, and enough for all threads to have work.
std::int64_t Line::tiles_per_block() const {
  std::size_t least = 1;
  for (const LaneGroup& group : plan_.groups) {
    least = std::max(least, group.conditioner.tiles_at_once(tile_rows));
  }
  const auto threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
  const std::size_t groups = std::max<std::size_t>(1, plan_.groups.size());
  const std::size_t wanted = threads > 1 ? (threads + groups - 1) / groups : 1;
  const auto asked = static_cast<std::int64_t>(options_.run.block_s *
                                               static_cast<double>(rows_per_second) / tile_rows);
  const auto step = static_cast<std::int64_t>(least);
  return (std::max<std::int64_t>(asked, static_cast<std::int64_t>(wanted) * step) + step - 1) /
         step * step;
}

void Line::release_scratch() {
  workspaces_.clear();
  held_bytes_.clear();
#if defined(__GLIBC__)
  // Holes of what was kept for a quarter of an hour, in the heaps of all threads: as much as what
  // is yet to come needs, and more in long nights than in short ones.
  (void)malloc_trim(0);
#endif
}

void Line::add_overview(const TileRows& tile) {
  const std::size_t second_count = tile.front().seconds.size();
  for (std::size_t s = 0; s < second_count; ++s) {
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
  // Known without keeping them while the night is read.
  overview_.onset_s.reserve(overview_.min_uv.size() / std::max<std::size_t>(1, coverage_.size()));
  for (std::size_t s = 0; s < recording_.segments.size(); ++s) {
    const Ticks start = recording_.segments[s].start;
    for (Ticks row = 0; row < rows_in(s); row += rows_per_second) {
      overview_.onset_s.push_back(seconds(start + row * ticks_per_row));
    }
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
  std::vector<emg::FaultFinder> faults(
      channel_count, emg::FaultFinder(options_.quality, options_.activity.movement_on_uv));
  for (std::size_t p = 0; p < channel_count; ++p) segmenters.emplace_back(p, options_);
  const std::int64_t tiles_at_once = tiles_per_block();
  std::vector<TileRows> tiles;
  BurstShelf shelf(channel_count);
  report(0);  // who wants to stop need not wait for the first block
  const auto shelve = [&] {
    for (std::size_t p = 0; p < channel_count; ++p) shelf.put(p, segmenters[p].bursts());
  };
  for (std::int64_t first = 0; first < rows; first += tiles_at_once * tile_rows) {
    const std::int64_t end = std::min(rows, first + tiles_at_once * tile_rows);
    const auto tile_count = static_cast<std::size_t>((end - first + tile_rows - 1) / tile_rows);
    tiles.assign(tile_count, TileRows(channel_count));
    const std::vector<Job> jobs = jobs_for(end - first);
    tbb::parallel_for(std::size_t{0}, jobs.size(),
                      [&](std::size_t j) { condition(segment, first, jobs[j], tiles); });
    tbb::parallel_for(std::size_t{0}, channel_count, [&](std::size_t p) {
      for (TileRows& tile : tiles) {
        segmenters[p].push(std::move(tile[p].mean_square), tile[p].seconds);
        faults[p].push(tile[p].seconds);
      }
    });
    for (std::size_t t = 0; t < tile_count; ++t) {
      add_overview(tiles[t]);
    }
    add_resting_levels(segmenters);
    shelve();
    report(end - first);
  }
  tbb::parallel_for(std::size_t{0}, channel_count, [&](std::size_t p) { segmenters[p].finish(); });
  add_resting_levels(segmenters);
  shelve();
  emg::SegmentFindings findings;
  for (std::size_t p = 0; p < channel_count; ++p) {
    coverage_[p].end_segment();
    findings.faults.push_back(faults[p].finish());
    const std::deque<emg::Twitch>& twitches = segmenters[p].twitches();
    findings.twitches.emplace_back(twitches.begin(), twitches.end());
  }
  // What the segmenters hold is more than the bursts need.
  segmenters.clear();
  findings.bursts = shelf.take();
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
