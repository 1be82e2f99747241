// What must not change a night, and what must change it in one way only.

#include "noctemg/analyzer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "small_night.hpp"

namespace noctemg::property {
namespace {

/// A window of the resting level that the place in the recording does not change.
Options local_rest() {
  Options options;
  options.rest.window_s = 120;
  return options;
}

TEST(Analyze, FindsWhatHappensInTheSmallNight) {
  // Square bursts of noise are what the published rules describe, not what muscles do.
  Options rules;
  rules.classify.classifier = "rules";
  const Night night = analyzed(small_night(), rules);
  std::set<Label> labels;
  for (const Episode& episode : night.episodes) {
    labels.insert(episode.label);
    EXPECT_FALSE(episode.reasons.empty());
  }
  for (const Label label :
       {Label::cramp, Label::leg_movement, Label::large_movement, Label::rhythmic, Label::twitch}) {
    EXPECT_TRUE(labels.contains(label)) << to_text(label);
  }
  EXPECT_EQ(night.cramps.probable + night.cramps.possible, 2);
}

TEST(Analyze, ThreadsChangeNothing) {
  const Samples samples = small_night();
  const Night one = analyzed(samples, {}, 1);
  for (const int threads : {2, 4, 0}) expect_same_night(analyzed(samples, {}, threads), one);
}

TEST(Analyze, BlocksChangeNothing) {
  const Samples samples = small_night();
  const Night usual = analyzed(samples);
  for (const double block_s : {1.0, 33.0, 64.0, 3600.0}) {
    SCOPED_TRACE(block_s);
    Options options;
    options.run.block_s = block_s;
    expect_same_night(analyzed(samples, options), usual);
  }
}

bool earlier(const Episode& a, const Episode& b) {
  return a.begin_row != b.begin_row ? a.begin_row < b.begin_row : a.channels < b.channels;
}

TEST(Analyze, TheOrderOfChannelsChangesNothing) {
  const Samples samples = small_night();
  Night straight = analyzed(samples);
  std::sort(straight.episodes.begin(), straight.episodes.end(), earlier);
  for (const std::vector<std::size_t>& order :
       std::vector<std::vector<std::size_t>>{{3, 2, 1, 0}, {1, 3, 0, 2}, {2, 3, 0, 1}}) {
    Samples permuted;
    permuted.labels.clear();
    for (const std::size_t c : order) {
      permuted.labels.push_back(samples.labels[c]);
      permuted.channels.push_back(samples.channels[c]);
    }
    Night night = analyzed(permuted);
    for (Episode& episode : night.episodes) {
      for (std::size_t& channel : episode.channels) channel = order[channel];
    }
    std::sort(night.episodes.begin(), night.episodes.end(), earlier);
    ASSERT_EQ(night.episodes.size(), straight.episodes.size());
    for (std::size_t i = 0; i < night.episodes.size(); ++i) {
      SCOPED_TRACE(i);
      expect_same_episode(night.episodes[i], straight.episodes[i]);
    }
    for (std::size_t c = 0; c < 4; ++c) {
      EXPECT_EQ(night.coverage[c].analysable_s, straight.coverage[order[c]].analysable_s);
      EXPECT_EQ(night.coverage[c].resting_level_uv, straight.coverage[order[c]].resting_level_uv);
    }
  }
}

TEST(Analyze, AGainOfTwoDoublesVoltagesAndNothingElse) {
  Samples samples = small_night();
  const Night once = analyzed(samples);
  for (auto& channel : samples.channels) {
    for (double& value : channel) value *= 2;
  }
  Options twice;
  twice.quality.leadoff_rms_uv *= 2;
  twice.rest.min_uv *= 2;
  twice.activity.movement_on_uv *= 2;
  twice.activity.movement_off_uv *= 2;
  twice.classify.morphology_uv *= 2;
  twice.classify.cramp_peak_uv *= 2;
  const Night doubled = analyzed(samples, twice);
  ASSERT_EQ(doubled.episodes.size(), once.episodes.size());
  for (std::size_t i = 0; i < once.episodes.size(); ++i) {
    SCOPED_TRACE(i);
    const Episode& a = once.episodes[i];
    const Episode& b = doubled.episodes[i];
    expect_same_decision(a, b);
    EXPECT_EQ(a.begin_row, b.begin_row);
    EXPECT_EQ(a.end_row, b.end_row);
    for (const EpisodeFeature& f : episode_feature_table()) {
      const double expected = (is_voltage(f) ? 2 : 1) * (a.features.*f.member);
      EXPECT_TRUE(same_number(b.features.*f.member, expected)) << f.name;
    }
  }
}

Samples later(const Samples& samples, std::int64_t rows) {
  Samples result = rest(static_cast<double>(rows) / 100, 77);
  for (std::size_t c = 0; c < 4; ++c) {
    result.channels[c].insert(result.channels[c].end(), samples.channels[c].begin(),
                              samples.channels[c].end());
  }
  return result;
}

TEST(Analyze, AShiftByWholeTilesShiftsEpisodesExactly) {
  constexpr std::int64_t rows = 128 * rows_per_second;  // a tile of the line
  // Nothing happens in the first tile, which has nothing before it.
  const Samples samples = later(small_night(), rows);
  const Night early = analyzed(samples, local_rest());
  const Night late = analyzed(later(samples, rows), local_rest());
  ASSERT_EQ(late.episodes.size(), early.episodes.size());
  for (std::size_t i = 0; i < early.episodes.size(); ++i) {
    SCOPED_TRACE(i);
    Episode back = late.episodes[i];
    EXPECT_EQ(back.onset, early.episodes[i].onset + rows * ticks_per_row);
    back.begin_row -= rows;
    back.end_row -= rows;
    expect_same_episode(back, early.episodes[i]);
  }
}

TEST(Analyze, AShiftByWholeSecondsKeepsEveryRow) {
  const Samples samples = small_night();
  const Night early = analyzed(samples, local_rest());
  for (const std::int64_t rows : {100, 700, 2300}) {
    const Night late = analyzed(later(samples, rows), local_rest());
    ASSERT_EQ(late.episodes.size(), early.episodes.size());
    for (std::size_t i = 0; i < early.episodes.size(); ++i) {
      SCOPED_TRACE(i);
      const Episode& a = early.episodes[i];
      const Episode& b = late.episodes[i];
      expect_same_decision(a, b);
      EXPECT_EQ(b.begin_row, a.begin_row + rows);
      EXPECT_EQ(b.end_row, a.end_row + rows);
      // Tiles lie elsewhere: what the filters forget at margins differs in the eighth digit.
      EXPECT_NEAR(b.features.peak_uv, a.features.peak_uv, 1e-5 * a.features.peak_uv);
      EXPECT_NEAR(b.features.baseline_uv, a.features.baseline_uv, 1e-5 * a.features.baseline_uv);
    }
  }
}

TEST(Analyze, AShiftByAnyRowsKeepsEveryDecision) {
  const Samples samples = small_night();
  const Night early = analyzed(samples, local_rest());
  for (const std::int64_t rows : {1, 37, 250}) {
    const Night late = analyzed(later(samples, rows), local_rest());
    ASSERT_EQ(late.episodes.size(), early.episodes.size());
    for (std::size_t i = 0; i < early.episodes.size(); ++i) {
      SCOPED_TRACE(i);
      const Episode& a = early.episodes[i];
      const Episode& b = late.episodes[i];
      EXPECT_EQ(b.label, a.label);
      EXPECT_EQ(b.certainty, a.certainty);
      EXPECT_EQ(b.channels, a.channels);
      // Levels are taken second by second: rest differs a little, and an edge by some rows.
      EXPECT_LE(std::abs(b.begin_row - a.begin_row - rows), 5);
      EXPECT_LE(std::abs(b.end_row - a.end_row - rows), 5);
    }
  }
}

/// Two recordings of the same channels with a pause between them.
class WithGap final : public Reader {
 public:
  WithGap(const Samples& a, const Samples& b, Ticks gap) {
    parts_[0] = reader_of(a, storage_[0]);
    parts_[1] = reader_of(b, storage_[1]);
    recording_ = parts_[0]->recording();
    Segment second = parts_[1]->recording().segments[0];
    second.start = recording_.duration + gap;
    second.first_frame = recording_.segments[0].frame_count;
    recording_.segments.push_back(second);
    recording_.duration += second.duration;
    for (std::size_t c = 0; c < recording_.channels.size(); ++c) {
      recording_.channels[c].frame_count += second.frame_count[c];
    }
  }
  [[nodiscard]] const Recording& recording() const noexcept override { return recording_; }
  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, float* out) const override {
    parts_[segment]->read(0, channels, first, count, out);
  }
  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, double* out) const override {
    parts_[segment]->read(0, channels, first, count, out);
  }

