#include "emg/band.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace noctemg::emg {
namespace {

TEST(Band, IsWhatWasAskedForWhereTheRateAllowsIt) {
  for (const double rate_hz : {1000.0, 2000.0, 4096.0, 10000.0}) {
    const Band band = design_band({}, rate_hz);
    EXPECT_EQ(band.low_hz, 20) << rate_hz;
    EXPECT_EQ(band.high_hz, 450) << rate_hz;
    EXPECT_EQ(band.adapted, "") << rate_hz;
    EXPECT_EQ(band.sections.size(), 4U) << rate_hz;
    EXPECT_EQ(band.low_sections.size(), 2U) << rate_hz;
  }
}

TEST(Band, GivesWayBelowNineTenthsOfNyquistAndSaysSo) {
  for (const double rate_hz : {100.0, 128.0, 200.0, 256.0, 500.0, 512.0, 999.0}) {
    const Band band = design_band({}, rate_hz);
    EXPECT_EQ(band.low_hz, 20) << rate_hz;
    EXPECT_DOUBLE_EQ(band.high_hz, 0.45 * rate_hz) << rate_hz;
    EXPECT_NE(band.adapted.find("instead of 20-450 Hz"), std::string::npos) << band.adapted;
  }
  const std::string said = design_band({}, 200).adapted;
  EXPECT_NE(said.find("20-90 Hz"), std::string::npos) << said;
  EXPECT_NE(said.find("rate is 200 Hz"), std::string::npos) << said;
}

TEST(Band, HalvesThePowerAtBothEdgesOfAnyRate) {
  for (const double rate_hz : {100.0, 128.0, 200.0, 1000.0, 10000.0}) {
    const Band band = design_band({}, rate_hz);
    for (const double edge : {band.low_hz, band.high_hz}) {
      EXPECT_NEAR(signal::magnitude(band.sections, edge, rate_hz), std::sqrt(0.5), 1e-6)
          << edge << " Hz at " << rate_hz;
    }
    EXPECT_LT(signal::magnitude(band.sections, 5, rate_hz), 0.005) << rate_hz;
  }
}

TEST(Band, NeedsTenHertzAboveTheHighPassEdge) {
  // 0.45 of 66.7 Hz is just above 30 Hz, of 66.6 Hz just below.
  EXPECT_FALSE(design_band({}, 66.7).sections.empty());
  const Band none = design_band({}, 66.6);
  EXPECT_TRUE(none.sections.empty());
  EXPECT_NE(none.adapted.find("66.6 Hz leaves no EMG band above 20 Hz"), std::string::npos)
      << none.adapted;
  EXPECT_NE(none.adapted.find("not analysable"), std::string::npos) << none.adapted;
}

TEST(Band, NoAmplifierSamplesThatFast) {
  EXPECT_FALSE(design_band({}, 100'000).sections.empty());
  const Band none = design_band({}, 1e9);
  EXPECT_TRUE(none.sections.empty());
  EXPECT_NE(none.adapted.find("beyond any EMG amplifier"), std::string::npos) << none.adapted;
}

TEST(Band, FollowsTheOptions) {
  FilterOptions options;
  options.highpass_hz = 30;
  options.lowpass_hz = 200;
  options.order = 2;
  const Band band = design_band(options, 1000);
  EXPECT_EQ(band.sections.size(), 2U);
  EXPECT_EQ(band.adapted, "");
  EXPECT_NEAR(signal::magnitude(band.sections, 200, 1000), std::sqrt(0.5), 1e-6);
  EXPECT_NEAR(signal::magnitude(band.sections, 30, 1000), std::sqrt(0.5), 1e-6);
}

TEST(Band, LooksForMovementBetweenTwoHertzAndTheHighPassEdge) {
  for (const double rate_hz : {80.0, 200.0, 256.0, 512.0, 1000.0, 4000.0}) {
    const Band band = design_band({}, rate_hz);
    const double low_rate_hz = rate_hz / band.low_block;
    EXPECT_GE(low_rate_hz, std::min(rate_hz, 200.0));
    EXPECT_LT(low_rate_hz, 400.0);
    EXPECT_NEAR(signal::magnitude(band.low_sections, 2, low_rate_hz), std::sqrt(0.5), 1e-6);
    EXPECT_NEAR(signal::magnitude(band.low_sections, 20, low_rate_hz), std::sqrt(0.5), 1e-6);
    EXPECT_NEAR(signal::magnitude(band.low_sections, 7, low_rate_hz), 1, 0.05);
    EXPECT_LT(signal::magnitude(band.low_sections, 0.2, low_rate_hz), 0.02);
  }
}

TEST(Band, LeavesOutNotchesNearOrBeyondNyquist) {
  const Band band = design_band({}, 200);
  EXPECT_EQ(band.notches({50, 94.9, 95.1, 100, 150}).size(), 2U);
  EXPECT_TRUE(band.notches({}).empty());
  EXPECT_LT(signal::magnitude(band.notches({50}), 50, 200), 1e-9);
}

TEST(Band, TakesTheNotchesQualityFromTheOptions) {
  for (const double q : {10.0, 30.0}) {
    FilterOptions options;
    options.notch_q = q;
    const auto notches = design_band(options, 1000).notches({50});
    EXPECT_NEAR(signal::magnitude(notches, 50 - 25 / q, 1000), std::sqrt(0.5), 0.02) << q;
  }
}

}  // namespace
}  // namespace noctemg::emg
