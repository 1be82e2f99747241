#include "emg/conditioner.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "made_signals.hpp"
#include "noctemg/time.hpp"

namespace noctemg::emg {
namespace {

using made::add_sine;
using made::conditioner;
using made::lane;
using made::noise;
using made::rows_of;
using made::tile;

/// Floats are good to 2e-5 of the signal after both passes of the cascade, and a row's mean square
/// doubles a relative error; what a filter remembers beyond the margin is less.
constexpr double margin_error = 2e-5;

/// Slow twin: direct form 1 in double, over the whole signal.
std::vector<double> filtered_forward(const std::vector<signal::Section>& sections,
                                     std::vector<double> x) {
  for (const signal::Section& c : sections) {
    double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
    for (double& value : x) {
      const double out = c[0] * value + c[1] * x1 + c[2] * x2 - c[4] * y1 - c[5] * y2;
      x2 = x1, x1 = value;
      y2 = y1, y1 = out;
      value = out;
    }
  }
  return x;
}

std::vector<double> filtered_both_ways(const std::vector<signal::Section>& sections,
                                       std::vector<double> x) {
  x = filtered_forward(sections, std::move(x));
  std::reverse(x.begin(), x.end());
  x = filtered_forward(sections, std::move(x));
  std::reverse(x.begin(), x.end());
  return x;
}

double mean_square(const std::vector<double>& x, std::int64_t begin, std::int64_t end) {
  double sum = 0;
  for (std::int64_t f = begin; f < end; ++f) {
    sum += x[static_cast<std::size_t>(f)] * x[static_cast<std::size_t>(f)];
  }
  return sum / static_cast<double>(end - begin);
}

TEST(Conditioner, EqualsForwardAndBackwardOverTheWholeSignal) {
  const Options options;
  for (const double rate_hz : {200.0, 512.0, 1000.0}) {
    const auto x = noise(static_cast<std::size_t>(60 * rate_hz), 10, 5);
    const auto rows = tile(conditioner(rate_hz, {lane({50})}), x, 1600, 1600).front();
    const Band band = design_band(options.filter, rate_hz);
    auto y = filtered_both_ways(band.sections, {x.begin(), x.end()});
    y = filtered_both_ways(band.notches({50}), y);
    const Rate rate = Rate::from_hz(rate_hz);
    for (std::int64_t r = 0; r < 1600; ++r) {
      const double expected =
          mean_square(y, rate.first_frame_of_row(1600 + r), rate.first_frame_of_row(1600 + r + 1));
      // Rows of 200 Hz hold two frames and can be nearly silent: relative to the signal there.
      EXPECT_NEAR(rows.mean_square[static_cast<std::size_t>(r)], expected,
                  margin_error * (expected + 10))
          << rate_hz << " Hz, row " << 1600 + r;
    }
  }
}

TEST(Conditioner, GivesTheSameRowsForTilesAnywhere) {
  const auto x = noise(2 * 40000, 10, 6);
  const Conditioner two = conditioner(1000, {lane(), lane({50, 150})});
  const auto whole = tile(two, x, 0, 4000);
  for (const std::int64_t first : {0, 100, 1600, 2700, 3900}) {
    const std::int64_t count = std::min<std::int64_t>(1600, 4000 - first);
    const auto part = tile(two, x, first, count);
    for (std::size_t c = 0; c < 2; ++c) {
      for (std::int64_t r = 0; r < count; ++r) {
        const float expected = whole[c].mean_square[static_cast<std::size_t>(first + r)];
        EXPECT_NEAR(part[c].mean_square[static_cast<std::size_t>(r)], expected,
                    margin_error * (static_cast<double>(expected) + 10))
            << "channel " << c << ", tile at " << first << ", row " << r;
      }
    }
  }
}

TEST(Conditioner, DoesNotNoticeAnOffset) {
  const auto x = noise(20000, 10, 7);
  auto raised = x;
  for (float& value : raised) value += 2000;
  const ChannelRows plain = rows_of(x, 1000);
  const ChannelRows offset = rows_of(raised, 1000);
  // Floats near 2000 are 1.2e-4 apart; the filter adds up a handful of such errors.
  for (std::size_t r = 0; r < plain.mean_square.size(); ++r) {
    EXPECT_NEAR(std::sqrt(offset.mean_square[r]), std::sqrt(plain.mean_square[r]), 3e-4) << r;
  }
}

TEST(Conditioner, ScalesExactlyWithAGainOfTwo) {
  auto x = noise(2 * 20000, 10, 8);
  auto twice = x;
  for (float& value : twice) value *= 2;
  const Conditioner two = conditioner(1000, {lane(), lane({50})});
  const auto once = tile(two, x, 0, 2000);
  const auto doubled = tile(two, twice, 0, 2000);
  for (std::size_t c = 0; c < 2; ++c) {
    for (std::size_t r = 0; r < 2000; ++r) {
      ASSERT_EQ(doubled[c].mean_square[r], 4 * once[c].mean_square[r]) << r;
    }
    for (std::size_t s = 0; s < 20; ++s) {
      const SecondFeatures& a = once[c].seconds[s];
      const SecondFeatures& b = doubled[c].seconds[s];
      EXPECT_EQ(b.mean_square, 4 * a.mean_square);
      EXPECT_EQ(b.low_mean_square, 4 * a.low_mean_square);
      EXPECT_EQ(b.mains_mean_square, 4 * a.mains_mean_square);
      EXPECT_EQ(b.min_uv, 2 * a.min_uv);
      EXPECT_EQ(b.max_uv, 2 * a.max_uv);
      EXPECT_EQ(b.median_hz, a.median_hz);
    }
  }
}

TEST(Conditioner, KeepsTheTimeOfAPulseUnlessItIsCausal) {
  std::vector<float> x(10000, 0.0F);
  for (std::size_t f = 0; f < x.size(); f += 2) x[f] = 1e-6F;  // not flat
  x[5004] = x[5005] = 1000;                                    // around the middle of row 500
  Options causal;
  causal.filter.zero_phase = false;
  const auto both = rows_of(x, 1000);
  const auto forward = rows_of(x, 1000, lane(), causal);
  for (std::size_t k = 1; k < 5; ++k) {
    EXPECT_GT(both.mean_square[500 - k], 0.01F) << k;
    EXPECT_NEAR(both.mean_square[500 - k] / both.mean_square[500 + k], 1, 1e-3) << k;
    EXPECT_LT(forward.mean_square[500 - k], 1e-9F) << k;
  }
  EXPECT_GT(forward.mean_square[501], 1.0F);
}

TEST(Conditioner, HasAValueInEveryRowOfARateBelowOneFramePerRow) {
  const auto rows = rows_of(noise(80 * 20, 10, 9), 80);
  ASSERT_EQ(rows.mean_square.size(), 2000U);
  for (std::size_t r = 0; r < 2000; ++r) EXPECT_FALSE(std::isnan(rows.mean_square[r])) << r;
  for (const SecondFeatures& second : rows.seconds) EXPECT_EQ(second.rows, 100);
}

TEST(Conditioner, EndsWithAShorterSecond) {
  const auto rows = rows_of(noise(2370, 10, 10), 1000);
  ASSERT_EQ(rows.seconds.size(), 3U);
  EXPECT_EQ(rows.seconds[0].rows, 100);
  EXPECT_EQ(rows.seconds[2].rows, 37);
  double sum = 0;
  for (std::size_t r = 200; r < 237; ++r) sum += static_cast<double>(rows.mean_square[r]);
  EXPECT_NEAR(rows.seconds[2].mean_square, sum / 37, 1e-4 * sum / 37);
}

}  // namespace
}  // namespace noctemg::emg
