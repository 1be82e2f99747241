#include "emg/level_changes.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "made_bursts.hpp"

namespace noctemg::emg {
namespace {

using made::burst;
using made::steady;
using made::step;
using Rows = std::vector<std::int64_t>;

TEST(QuarterLevels, AreTheRootOfThePowerAboveRest) {
  const auto levels = quarter_levels(burst(10, 11, 3));  // 5 uV over a rest of 2 uV
  ASSERT_EQ(levels.size(), 4U);
  EXPECT_NEAR(levels[1], std::sqrt(25.0 - 4.0), 1e-6);
}

TEST(HeldLevel, IsNotRaisedByAShortBurst) {
  const auto level = [](double t) { return t >= 20 && t < 22 ? 100.0 : 6.0; };
  EXPECT_NEAR(held_level(quarter_levels(burst(10, 40, level))), std::sqrt(64.0 - 4.0), 1e-6);
}

TEST(LevelChanges, AreOfAFactorOfThree) {
  EXPECT_EQ(level_changes(burst(10, 40, step(30, 25, 8))), (Rows{2500}));
  EXPECT_EQ(level_changes(burst(10, 40, step(30, 25, 12))), Rows{});
  EXPECT_EQ(level_changes(burst(10, 40, step(8, 25, 30))), (Rows{2500}));
  EXPECT_EQ(level_changes(burst(10, 40)), Rows{});
}

TEST(LevelChanges, AShortBurstIsNone) {
  const auto level = [](double t) { return t >= 20 && t < 22 ? 100.0 : 6.0; };
  EXPECT_EQ(level_changes(burst(10, 40, level)), Rows{});
}

TEST(LevelChanges, ASlowRiseOrFallAtTheEndsIsNone) {
  const auto rise = [](double t) { return std::min(30.0, 0.5 + 5 * std::max(0.0, t - 10)); };
  EXPECT_EQ(level_changes(burst(10, 40, rise)), Rows{});
  const auto fall = [](double t) { return std::min(30.0, 0.5 + 5 * std::max(0.0, 40 - t)); };
  EXPECT_EQ(level_changes(burst(10, 40, fall)), Rows{});
}

TEST(Trimmed, LeavesOutWhatIsBelowATenth) {
  const auto level = [](double t) { return t < 14 || t >= 36 ? 1.0 : 40.0; };
  const Burst piece = trimmed(burst(10, 40, level), 0, 0);
  EXPECT_NEAR(static_cast<double>(piece.begin), 1400, 50);
  EXPECT_NEAR(static_cast<double>(piece.end), 3600, 50);
}

TEST(Trimmed, MeasuresFromTheLevelThatFollows) {
  const auto fall = [](double t) { return t < 30 ? 40.0 : std::max(10.0, 40 - 6 * (t - 30)); };
  const Burst to_rest = trimmed(burst(10, 40, fall), 0, 0);
  const Burst to_tone = trimmed(burst(10, 40, fall), 0, 12);
  EXPECT_EQ(to_rest.end, 4000);
  EXPECT_LT(to_tone.end, 3600);
  EXPECT_GT(to_tone.end, 3400);
}

TEST(Trimmed, LeavesASteadyPieceAlone) {
  const Burst piece = trimmed(burst(10, 40, steady(20)), 0, 0);
  EXPECT_EQ(piece.begin, 1000);
  EXPECT_EQ(piece.end, 4000);
}

/// 60 uV until 20 s, `low` until `end_s`, 40 uV after it.
made::Level pause_until(double end_s, double low) {
  return [=](double t) { return t < 20 ? 60.0 : (t < end_s ? low : 40.0); };
}

TEST(Valleys, AreDeepPausesOfOneAndAHalfToTenSeconds) {
  const auto found = valleys(burst(10, 40, pause_until(23, 2)));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(static_cast<double>(found[0].begin), 2000, 25);
  EXPECT_NEAR(static_cast<double>(found[0].end), 2300, 25);
  EXPECT_TRUE(valleys(burst(10, 40, pause_until(21, 2))).empty());
  EXPECT_TRUE(valleys(burst(10, 40, pause_until(31, 2))).empty());
  EXPECT_TRUE(valleys(burst(10, 40, pause_until(23, 12))).empty());
}

TEST(Valleys, LieBetweenFourSecondsOnBothSides) {
  EXPECT_TRUE(valleys(burst(17, 40, pause_until(23, 2))).empty());
  EXPECT_TRUE(valleys(burst(10, 26, pause_until(23, 2))).empty());
}

}  // namespace
}  // namespace noctemg::emg
