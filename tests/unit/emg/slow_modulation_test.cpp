#include "emg/slow_modulation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "emg/burst.hpp"

namespace noctemg::emg {
namespace {

/// Levels of a contraction whose estimate is 10 % uncertain, waxing and waning by `depth`.
std::vector<float> levels(double length_s, double hz, double depth, double slope_per_s = 0) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  std::vector<float> result;
  for (double t = 0; t < length_s; t += profile_s) {
    const double swing = 1 + depth * std::sin(2 * std::numbers::pi * hz * t);
    result.push_back(
        static_cast<float>((20 + slope_per_s * t) * swing * (1 + 0.1 * normal(random))));
  }
  return result;
}

TEST(SlowModulation, IsOneForASteadyContraction) {
  EXPECT_NEAR(slow_modulation(levels(200, 1, 0)), 1, 0.15);
}

TEST(SlowModulation, GrowsWithAnOscillationOfACramp) {
  const double weak = slow_modulation(levels(60, 1.4, 0.1));
  const double strong = slow_modulation(levels(60, 1.4, 0.25));
  EXPECT_GT(weak, 3);
  EXPECT_GT(strong, 3 * weak);
}

TEST(SlowModulation, IsBlindToSlowerSwingsAndSlopes) {
  EXPECT_NEAR(slow_modulation(levels(100, 0.2, 0.5)), 1, 0.35);
  EXPECT_NEAR(slow_modulation(levels(60, 1, 0, 2.0)), 1, 0.3);
}

TEST(SlowModulation, ClonusIsNoSlowModulation) {
  EXPECT_LT(slow_modulation(levels(60, 6, 0.5)), 0.5);
}

TEST(SlowModulation, IsAMatterOfShapeNotOfUnits) {
  std::vector<float> profile = levels(30, 1.4, 0.2);
  const double before = slow_modulation(profile);
  for (float& value : profile) value *= 4;
  EXPECT_DOUBLE_EQ(slow_modulation(profile), before);
}

TEST(SlowModulation, IsUnknownForShortOrSilentOnes) {
  EXPECT_TRUE(std::isnan(slow_modulation(levels(9, 1.4, 0.2))));
  EXPECT_TRUE(std::isnan(slow_modulation(std::vector<float>(400, 0.0F))));
}

}  // namespace
}  // namespace noctemg::emg
