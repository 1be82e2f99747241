// A tile is filtered in steps, of 16 s at 2 kHz and 32 s at 1 kHz: nothing shows where they meet.

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "emg/made_signals.hpp"

namespace noctemg::emg {
namespace {

using made::conditioner;
using made::lane;
using made::noise;
using made::rows_of;
using made::tile;

// Steps of these two tiles meet at different places. 333 1/3 Hz: rows and blocks of the low band
// have no whole number of frames.
TEST(ConditionerSteps, ShowNothingInRowsAndSecondsWhereTheyMeet) {
  for (const double rate_hz : {2000.0, 1000.0, 1000.0 / 3, 75.0}) {
    auto x = noise(static_cast<std::size_t>(160 * rate_hz), 10, 21);
    made::add_sine(x, 5, 20, rate_hz);
    made::add_sine(x, 20, 4, rate_hz);
    const bool notch = rate_hz > 300;
    if (notch) made::add_sine(x, 5, 100, rate_hz);
    const Conditioner one = conditioner(rate_hz, {notch ? lane({50, 100}) : lane({})}, Options());
    constexpr std::size_t shift_s = 7;
    const auto early = tile(one, x, 0, 15000).front();
    const auto late = tile(one, x, shift_s * rows_per_second, 15000).front();
    for (std::size_t r = 1000; r < 14000; ++r) {
      const float expected = early.mean_square[r + shift_s * rows_per_second];
      if (r + shift_s * rows_per_second >= 15000) break;
      ASSERT_NEAR(late.mean_square[r], expected, 2e-4 * (expected + 10.0F))
          << rate_hz << " Hz, row " << r;
    }
    for (std::size_t s = 10; s + shift_s < 150; ++s) {
      const SecondFeatures& a = early.seconds[s + shift_s];
      const SecondFeatures& b = late.seconds[s];
      const std::string where = std::to_string(rate_hz) + " Hz, second " + std::to_string(s);
      ASSERT_EQ(a.zero_crossings, b.zero_crossings) << where;
      ASSERT_NEAR(a.max_uv, b.max_uv, 0.01) << where;
      ASSERT_NEAR(b.mean_fourth / a.mean_fourth, 1, 1e-3) << where;
      ASSERT_EQ(b.mains_mean_square > 5, notch) << where;
      ASSERT_NEAR(b.mains_mean_square, a.mains_mean_square, 1e-3 * a.mains_mean_square) << where;
    }
  }
}

// Means of blocks that lie on a grid of the tile's: where the shift is whole blocks they are equal.
TEST(ConditionerSteps, ShowNothingInTheLowBandWhereTheyMeet) {
  for (const double rate_hz : {2000.0, 1000.0, 500.0}) {
    auto x = noise(static_cast<std::size_t>(120 * rate_hz), 10, 22);
    made::add_sine(x, 20, 4, rate_hz);
    const Conditioner one = conditioner(rate_hz, {lane()}, Options());
    const auto early = tile(one, x, 0, 11000).front();
    const auto late = tile(one, x, 700, 10000).front();
    for (std::size_t s = 10; s < 100; ++s) {
      const float expected = early.seconds[s + 7].low_mean_square;
      ASSERT_NEAR(late.seconds[s].low_mean_square, expected, 1e-3F * expected)
          << rate_hz << " Hz, second " << s;
      ASSERT_NEAR(expected, 200, 40);
    }
  }
}

// An electrode that is off for some seconds comes back with another offset.
TEST(ConditionerSteps, BridgeAGapThatBeganInTheStepBefore) {
  constexpr double rate_hz = 1000;
  constexpr std::size_t frames_per_s = 1000;
  for (const std::size_t gap_s : {1U, 3U, 8U}) {
    for (std::size_t begin_s = 24; begin_s < 34; ++begin_s) {
      auto x = noise(60 * frames_per_s, 5, 23);
      const std::size_t begin = begin_s * frames_per_s + 137;
      const std::size_t end = begin + gap_s * frames_per_s;
      for (std::size_t f = begin; f < end; ++f) x[f] = std::nanf("");
      for (std::size_t f = end; f < x.size(); ++f) x[f] += 4000;
      const ChannelRows rows = rows_of(x, rate_hz);
      for (std::size_t r = 100; r < 5900; ++r) {
        const bool gone = r >= begin / 10 - 5 && r < (end + 9) / 10 + 5;
        ASSERT_EQ(std::isnan(rows.mean_square[r]), gone)
            << "gap of " << gap_s << " s at " << begin_s << " s, row " << r;
        if (!gone) {
          ASSERT_LT(std::sqrt(rows.mean_square[r]), 15)
              << "gap of " << gap_s << " s at " << begin_s << " s, row " << r;
        }
      }
    }
  }
}

}  // namespace
}  // namespace noctemg::emg
