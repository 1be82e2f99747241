#include "emg/coverage.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace noctemg::emg {
namespace {

SecondFeatures second(double rms_uv = 3) {
  SecondFeatures out;
  out.mean_square = static_cast<float>(rms_uv * rms_uv);
  out.rows = 100;
  return out;
}

SecondFeatures clipped(std::uint8_t rows) {
  SecondFeatures out = second();
  out.clipped_rows = rows;
  return out;
}

SecondFeatures missing(std::uint8_t rows) {
  SecondFeatures out = second();
  out.missing_rows = rows;
  return out;
}

SecondFeatures flat(std::uint8_t rows) {
  SecondFeatures out = second();
  out.flat_rows = rows;
  return out;
}

Coverage covered(const std::vector<SecondFeatures>& seconds) {
  CoverageCounter counter({});
  for (const SecondFeatures& s : seconds) counter.push(std::span(&s, 1));
  counter.end_segment();
  Coverage coverage;
  counter.write(coverage);
  return coverage;
}

TEST(Coverage, GoodSecondsAreAnalysable) {
  SecondFeatures half = second();
  half.rows = 37;
  const Coverage c = covered({second(), second(), half});
  EXPECT_DOUBLE_EQ(c.recorded_s, 2.37);
  EXPECT_DOUBLE_EQ(c.analysable_s, 2.37);
  EXPECT_EQ(c.gap_s + c.leadoff_s + c.flat_s + c.clipped_s + c.mains_s, 0);
}

TEST(Coverage, MissingRowsAreNoRecording) {
  const Coverage c = covered({missing(30), missing(100), second()});
  EXPECT_DOUBLE_EQ(c.recorded_s, 1.7);
  EXPECT_DOUBLE_EQ(c.gap_s, 1.3);
  EXPECT_DOUBLE_EQ(c.analysable_s, 1.7);
}

TEST(Coverage, AddsToAGapThatIsKnownAlready) {
  CoverageCounter counter({});
  const SecondFeatures s = missing(30);
  counter.push(std::span(&s, 1));
  Coverage coverage;
  coverage.gap_s = 10;
  counter.write(coverage);
  EXPECT_DOUBLE_EQ(coverage.gap_s, 10.3);
}

TEST(Coverage, FlatAndClippedRowsAreLost) {
  const Coverage c = covered({flat(40), clipped(20), second()});
  EXPECT_DOUBLE_EQ(c.flat_s, 0.4);
  EXPECT_DOUBLE_EQ(c.clipped_s, 0.2);
  EXPECT_DOUBLE_EQ(c.recorded_s, 3);
  EXPECT_DOUBLE_EQ(c.analysable_s, 2.4);
}

TEST(Coverage, NoRowIsLostTwice) {
  SecondFeatures all = second();
  all.missing_rows = 30;
  all.flat_rows = 60;
  all.clipped_rows = 30;
  const Coverage c = covered({all});
  EXPECT_DOUBLE_EQ(c.recorded_s, 0.7);
  EXPECT_DOUBLE_EQ(c.flat_s, 0.6);
  EXPECT_NEAR(c.clipped_s, 0.1, 1e-12);
  EXPECT_NEAR(c.analysable_s, 0, 1e-12);
}

TEST(Coverage, TwoSecondsBelowAmplifierNoiseAreLeadOff) {
  EXPECT_EQ(covered({second(), second(0.49), second()}).leadoff_s, 0);
  EXPECT_DOUBLE_EQ(covered({second(), second(0.49), second(0.49), second()}).leadoff_s, 2);
  EXPECT_EQ(covered({second(0.51), second(0.51), second(0.51)}).leadoff_s, 0);
  EXPECT_DOUBLE_EQ(covered({second(), second(0.1), second(0.1), second(0.1)}).analysable_s, 1);
}

TEST(Coverage, NineTenthsOfASecondAtARailAreLeadOff) {
  const Coverage off = covered({clipped(90), clipped(100), clipped(90)});
  EXPECT_DOUBLE_EQ(off.leadoff_s, 3);
  EXPECT_EQ(off.clipped_s, 0);
  const Coverage loud = covered({clipped(89), clipped(89), clipped(89)});
  EXPECT_EQ(loud.leadoff_s, 0);
  EXPECT_DOUBLE_EQ(loud.clipped_s, 2.67);
}

TEST(Coverage, LeadOffEndsWithItsSegment) {
  CoverageCounter counter({});
  const SecondFeatures off = second(0.1);
  counter.push(std::span(&off, 1));
  counter.end_segment();
  counter.push(std::span(&off, 1));
  counter.end_segment();
  Coverage coverage;
  counter.write(coverage);
  EXPECT_EQ(coverage.leadoff_s, 0);
}

TEST(Coverage, MainsSecondsAreThoseWithHalfOfTheirPowerInHum) {
  SecondFeatures hum = second(2);
  hum.mains_mean_square = 4;
  SecondFeatures less = second(2);
  less.mains_mean_square = 3.9F;
  const Coverage c = covered({hum, less, hum});
  EXPECT_DOUBLE_EQ(c.mains_s, 2);
  EXPECT_NEAR(c.mains_uv, std::sqrt((4 + 3.9 + 4) / 3), 1e-6);
  EXPECT_DOUBLE_EQ(c.analysable_s, 3);
}

TEST(Coverage, ActiveSecondsReachTwentyMicrovolts) {
  CoverageCounter counter({});
  const std::vector<SecondFeatures> seconds = {second(19.9), second(20.1), second(300)};
  counter.push(seconds);
  EXPECT_DOUBLE_EQ(counter.active_s(), 2);
}

TEST(Coverage, RestingLevelIsTheMedianOfOneValueAMinute) {
  CoverageCounter counter({});
  std::vector<float> levels(5 * 60, 99.0F);
  const float nan = std::nanf("");
  levels[0] = 4;
  levels[60] = 1;
  levels[120] = nan;
  levels[180] = 3;
  levels[240] = nan;
  counter.add_resting_levels(std::span(levels).first(100));
  counter.add_resting_levels(std::span(levels).subspan(100));
  Coverage coverage;
  counter.write(coverage);
  EXPECT_EQ(coverage.resting_level_uv, 3);
  Coverage unknown;
  CoverageCounter({}).write(unknown);
  EXPECT_TRUE(std::isnan(unknown.resting_level_uv));
}

}  // namespace
}  // namespace noctemg::emg
