// What the conditioner tells of each second: spectrum, mains, slow movement.

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <utility>

#include "emg/conditioner.hpp"
#include "made_signals.hpp"

namespace noctemg::emg {
namespace {

using made::add_sine;
using made::lane;
using made::noise;
using made::rows_of;

/// Noise between two frequencies: many sines with phases that do not line up.
std::vector<float> band_noise(double low_hz, double high_hz, double rate_hz) {
  std::vector<float> x(static_cast<std::size_t>(10 * rate_hz), 0.0F);
  int i = 0;
  for (double f = low_hz; f <= high_hz; f += 0.7) add_sine(x, 4, f, rate_hz, 0.5 * i * i), ++i;
  return x;
}

TEST(ConditionerMedian, IsTheFrequencyOfASine) {
  for (const double frequency : {60.0, 116.0, 180.0}) {
    auto x = noise(10000, 0.5, 1);
    add_sine(x, 30, frequency, 1000);
    const auto rows = rows_of(x, 1000);
    // Bins of a quarter second are 4 Hz wide.
    for (std::size_t s = 1; s < 9; ++s) EXPECT_NEAR(rows.seconds[s].median_hz, frequency, 2) << s;
  }
}

TEST(ConditionerMedian, HalvesTheBandOfNoise) {
  for (const double rate_hz : {500.0, 1000.0, 2000.0}) {
    const auto rows = rows_of(band_noise(60, 180, rate_hz), rate_hz);
    double mean = 0;
    for (std::size_t s = 1; s < 9; ++s) mean += static_cast<double>(rows.seconds[s].median_hz) / 8;
    EXPECT_NEAR(mean, 120, 6) << rate_hz;
  }
}

TEST(ConditionerMedian, IsUnknownBelowFiveHundredHertz) {
  for (const double rate_hz : {128.0, 250.0, 499.0}) {
    for (const auto& second : rows_of(band_noise(30, 50, rate_hz), rate_hz).seconds) {
      EXPECT_TRUE(std::isnan(second.median_hz)) << rate_hz;
    }
  }
}

TEST(ConditionerMedian, IsAskedOfLoudWholeSecondsOnly) {
  const auto quiet = rows_of(noise(10500, 3, 2), 1000);
  for (const auto& second : quiet.seconds) EXPECT_TRUE(std::isnan(second.median_hz));
  const auto loud = rows_of(noise(10500, 6, 2), 1000);
  for (std::size_t s = 0; s < 10; ++s) EXPECT_FALSE(std::isnan(loud.seconds[s].median_hz)) << s;
  EXPECT_TRUE(std::isnan(loud.seconds[10].median_hz));
}

/// Hum as grids and electrodes make it: its frequency wanders by up to `wander_hz` around 50 Hz
/// within minutes, its amplitude is doubled every other minute.
std::vector<float> wandering_hum(double wander_hz, double seconds, double rate_hz) {
  std::vector<float> x = noise(static_cast<std::size_t>(seconds * rate_hz), 0.5, 3);
  double phase = 0;
  for (std::size_t f = 0; f < x.size(); ++f) {
    const double t = static_cast<double>(f) / rate_hz;
    const double hz = 50 + wander_hz * std::sin(2 * std::numbers::pi * t / 200);
    const double amplitude_uv = std::fmod(t, 120) < 60 ? 20 : 40;
    phase += 2 * std::numbers::pi * hz / rate_hz;
    x[f] += static_cast<float>(amplitude_uv * std::sin(phase));
  }
  return x;
}

// A notch of quality 30 run forward and backward leaves (2 Q df/f)^2 of a line df away from its
// centre: 0.4 % at 50 mHz, the band in which European grids are kept, 5 % at 200 mHz, their limit.
TEST(ConditionerMains, FollowsAWanderingFrequencyAndStepsOfTheAmplitude) {
  for (const auto& [wander_hz, left] :
       {std::pair{0.0, 0.0}, std::pair{0.05, 0.0036}, std::pair{0.2, 0.058}}) {
    const auto rows = rows_of(wandering_hum(wander_hz, 300, 1000), 1000, lane({50}));
    for (std::size_t s = 2; s < 298; ++s) {
      const std::size_t into = s % 60;
      if (into < 1 || into > 58) continue;  // the step itself is no line
      const double hum_uv = (s % 120 < 60 ? 20 : 40) / std::sqrt(2.0);
      const SecondFeatures& second = rows.seconds[s];
      // What the first of the two passes took is told: 3 % less at 200 mHz.
      EXPECT_NEAR(std::sqrt(second.mains_mean_square), hum_uv, 0.04 * hum_uv) << s;
      EXPECT_LT(std::sqrt(second.mean_square), 0.6 + left * hum_uv) << wander_hz << " Hz, " << s;
    }
  }
}

TEST(ConditionerMains, TellsWhatTheNotchesTook) {
  auto x = noise(20000, 5, 3);
  const auto without_hum = rows_of(x, 1000, lane({50}));
  add_sine(x, 20, 50, 1000);  // a mean square of 200
  const auto notched = rows_of(x, 1000, lane({50}));
  const auto plain = rows_of(x, 1000);
  for (std::size_t s = 5; s < 15; ++s) {
    const SecondFeatures& second = notched.seconds[s];
    EXPECT_NEAR(second.mains_mean_square, 200, 20) << s;
    EXPECT_NEAR(second.mean_square, without_hum.seconds[s].mean_square, 0.1) << s;
    EXPECT_LT(without_hum.seconds[s].mains_mean_square, 4) << s;
    // What the notches leave and what they took is what was there, but for what noise and hum have
    // in common in a single second.
    EXPECT_NEAR(second.mean_square + second.mains_mean_square, plain.seconds[s].mean_square, 10);
    EXPECT_EQ(plain.seconds[s].mains_mean_square, 0) << s;
  }
  for (std::size_t r = 500; r < 1500; ++r) {
    EXPECT_NEAR(notched.mean_square[r], without_hum.mean_square[r],
                0.05F + 0.02F * without_hum.mean_square[r]);
  }
}

TEST(ConditionerMains, TakesEachChannelsOwnNotches) {
  std::vector<float> x;
  auto hum = noise(20000, 1, 4);
  add_sine(hum, 20, 50, 1000);
  for (const float value : hum) x.insert(x.end(), {value, value});
  const auto rows = made::tile(made::conditioner(1000, {lane(), lane({50})}), x, 500, 1000);
  for (std::size_t s = 0; s < 10; ++s) {
    EXPECT_GT(rows[0].seconds[s].mean_square, 150) << s;
    EXPECT_EQ(rows[0].seconds[s].mains_mean_square, 0) << s;
    EXPECT_LT(rows[1].seconds[s].mean_square, 2) << s;
  }
}

TEST(ConditionerLow, TellsTheMovementBelowTheBand) {
  auto x = noise(20000, 2, 5);
  const auto still = rows_of(x, 1000);
  add_sine(x, 50, 7, 1000);  // a mean square of 1250
  const auto moved = rows_of(x, 1000);
  add_sine(x, 5000, 0.05, 1000);  // drift says nothing about a limb
  const auto drifting = rows_of(x, 1000);
  for (std::size_t s = 5; s < 15; ++s) {
    EXPECT_LT(still.seconds[s].low_mean_square, 1) << s;
    EXPECT_NEAR(moved.seconds[s].low_mean_square, 1250, 60) << s;
    EXPECT_NEAR(drifting.seconds[s].low_mean_square, moved.seconds[s].low_mean_square, 60) << s;
    EXPECT_NEAR(moved.seconds[s].mean_square, still.seconds[s].mean_square, 0.1) << s;
  }
}

TEST(ConditionerExtremes, AreThoseOfTheConditionedSignal) {
  auto x = noise(20000, 0.1, 6);
  for (float& value : x) value += 500;
  add_sine(x, 30, 97, 1000);
  const auto rows = rows_of(x, 1000);
  for (std::size_t s = 1; s < 19; ++s) {
    EXPECT_NEAR(rows.seconds[s].max_uv, 30, 1) << s;
    EXPECT_NEAR(rows.seconds[s].min_uv, -30, 1) << s;
  }
}

}  // namespace
}  // namespace noctemg::emg
