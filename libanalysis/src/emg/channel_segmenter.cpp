#include "emg/channel_segmenter.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "emg/rhythm.hpp"
#include "emg/row_sums.hpp"
#include "signal/kernels.hpp"

namespace noctemg::emg {
namespace {

/// A slow rise begins and ends where half a second last stood this far above rest: two to four
/// spreads of half a second (3.5 % at 400 Hz of bandwidth, 8 % at 80 Hz).
constexpr float edge_ratio = 1.15F;
constexpr std::int64_t edge_step_rows = rows_per_second / 2;
/// Weak cramps need up to ten seconds to rise, and fade as slowly.
constexpr std::int64_t longest_edge_rows = 10 * rows_per_second;

/// A twitch stands out of what its channel shows within two seconds: of a low tone's own swaying
/// (single motor units reach three times its RMS) none does.
constexpr float stands_out = 4.0F;
constexpr std::int64_t local_reach_rows = 2 * rows_per_second;
/// The envelope is computed so many rows at a time.
constexpr std::int64_t envelope_step_rows = 16 * rows_per_second;
/// Movement artefacts around a twitch are looked for this far.
constexpr std::int64_t low_reach_s = 5;

/// Median of the usable values; NaN when fewer than half are usable.
float median_of_usable(std::span<const float> values) {
  std::size_t unusable = 0;
  for (const float value : values) unusable += std::isnan(value) ? 1 : 0;
  if (unusable == 0) return upper_median(values);
  const std::size_t usable_count = values.size() - unusable;
  if (2 * usable_count < values.size()) return static_cast<float>(not_a_number);
  std::vector<float> usable;
  std::copy_if(values.begin(), values.end(), std::back_inserter(usable),
               [](float value) { return !std::isnan(value); });
  return upper_median(usable);
}

}  // namespace

ChannelSegmenter::ChannelSegmenter(std::size_t channel, const Options& options)
    : channel_(channel),
      activity_(options.activity),
      movement_max_rows_(to_rows(options.classify.movement_max_s)),
      leadoff_uv_(static_cast<float>(options.quality.leadoff_rms_uv)),
      half_smooth_(to_rows(options.activity.smooth_s) / 2),
      resting_level_(options.rest),
      detectors_{VoteHysteresis(to_rows(activity_.vote_s), to_rows(activity_.movement_end_s)),
                 VoteHysteresis(to_rows(activity_.slow_vote_s), to_rows(activity_.slow_end_s)),
                 VoteHysteresis(1, 2 * half_smooth_ + 1)} {}

float ChannelSegmenter::envelope_at(std::int64_t row) const {
  return envelope_[static_cast<std::size_t>(row - first_row_)];
}

std::span<const float> ChannelSegmenter::envelope_of(std::int64_t begin, std::int64_t end) const {
  return envelope_.view().subspan(static_cast<std::size_t>(begin - first_row_),
                                  static_cast<std::size_t>(end - begin));
}

/// What is left of a burst behind an earlier one, which was followed into it, may begin where
/// nothing has been decided yet: the latest resting level serves for it.
float ChannelSegmenter::rest_at(std::int64_t row) const {
  const auto second = static_cast<std::size_t>((row - first_row_) / rows_per_second);
  return rest_[std::min(second, rest_.size() - 1)];
}

std::vector<float> ChannelSegmenter::take_resting_levels() {
  return std::exchange(decided_rest_, {});
}

void ChannelSegmenter::push(RowValues mean_square, std::span<const SecondFeatures> seconds) {
  mean_square_.push_back(std::move(mean_square));
  seconds_.append(seconds);
  level_seconds();
  decide_seconds();
}

void ChannelSegmenter::finish() {
  finished_ = true;
  level_seconds();
  resting_level_.finish();
  decide_seconds();
  for (std::size_t d = 0; d < detector_count; ++d) {
    while (auto run = detectors_[d].finish()) keep(static_cast<Detector>(d), *run);
  }
  flushed_ = true;
  gather();
}

/// Rows whose neighbours are all there.
std::int64_t ChannelSegmenter::smoothable_end() const {
  return finished_ ? mean_square_.end() : mean_square_.end() - half_smooth_;
}

/// The levels that the resting level is told from. What is smoothed for them is smoothed again when
/// it is decided on: half a window of it would be kept otherwise, in every channel.
void ChannelSegmenter::level_seconds() {
  const std::int64_t known = smoothable_end();
  const std::int64_t first = levelled_seconds_ * rows_per_second;
  const std::int64_t whole = known / rows_per_second * rows_per_second;
  const std::int64_t last = finished_ ? known : whole;
  if (last <= first) return;
  smoothed_.resize(static_cast<std::size_t>(last - first));
  const std::span<float> squares(smoothed_);
  mean_square_.smooth(first, half_smooth_, squares);
  constexpr auto second = static_cast<std::size_t>(rows_per_second);
  medians_.assign((squares.size() + second - 1) / second, static_cast<float>(not_a_number));
  signal::kernels().rows.ranked_side_by_side(squares.data(), second, squares.size() / second,
                                             second / 2, medians_.data());
  for (std::size_t s = 0; s < medians_.size(); ++s) {
    const std::size_t begin = s * second;
    if (std::isnan(medians_[s])) {
      medians_[s] =
          median_of_usable(squares.subspan(begin, std::min(second, squares.size() - begin)));
    }
    // The median's root is the median of the roots.
    const float level = std::sqrt(medians_[s]);
    // Without a muscle there is no rest: a loose electrode must not lower the level that the night
    // is measured by.
    resting_level_.push(level < leadoff_uv_ ? static_cast<float>(not_a_number) : level);
    ++levelled_seconds_;
  }
}

/// Makes the envelope known up to a row, as far as it can be.
void ChannelSegmenter::extend_envelope(std::int64_t end) {
  const std::int64_t begin = first_row_ + static_cast<std::int64_t>(envelope_.size());
  if (begin >= std::min(smoothable_end(), end)) return;
  // A few seconds at a time: what is behind the end is needed soon.
  end = std::min(smoothable_end(), end + envelope_step_rows);
  const std::span<float> levels = envelope_.extend(static_cast<std::size_t>(end - begin));
  mean_square_.smooth(begin, half_smooth_, levels);
  signal::kernels().rows.take_roots(levels.data(), levels.size());
}

void ChannelSegmenter::decide_seconds() {
  float rest_uv = 0;
  while (resting_level_.next(rest_uv)) {
    rest_.push_back(rest_uv);
    decided_rest_.push_back(rest_uv);
    const std::int64_t begin = decided_seconds_ * rows_per_second;
    extend_envelope(begin + rows_per_second + local_reach_rows);
    const std::int64_t known = first_row_ + static_cast<std::int64_t>(envelope_.size());
    const std::int64_t end = std::min(known, begin + rows_per_second);
    decide_rows(begin, end, rest_uv);
    ++decided_seconds_;
    gather();
    forget();
  }
}

void ChannelSegmenter::decide_rows(std::int64_t begin, std::int64_t end, float rest_uv) {
  const auto rest = static_cast<double>(rest_uv);
  const double on = rest + std::max(activity_.movement_on_uv, activity_.noisy_on_ratio * rest);
  const double off = rest + std::max(activity_.movement_off_uv, activity_.noisy_off_ratio * rest);
  const double twitch_on =
      rest + std::max(activity_.twitch_on_uv, activity_.twitch_on_ratio * rest);
  const std::array<Thresholds, detector_count> thresholds = {
      Thresholds{on, off},
      Thresholds{activity_.slow_on_ratio * rest, activity_.slow_off_ratio * rest},
      Thresholds{twitch_on, std::min(off, twitch_on)}};
  const std::span<const float> levels = envelope_of(begin, end);
  // Comparisons with NaN are false: what is not usable counts as rest.
  const float highest = signal::kernels().rows.highest(levels.data(), levels.size());
  for (std::size_t d = 0; d < detector_count; ++d) {
    detectors_[d].push(levels, highest, thresholds[d],
                       [&](const Run& run) { keep(static_cast<Detector>(d), run); });
  }
}

void ChannelSegmenter::keep(Detector detector, const Run& run) {
  if (detector == twitch) {
    if (run.rows() <= longest_beat_rows) add_twitch(run);
    return;
  }
  if (detector == slow && run.rows() < to_rows(activity_.slow_min_s)) return;
  waiting_[detector].push_back(run);
}

/// Joins closed runs that overlap into wholes, once nothing still open can reach into them.
void ChannelSegmenter::gather() {
  for (;;) {
    auto& moves = waiting_[movement];
    auto& slows = waiting_[slow];
    if (moves.empty() && slows.empty()) return;
    Run whole = moves.empty() || (!slows.empty() && slows.front().begin < moves.front().begin)
                    ? slows.front()
                    : moves.front();
    std::array<std::size_t, 2> taken = {0, 0};
    for (bool grown = true; grown;) {
      grown = false;
      for (std::size_t d : {0U, 1U}) {
        while (taken[d] < waiting_[d].size() && waiting_[d][taken[d]].begin < whole.end) {
          whole.end = std::max(whole.end, waiting_[d][taken[d]++].end);
          grown = true;
        }
      }
    }
    const bool may_grow = !flushed_ && (detectors_[movement].earliest() < whole.end ||
                                        detectors_[slow].earliest() < whole.end);
    if (may_grow) return;
    const auto cut = [&](std::size_t d) {
      std::vector<Run> part(waiting_[d].begin(),
                            waiting_[d].begin() + static_cast<std::ptrdiff_t>(taken[d]));
      waiting_[d].erase(waiting_[d].begin(),
                        waiting_[d].begin() + static_cast<std::ptrdiff_t>(taken[d]));
      return part;
    };
    const std::vector<Run> movements = cut(movement);
    const std::vector<Run> slow_runs = cut(slow);
    emit(movements, slow_runs, whole);
  }
}

bool ChannelSegmenter::above_rest(std::int64_t begin, std::int64_t end, float rest_uv) {
  double sum = 0;
  int count = 0;
  for (const float square : mean_square_.rows(begin, end)) {
    if (std::isnan(square)) return false;
    sum += static_cast<double>(square);
    ++count;
  }
  const auto least = static_cast<double>(edge_ratio * rest_uv);
  return count > 0 && sum / count > least * least;
}

/// From thresholds back to the first and on to the last sign of the activity.
Run ChannelSegmenter::reach_for_rest(Run run, std::int64_t limit) {
  const float rest_uv = rest_at(run.begin);
  const std::int64_t earliest = std::max({first_row_, emitted_end_, run.begin - longest_edge_rows});
  while (run.begin - edge_step_rows >= earliest &&
         above_rest(run.begin - edge_step_rows, run.begin, rest_uv)) {
    run.begin -= edge_step_rows;
  }
  const std::int64_t latest = std::min(limit, run.end + longest_edge_rows);
  while (run.end + edge_step_rows <= latest &&
         above_rest(run.end, run.end + edge_step_rows, rest_uv)) {
    run.end += edge_step_rows;
  }
  return run;
}

/// A slow rise that only covers the pauses of movements says nothing new: then the movements stand
/// alone, with their own borders. Where it reaches beyond them for long enough to count by itself,
/// or where one of them lasts longer than any movement, all is one burst.
void ChannelSegmenter::emit(const std::vector<Run>& movements, const std::vector<Run>& slow_runs,
                            const Run& whole) {
  std::int64_t outside = whole.rows();
  std::int64_t longest = 0;
  for (const Run& run : movements) {
    outside -= run.rows();
    longest = std::max(longest, run.rows());
  }
  if (!slow_runs.empty() &&
      (outside >= to_rows(activity_.slow_min_s) || longest > movement_max_rows_)) {
    // Up to what follows already. Rows this far ahead are known whatever the blocks: the resting
    // level looks further.
    std::int64_t limit = mean_square_.end();
    for (std::size_t d : {0U, 1U}) {
      if (!waiting_[d].empty()) limit = std::min(limit, waiting_[d].front().begin);
      if (detectors_[d].open()) limit = std::min(limit, detectors_[d].begin());
    }
    add_burst(reach_for_rest(whole, std::max(limit, whole.end)), true);
    return;
  }
  for (const Run& run : movements) add_burst(run, false);
}

std::vector<float> ChannelSegmenter::profile_of(std::int64_t begin, std::int64_t end) {
  std::vector<float> profile;
  // No more than needed: bursts are what grows with the night.
  profile.reserve(static_cast<std::size_t>((end - begin + profile_rows - 1) / profile_rows));
  // Asking for rows costs as much as a value does.
  constexpr std::int64_t rows_at_once = 64 * profile_rows;
  for (; begin < end; begin += rows_at_once) {
    std::span<const float> left = mean_square_.rows(begin, std::min(begin + rows_at_once, end));
    while (!left.empty()) {
      const auto some = left.first(std::min<std::size_t>(profile_rows, left.size()));
      left = left.subspan(some.size());
      double sum = 0;
      int count = 0;
      for (const float square : some) {
        if (std::isnan(square)) continue;
        sum += static_cast<double>(square);
        ++count;
      }
      profile.push_back(count == 0 ? 0.0F : static_cast<float>(std::sqrt(sum / count)));
    }
  }
  return profile;
}

void ChannelSegmenter::add_burst(Run run, bool is_slow) {
  // The burst before may have been followed into this one.
  run.begin = std::max(run.begin, emitted_end_);
  if (run.begin >= run.end) return;
  Burst burst;
  burst.channel = channel_;
  burst.begin = run.begin;
  burst.end = run.end;
  burst.rest_uv = rest_at(run.begin);
  burst.slow = is_slow;
  burst.profile_begin = profile_begin_of(run.begin);
  burst.profile = profile_of(burst.profile_begin, run.end);
  burst.second_begin = second_begin_of(run.begin);
  const std::int64_t offset = first_row_ / rows_per_second;
  burst.seconds.reserve(static_cast<std::size_t>((run.end + rows_per_second - 1) / rows_per_second -
                                                 burst.second_begin));
  for (std::int64_t s = burst.second_begin; s * rows_per_second < run.end; ++s) {
    burst.seconds.push_back(seconds_[static_cast<std::size_t>(s - offset)]);
  }
  emitted_end_ = std::max(emitted_end_, run.end);
  bursts_.push_back(std::move(burst));
}

/// Median envelope of the seconds around a run.
float ChannelSegmenter::local_level(const Run& run) const {
  std::vector<float> around;
  const std::int64_t end = first_row_ + static_cast<std::int64_t>(envelope_.size());
  for (std::int64_t row = std::max(first_row_, run.begin - local_reach_rows);
       row < std::min(end, run.end + local_reach_rows); ++row) {
    if (!std::isnan(envelope_at(row))) around.push_back(envelope_at(row));
  }
  return around.empty() ? 0.0F : upper_median(around);
}

void ChannelSegmenter::add_twitch(const Run& run) {
  float peak = 0;
  for (std::int64_t row = run.begin; row < run.end; ++row) peak = std::fmax(peak, envelope_at(row));
  if (peak < stands_out * local_level(run)) return;
  const std::int64_t offset = first_row_ / rows_per_second;
  const auto known = static_cast<std::int64_t>(seconds_.size());
  double low = 0;
  double band = 0;
  std::vector<float> around;
  const std::int64_t first = run.begin / rows_per_second - offset;
  // The filter below the band looks back only, so that slow movement shows a little later.
  const std::int64_t last = std::min(known - 1, run.end / rows_per_second - offset + 1);
  for (std::int64_t s = std::max<std::int64_t>(0, first - low_reach_s);
       s <= std::min(known - 1, last + low_reach_s); ++s) {
    const SecondFeatures& second = seconds_[static_cast<std::size_t>(s)];
    if (s < first || s > last) {
      around.push_back(second.low_mean_square);
      continue;
    }
    low += static_cast<double>(second.low_mean_square);
    band += static_cast<double>(second.mean_square);
  }
  // What shakes the electrode all the time is not the twitch's.
  const float usual = around.empty() ? 0.0F : upper_median(around);
  low = std::max(0.0, low - static_cast<double>(usual) * static_cast<double>(last - first + 1));
  twitches_.push_back({static_cast<std::int32_t>(run.begin), static_cast<std::int32_t>(run.end),
                       peak, rest_at(run.begin), band > 0 ? static_cast<float>(low / band) : 0.0F});
}

/// Drops rows that nothing open can still need.
void ChannelSegmenter::forget() {
  std::int64_t needed = (decided_seconds_ - 1) * rows_per_second;
  for (const auto& detector : detectors_) needed = std::min(needed, detector.earliest());
  for (const auto& runs : waiting_) {
    if (!runs.empty()) needed = std::min(needed, runs.front().begin);
  }
  needed -= longest_edge_rows;
  for (; first_row_ + rows_per_second <= needed; first_row_ += rows_per_second) {
    envelope_.drop(rows_per_second);
    seconds_.drop(1);
    rest_.drop(1);
  }
  mean_square_.drop_before(first_row_);
}

}  // namespace noctemg::emg
