// What the conditioner marks: missing samples, flat stretches, rails.

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "emg/conditioner.hpp"
#include "made_signals.hpp"

namespace noctemg::emg {
namespace {

using made::lane;
using made::noise;
using made::rows_of;

using RowSet = std::set<std::size_t>;

RowSet rows_with(const ChannelRows& rows, RowFlag flag) {
  RowSet result;
  for (std::size_t r = 0; r < rows.flags.size(); ++r) {
    if ((rows.flags[r] & flag) != 0) result.insert(r);
  }
  return result;
}

RowSet range(std::size_t begin, std::size_t end) {
  RowSet result;
  for (std::size_t r = begin; r < end; ++r) result.insert(r);
  return result;
}

void expect_nan_only_in(const ChannelRows& rows, const RowSet& expected) {
  for (std::size_t r = 0; r < rows.mean_square.size(); ++r) {
    EXPECT_EQ(std::isnan(rows.mean_square[r]), expected.contains(r)) << "row " << r;
  }
}

TEST(ConditionerMissing, MarksMissingSamplesWithFiftyMillisecondsOnBothSides) {
  auto x = noise(10000, 10, 1);
  std::fill_n(x.begin() + 5000, 10, std::nanf(""));
  const auto rows = rows_of(x, 1000);
  // Frames 4950 to 5059.
  EXPECT_EQ(rows_with(rows, row_missing), range(495, 506));
  expect_nan_only_in(rows, range(495, 506));
  EXPECT_EQ(rows.seconds[4].missing_rows, 5);
  EXPECT_EQ(rows.seconds[5].missing_rows, 6);
  EXPECT_EQ(rows.seconds[6].missing_rows, 0);
}

TEST(ConditionerMissing, ReachesTheEndsOfASignal) {
  auto x = noise(10000, 10, 2);
  std::fill_n(x.begin(), 100, std::nanf(""));
  std::fill_n(x.end() - 100, 100, std::nanf(""));
  const auto rows = rows_of(x, 1000);
  RowSet expected = range(0, 15);
  expected.merge(range(985, 1000));
  EXPECT_EQ(rows_with(rows, row_missing), expected);
  expect_nan_only_in(rows, expected);
}

TEST(ConditionerMissing, BridgesByAStraightLine) {
  std::vector<float> x(10000);
  for (std::size_t f = 0; f < x.size(); ++f) x[f] = 0.5F * static_cast<float>(f);
  std::fill_n(x.begin() + 5000, 100, std::nanf(""));
  const auto rows = rows_of(x, 1000);
  for (const std::size_t r : {480U, 494U, 516U, 530U}) EXPECT_LT(rows.mean_square[r], 1e-6F) << r;
}

TEST(ConditionerMissing, ASignalWithoutAnySampleIsMissingThroughout) {
  const auto rows = rows_of(std::vector<float>(3000, std::nanf("")), 1000);
  EXPECT_EQ(rows_with(rows, row_missing), range(0, 300));
  expect_nan_only_in(rows, range(0, 300));
}

TEST(ConditionerFlat, MarksRunsOfAQuarterSecondAndNoShorterOnes) {
  auto x = noise(10000, 10, 3);
  std::fill_n(x.begin() + 3000, 250, 1.0F);
  std::fill_n(x.begin() + 6000, 249, 1.0F);
  const auto rows = rows_of(x, 1000);
  EXPECT_EQ(rows_with(rows, row_flat), range(300, 325));
  expect_nan_only_in(rows, range(300, 325));
  EXPECT_EQ(rows.seconds[3].flat_rows, 25);
  EXPECT_EQ(rows.seconds[6].flat_rows, 0);
}

TEST(ConditionerFlat, MarksEveryRowThatARunTouches) {
  auto x = noise(10000, 10, 4);
  std::fill_n(x.begin() + 3009, 252, 1.0F);  // frames 3009 to 3260
  EXPECT_EQ(rows_with(rows_of(x, 1000), row_flat), range(300, 327));
}

TEST(ConditionerClipped, MarksThreeSamplesAtARailButNotTwo) {
  // At 4000 Hz five single touches within a second are asked for, so that runs stand alone.
  auto x = noise(4 * 10000, 10, 5);
  std::fill_n(x.begin() + 8000, 3, 1000.0F);
  std::fill_n(x.begin() + 20000, 3, -1001.0F);
  std::fill_n(x.begin() + 32000, 2, 1000.0F);
  const auto rows = rows_of(x, 4000, lane({}, 1000));
  EXPECT_EQ(rows_with(rows, row_clipped), (RowSet{200, 500}));
  expect_nan_only_in(rows, {});
  EXPECT_EQ(rows.seconds[2].clipped_rows, 1);
}

TEST(ConditionerClipped, ARunAtARailIsNotFlat) {
  auto x = noise(10000, 10, 6);
  std::fill_n(x.begin() + 5000, 1000, 1000.0F);
  const auto rows = rows_of(x, 1000, lane({}, 1000));
  EXPECT_EQ(rows_with(rows, row_clipped), range(500, 600));
  EXPECT_EQ(rows_with(rows, row_flat), RowSet{});
}

TEST(ConditionerClipped, MarksNothingWithoutRails) {
  auto x = noise(10000, 10, 7);
  std::fill_n(x.begin() + 5000, 10, 1e6F);
  EXPECT_EQ(rows_with(rows_of(x, 1000), row_clipped), RowSet{});
}

TEST(ConditionerTouches, ASingleTouchIsAPeakAndTwoWithinHalfASecondAreClipped) {
  auto x = noise(20000, 10, 8);
  x[2000] = 1000;
  x[6000] = 1000;
  x[6500] = -1000;
  x[12000] = 1000;
  x[12501] = 1000;
  const auto rows = rows_of(x, 1000, lane({}, 1000));
  EXPECT_EQ(rows_with(rows, row_clipped), (RowSet{600, 650}));
}

TEST(ConditionerTouches, MoreThanOneInAThousandIsAskedFor) {
  for (const std::size_t touches : {4U, 5U}) {
    auto x = noise(40000, 10, 9);
    RowSet expected;
    for (std::size_t i = 0; i < touches; ++i) {
      x[20000 + 400 * i] = 1000;
      if (touches == 5) expected.insert(500 + 10 * i);
    }
    EXPECT_EQ(rows_with(rows_of(x, 4000, lane({}, 1000)), row_clipped), expected) << touches;
  }
}

}  // namespace
}  // namespace noctemg::emg
