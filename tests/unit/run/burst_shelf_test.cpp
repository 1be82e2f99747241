#include "run/burst_shelf.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

namespace noctemg::run {
namespace {

using emg::Burst;
using emg::SecondFeatures;

/// No two numbers of a burst are the same, and none those of another burst.
Burst numbered(int number, std::size_t channel, std::size_t values, std::size_t seconds) {
  Burst burst;
  burst.channel = channel;
  burst.begin = 103 * number;
  burst.end = burst.begin + 50;
  burst.profile_begin = emg::profile_begin_of(burst.begin);
  burst.second_begin = emg::second_begin_of(burst.begin);
  burst.rest_uv = 1.0F / static_cast<float>(number + 1);
  burst.slow = number % 2 == 1;
  for (std::size_t i = 0; i < values; ++i) {
    burst.profile.push_back(static_cast<float>(number) + 0.001F * static_cast<float>(i));
  }
  for (std::size_t s = 0; s < seconds; ++s) {
    SecondFeatures second;
    float next = static_cast<float>(number) + 1e-3F * static_cast<float>(s);
    for (float* const member :
         {&second.min_uv, &second.max_uv, &second.mean_square, &second.mean_fourth,
          &second.low_mean_square, &second.mains_mean_square}) {
      *member = next += 0.1F;
    }
    second.zero_crossings = static_cast<std::uint16_t>(65'535 - s);
    second.missing_rows = 1;
    second.flat_rows = 2;
    second.clipped_rows = 3;
    second.rows = 100;
    burst.seconds.push_back(second);
  }
  return burst;
}

void expect_same(const SecondFeatures& a, const SecondFeatures& b) {
  EXPECT_EQ(a.min_uv, b.min_uv);
  EXPECT_EQ(a.max_uv, b.max_uv);
  EXPECT_EQ(a.mean_square, b.mean_square);
  EXPECT_EQ(a.mean_fourth, b.mean_fourth);
  EXPECT_EQ(a.low_mean_square, b.low_mean_square);
  EXPECT_EQ(a.mains_mean_square, b.mains_mean_square);
  EXPECT_TRUE(std::isnan(a.median_hz) && std::isnan(b.median_hz));
  EXPECT_EQ(a.zero_crossings, b.zero_crossings);
  EXPECT_EQ(a.missing_rows, b.missing_rows);
  EXPECT_EQ(a.flat_rows, b.flat_rows);
  EXPECT_EQ(a.clipped_rows, b.clipped_rows);
  EXPECT_EQ(a.rows, b.rows);
}

TEST(BurstShelf, GivesBackWhatItTookChannelByChannel) {
  constexpr int channels = 3;
  BurstShelf shelf(channels);
  std::vector<std::vector<Burst>> wanted(channels);
  // Enough for a file, put down in many turns, some of them empty.
  for (int turn = 0; turn < 60; ++turn) {
    for (std::size_t c = 0; c < channels; ++c) {
      std::vector<Burst> some;
      for (int i = 0; i < (turn + static_cast<int>(c)) % 4; ++i) {
        some.push_back(numbered(turn * 10 + i, c, static_cast<std::size_t>(20 * turn),
                                static_cast<std::size_t>(turn)));
        wanted[c].push_back(some.back());
      }
      shelf.put(c, some);
      EXPECT_TRUE(some.empty());
    }
  }
  const std::vector<std::vector<Burst>> found = shelf.take();
  ASSERT_EQ(found.size(), wanted.size());
  for (std::size_t c = 0; c < channels; ++c) {
    ASSERT_EQ(found[c].size(), wanted[c].size());
    for (std::size_t i = 0; i < found[c].size(); ++i) {
      const Burst& a = found[c][i];
      const Burst& b = wanted[c][i];
      EXPECT_EQ(a.channel, b.channel);
      EXPECT_EQ(a.begin, b.begin);
      EXPECT_EQ(a.end, b.end);
      EXPECT_EQ(a.rest_uv, b.rest_uv);
      EXPECT_EQ(a.slow, b.slow);
      EXPECT_EQ(a.profile_begin, b.profile_begin);
      EXPECT_EQ(a.second_begin, b.second_begin);
      EXPECT_EQ(a.profile, b.profile);
      ASSERT_EQ(a.seconds.size(), b.seconds.size());
      for (std::size_t s = 0; s < a.seconds.size(); ++s) expect_same(a.seconds[s], b.seconds[s]);
    }
  }
}

TEST(BurstShelf, MayStayEmpty) {
  BurstShelf shelf(2);
  for (const std::vector<Burst>& bursts : shelf.take()) EXPECT_TRUE(bursts.empty());
}

}  // namespace
}  // namespace noctemg::run
