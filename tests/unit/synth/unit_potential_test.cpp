#include "unit_potential.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "exact_math.hpp"

namespace noctemg::synth {
namespace {

constexpr double velocity_m_s = 4;

/// An electrode at `z_mm` in front of a leg of 50 mm radius under 4 mm of fat.
ElectrodePlace front_at(double z_mm) { return {0, 1, 50, 4, z_mm}; }

/// One fibre `depth_mm` below the fat in front, its end plate at 0.
Fibre front_fibre(double depth_mm, double up_mm, double down_mm) {
  return {0, 50 - 4 - depth_mm, 0, up_mm, down_mm};
}

std::vector<double> potential(const Fibre& fibre, double z_mm) {
  return unit_potential({&fibre, 1}, velocity_m_s, front_at(z_mm), {});
}

double peak(const std::vector<double>& x) {
  double most = 0;
  for (const double v : x) most = std::max(most, std::abs(v));
  return most;
}

/// Delay of `b` after `a` by the highest cross-correlation, seconds.
double delay_s(const std::vector<double>& a, const std::vector<double>& b) {
  double best = 0;
  std::size_t at = 0;
  for (std::size_t lag = 0; lag < 120; ++lag) {
    double sum = 0;
    for (std::size_t k = 0; k + lag < std::min(a.size(), b.size()); ++k) sum += a[k] * b[k + lag];
    if (sum > best) {
      best = sum;
      at = lag;
    }
  }
  return static_cast<double>(at) / fine_rate_hz;
}

TEST(UnitPotential, TravelsAtTheConductionVelocity) {
  const Fibre fibre = front_fibre(4, 150, 150);
  const double seen = delay_s(potential(fibre, 50), potential(fibre, 70));
  EXPECT_NEAR(seen, 0.020 / velocity_m_s, 1.5 / fine_rate_hz);
}

TEST(UnitPotential, IsTurnedRoundOnTheOtherSideOfTheEndPlate) {
  const Fibre fibre = front_fibre(6, 60, 60);
  const std::vector<double> down = potential(fibre, 25);
  const std::vector<double> up = potential(fibre, -25);
  for (std::size_t k = 0; k < down.size(); ++k) {
    EXPECT_NEAR(down[k], -up[k], 1e-9 * peak(down)) << k;
  }
}

TEST(UnitPotential, VanishesOverTheEndPlateOfAnEvenFibre) {
  const Fibre fibre = front_fibre(6, 60, 60);
  EXPECT_LT(peak(potential(fibre, 0)), 1e-9 * peak(potential(fibre, 25)));
}

TEST(UnitPotential, ShowsTheEndOfTheFibreEverywhereAtOnce) {
  const Fibre fibre = front_fibre(15, 60, 60);
  // Far beyond the end nothing passes by: what is left comes when the wave dies.
  for (const double z : {90.0, 120.0}) {
    const std::vector<double> x = potential(fibre, z);
    const auto most = std::ranges::max_element(x, {}, [](double v) { return std::abs(v); });
    const double at_s = static_cast<double>(most - x.begin()) / fine_rate_hz;
    EXPECT_NEAR(at_s, 0.060 / velocity_m_s, 0.002) << z;
  }
}

TEST(UnitPotential, FallsWithDepthAndLastsTenToThirtyMilliseconds) {
  double last = 1e300;
  for (const double depth : {3.0, 6.0, 12.0, 24.0}) {
    const std::vector<double> x = potential(front_fibre(depth, 30, 30), 12);
    EXPECT_LT(peak(x), 0.7 * last) << depth;
    last = peak(x);
    const double length_s = static_cast<double>(x.size()) / fine_rate_hz;
    EXPECT_GT(length_s, 0.010);
    EXPECT_LT(length_s, 0.030);
  }
}

TEST(UnitPotential, HasNoConstantPart) {
  const std::vector<double> x = potential(front_fibre(5, 33, 30), 12);
  const double sum = std::accumulate(x.begin(), x.end(), 0.0);
  const double size =
      std::accumulate(x.begin(), x.end(), 0.0, [](double s, double v) { return s + std::abs(v); });
  EXPECT_LT(std::abs(sum), 0.02 * size);
}

TEST(RecorderFilter, KeepsWhatARecordingCanHoldAndDelaysIt) {
  const std::vector<double> x = potential(front_fibre(8, 33, 30), 12);
  for (const double rate : {1000.0, 2000.0, 10000.0}) {
    const RecorderFilter filter(rate);
    const std::vector<double> y = filter.apply(x);
    double error = 0;
    for (std::size_t k = 0; k < y.size(); ++k) {
      const double at = static_cast<double>(k) * fine_rate_hz / filter.rate_hz() -
                        filter.delay_s() * fine_rate_hz;
      const auto n = static_cast<std::int64_t>(std::lround(at));
      const double was = n >= 0 && n < std::ssize(x) ? x[static_cast<std::size_t>(n)] : 0;
      error = std::max(error, std::abs(y[k] - was));
    }
    EXPECT_LT(error, 0.1 * peak(x)) << rate;
    EXPECT_GE(filter.rate_hz(), std::min(4 * rate, fine_rate_hz) * 0.99) << rate;
  }
}

TEST(RecorderFilter, RemovesWhatLiesAboveTheNyquistFrequency) {
  const RecorderFilter filter(128);
  std::vector<double> tone(8192);
  for (std::size_t k = 0; k < tone.size(); ++k) {
    tone[k] = std::sin(2 * pi * 80 * static_cast<double>(k) / fine_rate_hz);
  }
  const std::vector<double> y = filter.apply(tone);
  const std::span<const double> middle = std::span(y).subspan(y.size() / 3, y.size() / 3);
  for (const double v : middle) EXPECT_LT(std::abs(v), 0.01);
}

}  // namespace
}  // namespace noctemg::synth
