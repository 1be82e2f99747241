#include "exact_math.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace noctemg::synth {
namespace {

TEST(ExactMath, LogarithmAgreesWithTheStandardLibrary) {
  for (double x = 1e-12; x < 1e12; x *= 1.37) {
    EXPECT_NEAR(exact_log(x), std::log(x), 1e-14 * (1 + std::abs(std::log(x)))) << x;
  }
  EXPECT_EQ(exact_log(1), 0);
}

TEST(ExactMath, ExponentialAgreesWithTheStandardLibrary) {
  for (double x = -50; x < 50; x += 0.173) {
    EXPECT_NEAR(exact_exp(x) / std::exp(x), 1, 1e-13) << x;
  }
  EXPECT_EQ(exact_exp(0), 1);
}

TEST(ExactMath, SineAndCosineAgreeWithTheStandardLibrary) {
  for (double turns = -3; turns < 3; turns += 0.0137) {
    const auto [s, c] = sin_cos_turns(turns);
    EXPECT_NEAR(s, std::sin(2 * pi * turns), 1e-14) << turns;
    EXPECT_NEAR(c, std::cos(2 * pi * turns), 1e-14) << turns;
  }
}

TEST(ExactMath, QuartersOfATurnAreExact) {
  EXPECT_EQ(sin_cos_turns(0.25), (std::pair{1.0, -0.0}));
  EXPECT_EQ(sin_cos_turns(-0.25), (std::pair{-1.0, 0.0}));
  EXPECT_EQ(sin_cos_turns(1.5), (std::pair{-0.0, -1.0}));
}

}  // namespace
}  // namespace noctemg::synth
