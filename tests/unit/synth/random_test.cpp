#include "random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace noctemg::synth {
namespace {

struct Moments {
  double mean = 0;
  double variance = 0;
  double kurtosis = 0;
};

Moments moments(const std::vector<double>& x) {
  Moments m;
  const auto n = static_cast<double>(x.size());
  for (const double v : x) m.mean += v / n;
  double fourth = 0;
  for (const double v : x) {
    const double d = v - m.mean;
    m.variance += d * d / n;
    fourth += d * d * d * d / n;
  }
  m.kurtosis = fourth / (m.variance * m.variance);
  return m;
}

TEST(RandomNormals, HaveTheMomentsOfANormalDistribution) {
  std::vector<double> x;
  for (std::uint64_t n = 0; n < 100'000; ++n) {
    const auto [a, b] = random_normals(7, n);
    x.insert(x.end(), {a, b});
  }
  const Moments m = moments(x);
  EXPECT_NEAR(m.mean, 0, 0.01);
  EXPECT_NEAR(m.variance, 1, 0.015);
  EXPECT_NEAR(m.kurtosis, 3, 0.05);
}

TEST(RandomNormals, TwoOfAPairAreUncorrelated) {
  double product = 0;
  for (std::uint64_t n = 0; n < 100'000; ++n) {
    const auto [a, b] = random_normals(7, n);
    product += a * b / 100'000;
  }
  EXPECT_NEAR(product, 0, 0.015);
}

TEST(RandomRoughNormal, HasUnitVarianceAndNoOffset) {
  std::vector<double> x;
  for (std::uint64_t n = 0; n < 200'000; ++n) x.push_back(random_rough_normal(11, n));
  const Moments m = moments(x);
  EXPECT_NEAR(m.mean, 0, 0.01);
  EXPECT_NEAR(m.variance, 1, 0.015);
  EXPECT_NEAR(m.kurtosis, 2.7, 0.05);
}

TEST(MakeKey, DependsOnOrderAndOnEveryPart) {
  EXPECT_NE(make_key({1, 2}), make_key({2, 1}));
  EXPECT_NE(make_key({1, 2}), make_key({1, 3}));
  EXPECT_NE(make_key({1}), make_key({1, 0}));
}

TEST(RandomCurve, IsContinuous) {
  double largest_step = 0;
  for (double x = -3; x < 3; x += 0.001) {
    largest_step =
        std::max(largest_step, std::abs(random_curve(3, x + 0.001) - random_curve(3, x)));
  }
  EXPECT_GT(largest_step, 0);
  EXPECT_LT(largest_step, 0.02);
}

TEST(Draw, RepeatsFromTheSameKey) {
  Draw a(5);
  Draw b(5);
  for (int k = 0; k < 100; ++k) EXPECT_EQ(a.normal(0, 1), b.normal(0, 1));
}

TEST(Draw, WholeReachesBothEnds) {
  Draw draw(9);
  int seen[4] = {};
  for (int k = 0; k < 1000; ++k) ++seen[draw.whole(3, 6) - 3];
  for (const int n : seen) EXPECT_NEAR(n, 250, 80);
}

TEST(Draw, LognormalKeepsItsMedianAndItsEnds) {
  Draw draw(4);
  int below = 0;
  for (int k = 0; k < 4000; ++k) {
    const double x = draw.lognormal(10, 0.5, 1, 100);
    ASSERT_GE(x, 1);
    ASSERT_LE(x, 100);
    if (x < 10) ++below;
  }
  EXPECT_NEAR(below, 2000, 150);
}

TEST(Draw, PoissonHasItsMean) {
  Draw draw(6);
  int sum = 0;
  for (int k = 0; k < 2000; ++k) sum += draw.poisson(3);
  EXPECT_NEAR(sum, 6000, 300);
}

}  // namespace
}  // namespace noctemg::synth