 private:
  std::vector<double> storage_[2];
  std::unique_ptr<Reader> parts_[2];
  Recording recording_;
};

TEST(Analyze, AGapMakesTwoRecordings) {
  Samples first = small_night(1);
  const Samples second = small_night(2);
  // The first ends, and a cramp with it, in the middle of a second.
  for (auto& channel : first.channels) channel.resize(static_cast<std::size_t>(345.678 * rate_hz));
  const Ticks gap = 12'345'678'901;
  const Night whole = analyze(WithGap(first, second, gap));
  const Night parts[2] = {analyzed(first), analyzed(second)};
  const Ticks start = parts[0].recording.duration + gap;
  ASSERT_EQ(whole.episodes.size(), parts[0].episodes.size() + parts[1].episodes.size());
  std::size_t i = 0;
  for (std::size_t s = 0; s < 2; ++s) {
    for (const Episode& alone : parts[s].episodes) {
      SCOPED_TRACE(i);
      expect_same_episode(whole.episodes[i], alone);
      EXPECT_EQ(whole.episodes[i].segment, s);
      EXPECT_EQ(whole.episodes[i].onset, alone.onset + (s == 1 ? start : 0));
      ++i;
    }
  }
  for (std::size_t c = 0; c < 4; ++c) {
    EXPECT_DOUBLE_EQ(whole.coverage[c].analysable_s,
                     parts[0].coverage[c].analysable_s + parts[1].coverage[c].analysable_s);
    EXPECT_NEAR(whole.coverage[c].gap_s, seconds(gap), 1e-9);
  }
}

}  // namespace
}  // namespace noctemg::property
