#include "emg/rhythm.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace noctemg::emg {
namespace {

constexpr float resting_uv = 2;

/// A profile of 50 ms values: `high` above rest for `on` values, `low` for `off`, again and again.
std::vector<float> pulses(int count, int on, int off, float high = 40, float low = 0) {
  std::vector<float> profile;
  for (int i = 0; i < count; ++i) {
    profile.insert(profile.end(), static_cast<std::size_t>(on), resting_uv + high);
    if (i + 1 < count)
      profile.insert(profile.end(), static_cast<std::size_t>(off), resting_uv + low);
  }
  return profile;
}

Rhythm measured(const std::vector<float>& profile) {
  return measure_rhythm(profile, resting_uv, {});
}

TEST(MeasureRhythm, CountsPulsesTheirPaceAndTheirDepth) {
  const Rhythm rhythm = measured(pulses(6, 8, 12));
  EXPECT_EQ(rhythm.bursts, 6);
  EXPECT_NEAR(rhythm.rate_hz, 1, 0.02);
  EXPECT_DOUBLE_EQ(rhythm.depth, 1);
  EXPECT_NEAR(rhythm.duty, 48.0 / 108, 0.02);
  EXPECT_NEAR(rhythm.spread, 0, 0.05);
  EXPECT_GT(rhythm.covered, 0.95);
  EXPECT_TRUE(is_rhythmic(rhythm, {}));
}

TEST(MeasureRhythm, ATroughMustFallBelowHalfOfThePeak) {
  EXPECT_EQ(measured(pulses(6, 8, 12, 40, 19)).bursts, 6);
  EXPECT_EQ(measured(pulses(6, 8, 12, 40, 21)).bursts, 1);
  EXPECT_NEAR(measured(pulses(6, 8, 12, 40, 10)).depth, 0.75, 1e-9);
}

TEST(MeasureRhythm, SteadyActivityIsOneBurst) {
  const Rhythm rhythm = measured(pulses(1, 400, 0));
  EXPECT_EQ(rhythm.bursts, 1);
  EXPECT_TRUE(std::isnan(rhythm.rate_hz));
  EXPECT_FALSE(is_rhythmic(rhythm, {}));
  EXPECT_EQ(measured({}).bursts, 0);
}

TEST(MeasureRhythm, TheCommonModulationOfCrampsIsTooShallow) {
  std::vector<float> profile;
  for (int i = 0; i < 600; ++i) {
    profile.push_back(resting_uv +
                      40 * (1 + 0.25F * std::sin(0.05F * 1.4F * 6.2832F * static_cast<float>(i))));
  }
  EXPECT_EQ(measured(profile).bursts, 1);
}

TEST(MeasureRhythm, WhatStaysBelowAQuarterOfTheStrongestIsNoBurst) {
  // A movement, then heart beats.
  auto profile = pulses(1, 20, 0, 100);
  profile.insert(profile.end(), 10, resting_uv);
  const auto beats = pulses(6, 2, 14, 10);
  profile.insert(profile.end(), beats.begin(), beats.end());
  EXPECT_EQ(measured(profile).bursts, 1);
}

TEST(MeasureRhythm, ARhythmForAPartOfTheTimeCoversAPart) {
  auto profile = pulses(5, 8, 12);
  profile.insert(profile.end(), 200, resting_uv);
  EXPECT_NEAR(measured(profile).covered, 100.0 / 288, 0.02);
  EXPECT_FALSE(is_rhythmic(measured(profile), {}));
}

Rhythm walking() {
  Rhythm rhythm;
  rhythm.bursts = 6;
  rhythm.rate_hz = 1;
  rhythm.depth = 0.9;
  rhythm.duty = 0.4;
  rhythm.spread = 0.1;
  rhythm.covered = 1;
  return rhythm;
}

/// Each member of a rhythm on both sides of its threshold.
template <class Value>
void expect_threshold(Value Rhythm::*member, Value good, Value bad) {
  Rhythm rhythm = walking();
  rhythm.*member = good;
  EXPECT_TRUE(is_rhythmic(rhythm, {})) << good;
  rhythm.*member = bad;
  EXPECT_FALSE(is_rhythmic(rhythm, {})) << bad;
}

TEST(IsRhythmic, AsksForFourBursts) { expect_threshold(&Rhythm::bursts, 4, 3); }

TEST(IsRhythmic, AsksForAPaceFromThreeTenthsToFourHertz) {
  expect_threshold(&Rhythm::rate_hz, 0.3, 0.299);
  expect_threshold(&Rhythm::rate_hz, 4.0, 4.001);
}

TEST(IsRhythmic, AsksForDeepTroughs) { expect_threshold(&Rhythm::depth, 0.75, 0.749); }

TEST(IsRhythmic, AsksForSilenceBetweenBursts) { expect_threshold(&Rhythm::duty, 0.7, 0.701); }

TEST(IsRhythmic, AsksForASteadyPace) { expect_threshold(&Rhythm::spread, 0.5, 0.501); }

TEST(IsRhythmic, AsksForMostOfTheTime) { expect_threshold(&Rhythm::covered, 0.6, 0.599); }

using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;

/// Beats of 0.2 s by the intervals between their onsets, in rows.
std::vector<Beat> beats(const std::vector<std::int64_t>& intervals) {
  std::vector<Beat> list = {{1000, 1020, 0}};
  for (const std::int64_t interval : intervals) {
    const std::int64_t begin = list.back().begin + interval;
    list.push_back({begin, begin + 20, list.size()});
  }
  return list;
}

TEST(FindTrains, AreFourBeatsOrMore) {
  EXPECT_EQ(find_trains(beats({100, 100, 100}), {}), (Ranges{{0, 4}}));
  EXPECT_EQ(find_trains(beats({100, 100}), {}), Ranges{});
  EXPECT_EQ(find_trains({}, {}), Ranges{});
}

TEST(FindTrains, HaveIntervalsOfTheRhythm) {
  EXPECT_EQ(find_trains(beats({25, 25, 25}), {}), (Ranges{{0, 4}}));
  EXPECT_EQ(find_trains(beats({24, 24, 24}), {}), Ranges{});
  EXPECT_EQ(find_trains(beats({333, 333, 333}), {}), (Ranges{{0, 4}}));
  EXPECT_EQ(find_trains(beats({334, 334, 334}), {}), Ranges{});
}

TEST(FindTrains, KeepAPace) {
  EXPECT_EQ(find_trains(beats({100, 180, 100, 180, 100}), {}), (Ranges{{0, 6}}));
  EXPECT_EQ(find_trains(beats({100, 181, 100, 181, 100}), {}), Ranges{});
  EXPECT_EQ(find_trains(beats({181, 100, 181}), {}), Ranges{});
}

TEST(FindTrains, FewBeatsMustBeSteadier) {
  // Spreads of 0.22 and 0.30 with three intervals; 0.29 with five.
  EXPECT_EQ(find_trains(beats({100, 155, 100}), {}), (Ranges{{0, 4}}));
  EXPECT_EQ(find_trains(beats({100, 180, 100}), {}), Ranges{});
  EXPECT_EQ(find_trains(beats({100, 178, 100, 178, 100}), {}), (Ranges{{0, 6}}));
}

TEST(FindTrains, MayBeginWhereAnotherPaceBreaksOff) {
  EXPECT_EQ(find_trains(beats({300, 100, 100, 100}), {}), (Ranges{{1, 5}}));
}

TEST(FindTrains, AreSeparatedByPauses) {
  EXPECT_EQ(find_trains(beats({100, 100, 100, 1000, 100, 100, 100}), {}), (Ranges{{0, 4}, {4, 8}}));
}

}  // namespace
}  // namespace noctemg::emg
