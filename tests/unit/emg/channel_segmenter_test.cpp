#include "emg/channel_segmenter.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace noctemg::emg {
namespace {

constexpr float quiet_uv = 2;

/// One channel's levels row by row, at rest unless told otherwise.
class Track {
 public:
  explicit Track(std::size_t seconds) : level_(100 * seconds, quiet_uv) {}

  Track& set(std::size_t begin, std::size_t end, float level_uv) {
    std::fill(level_.begin() + static_cast<std::ptrdiff_t>(begin),
              level_.begin() + static_cast<std::ptrdiff_t>(end), level_uv);
    return *this;
  }
  Track& cut(std::size_t rows) {
    level_.resize(rows);
    return *this;
  }
  std::vector<float>& levels() { return level_; }

  /// Rows of whole seconds [first, last); the last second may be shorter.
  [[nodiscard]] ChannelRows rows(std::size_t first, std::size_t last) const {
    ChannelRows out;
    for (std::size_t s = first; s < last; ++s) {
      SecondFeatures second;
      for (std::size_t r = 100 * s; r < std::min(level_.size(), 100 * (s + 1)); ++r) {
        out.mean_square.push_back(level_[r] * level_[r]);
        ++second.rows;
      }
      second.min_uv = -static_cast<float>(s);  // to be told apart
      out.seconds.push_back(second);
    }
    return out;
  }
  [[nodiscard]] std::size_t seconds() const { return (level_.size() + 99) / 100; }

