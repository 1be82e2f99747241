#include "emg/twitches.hpp"

#include <gtest/gtest.h>

#include "made_bursts.hpp"

namespace noctemg::emg {
namespace {

using made::burst;

Twitch twitch_at(double begin_s, double length_s = 0.2, float peak_uv = 20) {
  const auto begin = static_cast<std::int32_t>(made::rows(begin_s));
  return {begin, begin + static_cast<std::int32_t>(made::rows(length_s)), peak_uv, made::rest_uv};
}

SegmentFindings findings(std::vector<Burst> bursts, std::vector<Twitch> twitches) {
  SegmentFindings result;
  result.bursts.push_back(std::move(bursts));
  result.twitches.push_back(std::move(twitches));
  result.faults.emplace_back();
  return result;
}

std::vector<Twitch> every_second(double first_s, int count, double length_s = 0.2) {
  std::vector<Twitch> result;
  for (int i = 0; i < count; ++i) result.push_back(twitch_at(first_s + i, length_s));
  return result;
}

TEST(MarkTrains, BeatsOutsideOfBurstsBecomeBurstsOfTheTrain) {
  SegmentFindings f = findings({}, every_second(10, 5));
  mark_trains(f, {});
  ASSERT_EQ(f.bursts[0].size(), 5U);
  EXPECT_TRUE(f.twitches[0].empty());
  for (const Burst& beat : f.bursts[0]) EXPECT_EQ(beat.train, f.bursts[0][0].train);
  EXPECT_NE(f.bursts[0][0].train, 0);
  EXPECT_EQ(f.bursts[0][2].begin, 1200);
  EXPECT_EQ(f.bursts[0][2].profile.size(), 4U);
}

TEST(MarkTrains, ThreeBeatsAreNoTrain) {
  SegmentFindings f = findings({}, every_second(10, 3));
  mark_trains(f, {});
  EXPECT_TRUE(f.bursts[0].empty());
  EXPECT_EQ(f.twitches[0].size(), 3U);
}

TEST(MarkTrains, SingleDischargesAreNoBeats) {
  SegmentFindings f = findings({}, every_second(10, 6, 0.09));
  mark_trains(f, {});
  EXPECT_TRUE(f.bursts[0].empty());
}

TEST(MarkTrains, BurstsThatAreMostlyTheTrainAreMarked) {
  SegmentFindings f = findings({burst(10, 15.2)}, every_second(10, 6));
  mark_trains(f, {});
  ASSERT_EQ(f.bursts[0].size(), 1U);
  EXPECT_NE(f.bursts[0][0].train, 0);
  EXPECT_TRUE(f.twitches[0].empty());
}

TEST(MarkTrains, SomethingLongerKeepsItsOwnBeats) {
  SegmentFindings f = findings({burst(5, 25)}, every_second(10, 6));
  mark_trains(f, {});
  EXPECT_EQ(f.bursts[0][0].train, 0);
  EXPECT_EQ(f.twitches[0].size(), 6U);
}

TEST(FreeTwitches, AreShortAndNeitherEdgesNorInFaults) {
  SegmentFindings f = findings({burst(20, 25)}, {twitch_at(10), twitch_at(12, 0.5), twitch_at(19.7),
                                                 twitch_at(22), twitch_at(40)});
  f.faults[0] = {{3900, 4500, FaultKind::rail}};
  const auto free = free_twitches(f, {});
  ASSERT_EQ(free.size(), 1U);
  EXPECT_EQ(free[0].twitch.begin, 1000);
}

TEST(AddTwitches, WhatMovesSlowlyAsWellIsAnArtifact) {
  const auto label = [](float low_frequency_ratio) {
    PlacedTwitch placed{0, twitch_at(10)};
    placed.twitch.low_frequency_ratio = low_frequency_ratio;
    std::vector<Episode> episodes;
    add_twitches({placed}, made::one_leg(), {}, episodes);
    return episodes.at(0).label;
  };
  EXPECT_EQ(label(1.4F), Label::twitch);
  EXPECT_EQ(label(1.6F), Label::artifact);
}

}  // namespace
}  // namespace noctemg::emg
