#include "emg/row_sums.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <span>
#include <vector>

namespace noctemg::emg {
namespace {

std::vector<float> rows(std::size_t count, unsigned seed, bool with_gaps) {
  std::mt19937 random(seed);
  std::vector<float> result(count);
  for (float& value : result) {
    value = static_cast<float>(random() % 1000) / 16;
    if (with_gaps && random() % 40 == 0) value = std::nanf("");
  }
  return result;
}

/// The slow, obvious twin.
float mean_around(const std::vector<float>& x, std::size_t row, std::size_t half) {
  double sum = 0;
  int count = 0;
  for (std::size_t r = row > half ? row - half : 0; r <= row + half && r < x.size(); ++r) {
    if (std::isnan(x[r])) continue;
    sum += static_cast<double>(x[r]);
    ++count;
  }
  return std::isnan(x[row]) ? std::nanf("") : static_cast<float>(sum / count);
}

TEST(Smooth, IsTheMeanAroundEveryRow) {
  for (const bool with_gaps : {false, true}) {
    for (const std::size_t count : {1U, 11U, 63U, 64U, 75U, 500U}) {
      const auto x = rows(count, static_cast<unsigned>(count), with_gaps);
      for (const std::size_t half : {0U, 2U, 5U}) {
        for (const std::size_t begin : {std::size_t{0}, count / 3}) {
          std::vector<float> out(count - begin);
          smooth(x, begin, half, out);
          for (std::size_t i = 0; i < out.size(); ++i) {
            const float expected = mean_around(x, begin + i, half);
            if (std::isnan(expected)) {
              ASSERT_TRUE(std::isnan(out[i])) << count << ", row " << begin + i;
            } else {
              ASSERT_NEAR(out[i], expected, 1e-6F * expected) << count << ", row " << begin + i;
            }
          }
        }
      }
    }
  }
}

TEST(Smooth, DoesNotHangOnHowRowsAreCutUp) {
  const auto x = rows(1000, 5, true);
  std::vector<float> whole(900);
  smooth(x, 50, 5, whole);
  for (const std::size_t step : {1U, 7U, 100U, 333U}) {
    for (std::size_t begin = 0; begin < whole.size(); begin += step) {
      std::vector<float> part(std::min(step, whole.size() - begin));
      smooth(x, 50 + begin, 5, part);
      for (std::size_t i = 0; i < part.size(); ++i) {
        const float expected = whole[begin + i];
        ASSERT_TRUE(part[i] == expected || (std::isnan(part[i]) && std::isnan(expected)));
      }
    }
  }
}

TEST(UpperMedian, IsTheUpperOfTheTwoInTheMiddle) {
  EXPECT_EQ(upper_median(std::vector<float>{3}), 3);
  EXPECT_EQ(upper_median(std::vector<float>{3, 1}), 3);
  EXPECT_EQ(upper_median(std::vector<float>{5, 1, 3}), 3);
  EXPECT_EQ(upper_median(std::vector<float>{5, 1, 3, 4}), 4);
  for (unsigned seed = 0; seed < 100; ++seed) {
    auto x = rows(1 + seed, seed, false);
    const float found = upper_median(x);
    std::sort(x.begin(), x.end());
    EXPECT_EQ(found, x[x.size() / 2]);
  }
}

TEST(WindowedMaximum, IsTheLargestAroundEveryValue) {
  std::mt19937 random(2);
  for (const std::size_t count : {0U, 1U, 2U, 7U, 40U, 41U, 200U}) {
    std::vector<double> x(count);
    for (double& value : x) value = static_cast<double>(random() % 100);
    for (const std::size_t reach : {0U, 1U, 3U, 20U, 300U}) {
      const std::vector<double> found = windowed_maximum(x, reach);
      ASSERT_EQ(found.size(), count);
      for (std::size_t i = 0; i < count; ++i) {
        double most = x[i];
        for (std::size_t j = i > reach ? i - reach : 0; j <= i + reach && j < count; ++j) {
          most = std::max(most, x[j]);
        }
        ASSERT_EQ(found[i], most) << count << " values, reach " << reach << ", value " << i;
      }
    }
  }
}

TEST(LargerOfRank, IsWhatSortingGivesWhereThatIsLarger) {
  std::mt19937 random(8);
  for (int trial = 0; trial < 500; ++trial) {
    std::array<double, 10> window;
    for (double& value : window) value = static_cast<double>(random() % 12);
    auto sorted = window;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t rank = random() % window.size();
    const auto best = static_cast<double>(random() % 12);
    EXPECT_EQ(larger_of_rank(best, std::span<const double, 10>(window), rank),
              std::max(best, sorted[rank]));
  }
}

}  // namespace
}  // namespace noctemg::emg
