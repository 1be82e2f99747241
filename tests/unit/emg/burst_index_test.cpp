#include "emg/burst_index.hpp"

#include <gtest/gtest.h>

#include "made_bursts.hpp"

namespace noctemg::emg {
namespace {

using made::burst;
using made::step;

TEST(BurstIndex, IsTheMeanAboveRestOverTheTimeAskedFor) {
  const BurstIndex index({{burst(10, 12, 30), burst(14, 15, 10)}, {}});
  EXPECT_DOUBLE_EQ(index.mean_above_rest(0, 1000, 1200), 30);
  EXPECT_DOUBLE_EQ(index.mean_above_rest(0, 1100, 1200), 30);
  EXPECT_DOUBLE_EQ(index.mean_above_rest(0, 900, 1300), 15);
  EXPECT_DOUBLE_EQ(index.mean_above_rest(0, 1000, 1500), (2 * 30 + 10) / 5.0);
  EXPECT_DOUBLE_EQ(index.mean_above_rest(0, 1150, 1450), (0.5 * 30 + 0.5 * 10) / 3);
}

TEST(BurstIndex, IsNothingWhereThereIsNoBurst) {
  const BurstIndex index({{burst(10, 12, 30), burst(14, 15, 10)}, {}});
  EXPECT_EQ(index.mean_above_rest(0, 0, 1000), 0);
  EXPECT_EQ(index.mean_above_rest(0, 1200, 1400), 0);
  EXPECT_EQ(index.mean_above_rest(0, 1500, 9000), 0);
  EXPECT_EQ(index.mean_above_rest(1, 0, 9000), 0);
  EXPECT_EQ(index.mean_above_rest(0, 1100, 1100), 0);
}

TEST(BurstIndex, WhatIsBelowRestCountsAsRest) {
  EXPECT_EQ(BurstIndex({{burst(10, 12, -1)}}).mean_above_rest(0, 1000, 1200), 0);
  EXPECT_DOUBLE_EQ(BurstIndex({{burst(10, 12, step(-1, 11, 8))}}).mean_above_rest(0, 1000, 1200),
                   4);
}

TEST(BurstIndex, BordersThatCutAProfileValueCostAtMostOneValue) {
  const BurstIndex index({{burst(10.03, 12.01, 30)}});
  const double expected = 30 * 198.0 / 300;
  EXPECT_NEAR(index.mean_above_rest(0, 1001, 1301), expected, 2 * 30 * 5.0 / 300);
}

TEST(SumAboveRest, AddsUpTheValuesWithin) {
  const ProfileSum sum = sum_above_rest(burst(10, 12, step(10, 11, 20)), 1050, 1150);
  EXPECT_DOUBLE_EQ(sum.above_rest, 10 * 10 + 10 * 20);
  EXPECT_EQ(sum.values, 20);
  EXPECT_EQ(sum_above_rest(burst(10, 12, 30), 0, 5000).values, 40);
  EXPECT_EQ(sum_above_rest(burst(10, 12, 30), 1200, 5000).values, 0);
  EXPECT_EQ(sum_above_rest(burst(10, 12, 30), 0, 1000).values, 0);
}

TEST(Slice, KeepsWhatLiesWithin) {
  Burst whole = burst(10, 15, step(10, 12, 20));
  whole.channel = 7;
  whole.slow = true;
  const Burst part = slice(whole, 1150, 1350);
  EXPECT_EQ(part.channel, 7U);
  EXPECT_TRUE(part.slow);
  EXPECT_EQ(part.begin, 1150);
  EXPECT_EQ(part.end, 1350);
  EXPECT_EQ(part.rest_uv, made::rest_uv);
  EXPECT_EQ(part.profile_begin, 1150);
  ASSERT_EQ(part.profile.size(), 40U);
  EXPECT_EQ(part.profile[9], 12);
  EXPECT_EQ(part.profile[10], 22);
  EXPECT_EQ(part.second_begin, 11);
  ASSERT_EQ(part.seconds.size(), 3U);
  EXPECT_EQ(part.seconds[0].mean_square, 144);
  EXPECT_EQ(part.seconds[1].mean_square, 484);
}

TEST(Slice, NeverGrowsABurst) {
  const Burst part = slice(burst(10, 12, 30), 0, 9000);
  EXPECT_EQ(part.begin, 1000);
  EXPECT_EQ(part.end, 1200);
  EXPECT_EQ(part.profile.size(), 40U);
}

TEST(Slice, PiecesMeasureAsTheWhole) {
  const Burst whole = burst(10.02, 15, step(10, 12, 20));
  const BurstIndex one({{whole}});
  const BurstIndex two({{slice(whole, 1002, 1200), slice(whole, 1200, 1500)}});
  for (std::int64_t begin = 900; begin < 1600; begin += 50) {
    EXPECT_DOUBLE_EQ(two.mean_above_rest(0, begin, begin + 100),
                     one.mean_above_rest(0, begin, begin + 100))
        << begin;
  }
}

}  // namespace
}  // namespace noctemg::emg
