#include "emg/resting_level.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace noctemg::emg {
namespace {

std::vector<float> resting_levels(const std::vector<float>& levels, const RestOptions& options) {
  RestingLevel rest(options);
  std::vector<float> result;
  float value = 0;
  for (const float level : levels) {
    rest.push(level);
    while (rest.next(value)) result.push_back(value);
  }
  rest.finish();
  while (rest.next(value)) result.push_back(value);
  return result;
}

TEST(RestingLevel, EqualsThePercentileOfASortedWindow) {
  RestOptions options;
  options.window_s = 60;
  options.percentile = 30;
  std::mt19937 random(3);
  std::uniform_real_distribution<float> level(0, 20);
  std::vector<float> levels(400);
  for (float& value : levels) value = random() % 10 == 0 ? std::nanf("") : level(random);
  const auto streamed = resting_levels(levels, options);
  ASSERT_EQ(streamed.size(), levels.size());
  for (std::ptrdiff_t i = 0; i < 400; ++i) {
    std::vector<float> window;
    const std::ptrdiff_t begin = std::clamp<std::ptrdiff_t>(i - 30, 0, 400 - 61);
    for (std::ptrdiff_t j = begin; j < begin + 61; ++j) {
      if (!std::isnan(levels[static_cast<std::size_t>(j)]))
        window.push_back(levels[static_cast<std::size_t>(j)]);
    }
    std::sort(window.begin(), window.end());
    const auto at = static_cast<std::size_t>(0.3 * static_cast<double>(window.size() - 1));
    EXPECT_EQ(streamed[static_cast<std::size_t>(i)], std::max(0.3F, window[at])) << i;
  }
}

TEST(RestingLevel, EqualsThePercentileWhereLevelsDriftAndMostOfTheWindowIsFarFromIt) {
  constexpr std::ptrdiff_t count = 4000;
  constexpr std::ptrdiff_t half = 500;
  std::mt19937 random(4);
  std::vector<float> levels(count);
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const auto noise = static_cast<float>(random() % 1000) / 100;
    // A slow rise and fall, a jump, levels that are equal, and minutes that are missing.
    float level = noise + 8 * std::sin(static_cast<float>(i) / 500);
    if (i > 2200) level = std::round(level) + 30;
    if (i / 100 % 9 == 8) level = std::nanf("");
    levels[static_cast<std::size_t>(i)] = level;
  }
  for (const double percentile : {1.0, 40.0, 50.0}) {
    RestOptions options;
    options.window_s = 2 * half;
    options.percentile = percentile;
    options.min_uv = -100;
    const auto streamed = resting_levels(levels, options);
    ASSERT_EQ(streamed.size(), levels.size());
    for (std::ptrdiff_t i = 0; i < count; ++i) {
      const std::ptrdiff_t begin = std::clamp<std::ptrdiff_t>(i - half, 0, count - 2 * half - 1);
      std::vector<float> window(levels.begin() + begin, levels.begin() + begin + 2 * half + 1);
      std::erase_if(window, [](float level) { return std::isnan(level); });
      const auto rank =
          static_cast<std::ptrdiff_t>(percentile / 100 * static_cast<double>(window.size() - 1));
      std::nth_element(window.begin(), window.begin() + rank, window.end());
      ASSERT_EQ(streamed[static_cast<std::size_t>(i)], window[static_cast<std::size_t>(rank)])
          << percentile << " %, second " << i;
    }
  }
}

TEST(RestingLevel, IsNotRaisedByACrampOfTenMinutes) {
  std::vector<float> levels(3 * 3600, 2.0F);
  for (const std::ptrdiff_t at : {0, 5000, 3 * 3600 - 600}) {
    auto night = levels;
    std::fill_n(night.begin() + at, 600, 80.0F);
    for (const float rest : resting_levels(night, {})) EXPECT_EQ(rest, 2.0F) << "cramp at " << at;
  }
}

TEST(RestingLevel, IsNotRaisedByAFirstMinuteWithoutRest) {
  std::vector<float> levels(3600, 2.0F);
  std::fill_n(levels.begin(), 60, 80.0F);
  EXPECT_EQ(resting_levels(levels, {}).front(), 2.0F);
}

TEST(RestingLevel, FollowsAChangeThatStays) {
  std::vector<float> levels(4 * 3600, 2.0F);
  std::fill(levels.begin() + 2 * 3600, levels.end(), 5.0F);
  const auto rest = resting_levels(levels, {});
  EXPECT_EQ(rest.front(), 2.0F);
  EXPECT_EQ(rest.back(), 5.0F);
}

TEST(RestingLevel, SaysNothingWhereNothingIsUsable) {
  const std::vector<float> levels(100, std::nanf(""));
  for (const float rest : resting_levels(levels, {})) EXPECT_TRUE(std::isnan(rest));
}

}  // namespace
}  // namespace noctemg::emg