 private:
  std::vector<float> level_;
};

struct Found {
  std::vector<Burst> bursts;
  std::vector<Twitch> twitches;
  std::vector<float> rest;
};

Found segmented(const Track& track, const Options& options, std::vector<std::size_t> borders) {
  ChannelSegmenter segmenter(3, options);
  borders.push_back(track.seconds());
  Found found;
  const auto take = [&] {
    for (const float level : segmenter.take_resting_levels()) found.rest.push_back(level);
  };
  std::size_t from = 0;
  for (const std::size_t to : borders) {
    const ChannelRows rows = track.rows(from, to);
    segmenter.push(rows.mean_square, rows.seconds);
    take();
    from = to;
  }
  segmenter.finish();
  take();
  found.bursts = segmenter.bursts();
  found.twitches.assign(segmenter.twitches().begin(), segmenter.twitches().end());
  return found;
}

/// No smoothing: edges stay where they were put.
Options sharp() {
  Options options;
  options.activity.smooth_s = 0.01;
  return options;
}

Found segmented(const Track& track) { return segmented(track, sharp(), {}); }

using Spans = std::vector<std::pair<std::int64_t, std::int64_t>>;

template <class List>
Spans spans_of(const List& list) {
  Spans result;
  for (const auto& item : list) result.emplace_back(item.begin, item.end);
  return result;
}

Track random_track(std::mt19937& random) {
  Track track(200);
  for (std::size_t r = 0; r < 20000;) {
    const std::size_t length = 1 + random() % (random() % 4 == 0 ? 1500 : 60);
    const float choices[] = {2, 2, 2.5F, 3.3F, 5, 12, 40, 0.2F, std::nanf("")};
    const float level = choices[random() % 9];
    track.set(r, std::min<std::size_t>(20000, r + length), level);
    r += length + random() % 400;
  }
  track.cut(20000 - random() % 99);
  return track;
}

void expect_same(const Found& a, const Found& b) {
  ASSERT_EQ(spans_of(a.bursts), spans_of(b.bursts));
  for (std::size_t i = 0; i < a.bursts.size(); ++i) {
    EXPECT_EQ(a.bursts[i].rest_uv, b.bursts[i].rest_uv);
    EXPECT_EQ(a.bursts[i].slow, b.bursts[i].slow);
    EXPECT_EQ(a.bursts[i].profile, b.bursts[i].profile);
    EXPECT_EQ(a.bursts[i].second_begin, b.bursts[i].second_begin);
    ASSERT_EQ(a.bursts[i].seconds.size(), b.bursts[i].seconds.size());
    for (std::size_t s = 0; s < a.bursts[i].seconds.size(); ++s) {
      EXPECT_EQ(a.bursts[i].seconds[s].min_uv, b.bursts[i].seconds[s].min_uv);
    }
  }
  ASSERT_EQ(spans_of(a.twitches), spans_of(b.twitches));
  for (std::size_t i = 0; i < a.twitches.size(); ++i) {
    EXPECT_EQ(a.twitches[i].peak_uv, b.twitches[i].peak_uv);
    EXPECT_EQ(a.twitches[i].rest_uv, b.twitches[i].rest_uv);
  }
  EXPECT_EQ(a.rest, b.rest);
}

TEST(ChannelSegmenter, FindsTheSameForAnySplit) {
  std::mt19937 random(11);
  Options options;
  options.rest.window_s = 60;
  std::size_t bursts = 0;
  std::size_t twitches = 0;
  for (int trial = 0; trial < 20; ++trial) {
    const Track track = random_track(random);
    const Found whole = segmented(track, options, {});
    bursts += whole.bursts.size();
    twitches += whole.twitches.size();
    EXPECT_EQ(whole.rest.size(), 200U);
    for (int split = 0; split < 5; ++split) {
      std::vector<std::size_t> borders;
      // Repeated borders are empty pushes.
      for (std::size_t i = 0; i < 30; ++i) borders.push_back(random() % 200);
      std::sort(borders.begin(), borders.end());
      expect_same(segmented(track, options, borders), whole);
    }
    std::vector<std::size_t> every_second;
    for (std::size_t s = 0; s < 200; ++s) every_second.push_back(s);
    expect_same(segmented(track, options, every_second), whole);
  }
  EXPECT_GT(bursts, 100U);
  EXPECT_GT(twitches, 100U);
}

TEST(ChannelSegmenter, EightMicrovoltsAboveRestBeginAMovement) {
  EXPECT_EQ(spans_of(segmented(Track(60).set(3000, 3100, 10)).bursts), (Spans{{3000, 3100}}));
  EXPECT_EQ(spans_of(segmented(Track(60).set(3000, 3100, 9.999F)).bursts), Spans{});
}

TEST(ChannelSegmenter, TwoMicrovoltsAboveRestEndIt) {
  const auto end_with = [](float tail_uv) {
    return spans_of(segmented(Track(60).set(3000, 3100, 20).set(3100, 3200, tail_uv)).bursts);
  };
  EXPECT_EQ(end_with(4.001F), (Spans{{3000, 3200}}));
  EXPECT_EQ(end_with(4), (Spans{{3000, 3100}}));
}

TEST(ChannelSegmenter, HalfASecondOfRestEndsAMovement) {
  EXPECT_EQ(spans_of(segmented(Track(60).set(3000, 3100, 20).set(3149, 3249, 20)).bursts),
            (Spans{{3000, 3249}}));
  EXPECT_EQ(spans_of(segmented(Track(60).set(3000, 3100, 20).set(3150, 3250, 20)).bursts),
            (Spans{{3000, 3100}, {3150, 3250}}));
}

TEST(ChannelSegmenter, ThresholdsGrowWithNoiseAboveFiveMicrovolts) {
  const auto begins = [](float rest, float level) {
    Track track(60);
    track.set(0, 6000, rest).set(3000, 3100, level);
    return spans_of(segmented(track).bursts).size();
  };
  // 8 uV up to a rest of 5 uV, 1.6 times rest above.
  EXPECT_EQ(begins(5, 13), 1U);
  EXPECT_EQ(begins(5, 12.9F), 0U);
  EXPECT_EQ(begins(10, 26.1F), 1U);
  EXPECT_EQ(begins(10, 25.9F), 0U);
}

TEST(ChannelSegmenter, ShortRisesAreTwitchesAndNoMovements) {
  // Below half a second a rise is a twitch; half of the 0.31 s vote makes a movement of it.
  for (const std::size_t rows : {1U, 7U, 15U}) {
    const Found found = segmented(Track(60).set(3000, 3000 + rows, 30));
    EXPECT_EQ(spans_of(found.bursts), Spans{}) << rows;
    EXPECT_EQ(spans_of(found.twitches), (Spans{{3000, 3000 + static_cast<std::int64_t>(rows)}}));
    EXPECT_EQ(found.twitches[0].peak_uv, 30) << rows;
    EXPECT_EQ(found.twitches[0].rest_uv, quiet_uv) << rows;
  }
  EXPECT_EQ(spans_of(segmented(Track(60).set(3000, 3016, 30)).bursts), (Spans{{3000, 3016}}));
}

TEST(ChannelSegmenter, ATwitchRisesByTwiceTheRestAndByTheOption) {
  // Rest is 2 uV: 4 uV more than the 3.5 uV of the option.
  EXPECT_EQ(segmented(Track(60).set(3000, 3010, 8.01F)).twitches.size(), 1U);
  EXPECT_EQ(segmented(Track(60).set(3000, 3010, 5.99F)).twitches.size(), 0U);
}

TEST(ChannelSegmenter, ATwitchStandsFourTimesOutOfItsSurroundings) {
  const auto of_peak = [](float peak_uv) {
    return segmented(Track(60).set(2500, 3500, 3.9F).set(3000, 3010, peak_uv)).twitches.size();
  };
  EXPECT_EQ(of_peak(15.7F), 1U);
  EXPECT_EQ(of_peak(15.5F), 0U);
}

TEST(ChannelSegmenter, ABeatLastsTwoSecondsAtMost) {
  EXPECT_EQ(segmented(Track(60).set(3000, 3200, 30)).twitches.size(), 1U);
  EXPECT_EQ(segmented(Track(60).set(3000, 3201, 30)).twitches.size(), 0U);
}

TEST(ChannelSegmenter, SlowRisesNeedSixTenthsAboveRestForThreeSeconds) {
  const auto slow = [](float level, std::size_t rows) {
    return segmented(Track(60).set(3000, 3000 + rows, level)).bursts;
  };
  EXPECT_TRUE(slow(3.19F, 2000).empty());
  ASSERT_EQ(spans_of(slow(3.21F, 2000)), (Spans{{3000, 5000}}));
  EXPECT_TRUE(slow(3.21F, 2000)[0].slow);
  EXPECT_TRUE(slow(3.21F, 299).empty());
  EXPECT_EQ(spans_of(slow(3.21F, 300)), (Spans{{3000, 3300}}));
}

TEST(ChannelSegmenter, SlowRisesEndAfterTwoSecondsBelowTheirLowerLevel) {
  const auto tail = [](float level, std::size_t rows) {
    return spans_of(segmented(Track(90)
                                  .set(3000, 4000, 3.5F)
                                  .set(4000, 4000 + rows, level)
                                  .set(4000 + rows, 5000 + rows, 3.5F))
                        .bursts);
  };
  EXPECT_EQ(tail(2.71F, 1000), (Spans{{3000, 6000}}));
  EXPECT_EQ(tail(2.29F, 1000), (Spans{{3000, 4000}, {5000, 6000}}));
  EXPECT_EQ(tail(2, 199), (Spans{{3000, 5199}}));
  EXPECT_EQ(tail(2, 200), (Spans{{3000, 4000}, {4200, 5200}}));
}

TEST(ChannelSegmenter, SlowRisesReachToWhereRestBeginsButTenSecondsAtMost) {
  const auto around = [](std::size_t rows) {
    return segmented(Track(90)
                         .set(3000 - rows, 3000, 2.4F)
                         .set(3000, 4000, 3.5F)
                         .set(4000, 4000 + rows, 2.4F))
        .bursts;
  };
  EXPECT_EQ(spans_of(around(300)), (Spans{{2700, 4300}}));
  EXPECT_EQ(spans_of(around(1500)), (Spans{{2000, 5000}}));
}

TEST(ChannelSegmenter, WhatIsLeftOfARiseBehindOneThatWasFollowedIntoItHasItsRestingLevel) {
  Track track(2000);
  // Too low for a rise, high enough to be followed; the second rise begins when the first has been
  // told, and ends before the end of what belongs to that.
  track.set(10'000, 14'000, 2.4F).set(10'000, 11'000, 4).set(11'350, 11'700, 4);
  const Found found = segmented(track, {}, {});
  ASSERT_EQ(found.bursts.size(), 2U);
  EXPECT_GT(found.bursts[1].end, 12'500);
  EXPECT_EQ(found.bursts[1].begin, found.bursts[0].end);
  EXPECT_GT(found.bursts[1].begin, 11'900);
  for (const Burst& burst : found.bursts) EXPECT_EQ(burst.rest_uv, quiet_uv);
}

TEST(ChannelSegmenter, ASlowRiseAroundMovementsIsOneBurstWhenItReachesBeyondThem) {
  const auto around = [](std::size_t rows) {
    return segmented(Track(90).set(3000, 3200, 30).set(3200, 3200 + rows, 3.5F)).bursts;
  };
  ASSERT_EQ(spans_of(around(300)), (Spans{{3000, 3500}}));
  EXPECT_TRUE(around(300)[0].slow);
  ASSERT_EQ(spans_of(around(299)), (Spans{{3000, 3200}}));
  EXPECT_FALSE(around(299)[0].slow);
}

TEST(ChannelSegmenter, KeepsWhatAMovementNeedsWhileASlowRiseGoesOn) {
  // Flickers that only a movement bridges, then a long rise that both share.
  Track track(200);
  for (const std::size_t begin : {3000U, 3062U, 3124U}) track.set(begin, begin + 20, 30);
  track.set(3186, 3800, 30).set(3800, 12000, 3.5F);
  const Found found = segmented(track);
  ASSERT_EQ(found.bursts.size(), 1U);
  EXPECT_LT(found.bursts[0].begin, 3100);
  EXPECT_EQ(found.bursts[0].end, 12000);
  EXPECT_EQ(found.bursts[0].rest_uv, quiet_uv);
  for (const float value : found.bursts[0].profile) EXPECT_GE(value, quiet_uv);
}

TEST(ChannelSegmenter, RowsThatAreNotUsableCountAsRest) {
  const float none = std::nanf("");
  EXPECT_EQ(
      spans_of(segmented(Track(60).set(3000, 3100, 20).set(3100, 3150, none).set(3150, 3250, 20))
                   .bursts),
      (Spans{{3000, 3100}, {3150, 3250}}));
  EXPECT_EQ(spans_of(segmented(Track(60).set(3000, 3100, 20).set(3050, 3060, none)).bursts),
            (Spans{{3000, 3100}}));
  EXPECT_TRUE(segmented(Track(60).set(0, 6000, none)).bursts.empty());
}

TEST(ChannelSegmenter, TheirNeighboursAreSmoothedWithoutThem) {
  Options smooth;
  smooth.activity.smooth_s = 0.05;
  const Found found = segmented(Track(60).set(3000, 3100, std::nanf("")), smooth, {});
  for (const float rest : found.rest) EXPECT_EQ(rest, quiet_uv);
  EXPECT_TRUE(found.bursts.empty());
  EXPECT_TRUE(found.twitches.empty());
}

TEST(ChannelSegmenter, ALooseElectrodeDoesNotLowerTheResting) {
  const Found found = segmented(Track(100).set(1000, 9000, 0.4F));
  for (const float rest : found.rest) EXPECT_EQ(rest, quiet_uv);
  const Found weak = segmented(Track(100).set(1000, 9000, 0.6F));
  EXPECT_FLOAT_EQ(weak.rest.front(), 0.6F);
}

TEST(ChannelSegmenter, ABurstKeepsItsProfileAndItsSeconds) {
  Track track(60);
  track.set(3003, 3062, 20);
  const Found found = segmented(track);
  ASSERT_EQ(spans_of(found.bursts), (Spans{{3003, 3062}}));
  const Burst& burst = found.bursts[0];
  EXPECT_EQ(burst.channel, 3U);
  EXPECT_EQ(burst.profile_begin, 3000);
  ASSERT_EQ(burst.profile.size(), 13U);
  EXPECT_FLOAT_EQ(burst.profile[0], std::sqrt((3 * 4 + 2 * 400) / 5.0F));
  for (std::size_t i = 1; i < 13; ++i) EXPECT_EQ(burst.profile[i], 20) << i;
  EXPECT_EQ(burst.second_begin, 30);
  ASSERT_EQ(burst.seconds.size(), 1U);
  EXPECT_EQ(burst.seconds[0].min_uv, -30);
}

}  // namespace
}  // namespace noctemg::emg
