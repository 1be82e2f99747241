#include "emg/vote.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <span>

namespace noctemg::emg {

bool operator==(const Run& a, const Run& b) { return a.begin == b.begin && a.end == b.end; }

namespace {

std::vector<emg::Run> streamed(VoteHysteresis vote, const std::vector<double>& x, double on,
                               double off) {
  std::vector<emg::Run> runs;
  for (const double value : x) {
    if (auto run = vote.push(value >= on, value > off)) runs.push_back(*run);
  }
  while (auto run = vote.finish()) runs.push_back(*run);
  return runs;
}

/// The slow, obvious twin: a running median that passes thresholds, rows beyond the ends counting
/// as rest.
std::vector<emg::Run> by_median(const std::vector<double>& x, std::int64_t half,
                                std::int64_t end_rows, double on, double off) {
  const auto n = static_cast<std::int64_t>(x.size());
  std::vector<double> median(x.size());
  for (std::int64_t i = 0; i < n; ++i) {
    std::vector<double> window;
    for (std::int64_t j = i - half; j <= i + half; ++j) {
      window.push_back(j < 0 || j >= n ? -1e9 : x[static_cast<std::size_t>(j)]);
    }
    std::sort(window.begin(), window.end());
    median[static_cast<std::size_t>(i)] = window[static_cast<std::size_t>(half)];
  }
  std::vector<emg::Run> runs;
  std::int64_t begin = -1;
  std::int64_t below = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    const double m = median[static_cast<std::size_t>(i)];
    if (begin < 0) {
      if (m >= on) begin = i, below = 0;
      continue;
    }
    below = m > off ? 0 : below + 1;
    if (below == end_rows) runs.push_back({begin, i + 1 - below}), begin = -1;
  }
  if (begin >= 0) runs.push_back({begin, n - below});
  return runs;
}

TEST(VoteHysteresis, EqualsARunningMedianWithHysteresis) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> level(0, 10);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<double> x;
    while (x.size() < 600) x.insert(x.end(), 1 + random() % 60, level(random));
    for (const std::int64_t half : {0, 1, 7, 15}) {
      for (const std::int64_t end_rows : {1, 5, 50}) {
        ASSERT_EQ(streamed(VoteHysteresis(2 * half + 1, end_rows), x, 6, 4),
                  by_median(x, half, end_rows, 6, 4))
            << "trial " << trial << " half " << half << " end " << end_rows;
      }
    }
  }
}

/// Rows are pushed a second at a time.
std::vector<emg::Run> streamed_by_seconds(VoteHysteresis vote, const std::vector<float>& x,
                                          double on, double off) {
  constexpr std::size_t second = 40;
  const emg::Thresholds thresholds(on, off);
  std::vector<emg::Run> runs;
  for (std::size_t begin = 0; begin < x.size(); begin += second) {
    const std::span<const float> rows =
        std::span(x).subspan(begin, std::min(second, x.size() - begin));
    float highest = 0;
    for (const float value : rows) highest = std::fmax(highest, value);
    vote.push(rows, highest, thresholds, [&](const emg::Run& run) { runs.push_back(run); });
  }
  while (auto run = vote.finish()) runs.push_back(*run);
  return runs;
}

TEST(Thresholds, TellTheLeastLevelAboveTheLowerOne) {
  for (const double off : {4.0, 4.1, 0.3}) {
    const emg::Thresholds thresholds(6, off);
    const float least = thresholds.least_above_off();
    EXPECT_GT(static_cast<double>(least), off);
    EXPECT_LE(static_cast<double>(std::nextafter(least, 0.0F)), off);
  }
}

TEST(VoteHysteresis, RowsBySecondsAreTheSameAsOneByOne) {
  std::mt19937 random(8);
  // A threshold between two floats, one that is a float, and rows that lie on both.
  for (const double off : {4.0, 4.1, 0.3}) {
    for (int trial = 0; trial < 200; ++trial) {
      std::vector<float> x;
      while (x.size() < 900) {
        const auto level =
            static_cast<float>(random() % 9 == 0 ? 6.0 + static_cast<double>(random() % 2)
                                                 : 0.1 * static_cast<double>(random() % 55));
        x.insert(x.end(), 1 + random() % 70, level);
        if (random() % 5 == 0) x.push_back(std::nanf(""));
        if (random() % 5 == 0) x.push_back(static_cast<float>(off));
      }
      // Long activity with a few gaps.
      const std::size_t busy = random() % 400;
      for (std::size_t i = busy; i < busy + 300; ++i) {
        if (random() % 25 != 0) x[i] = 7;
      }
      const std::vector<double> same(x.begin(), x.end());
      for (const std::int64_t window : {1, 15, 101}) {
        ASSERT_EQ(streamed_by_seconds(VoteHysteresis(window, 5), x, 6, off),
                  streamed(VoteHysteresis(window, 5), same, 6, off))
            << "trial " << trial << " window " << window << " off " << off;
      }
    }
  }
}

TEST(VoteHysteresis, LetsNoPulseShorterThanHalfItsWindowPass) {
  for (std::size_t width = 1; width <= 30; ++width) {
    std::vector<double> x(300, 0.0);
    std::fill_n(x.begin() + 100, width, 10.0);
    const auto runs = streamed(VoteHysteresis(31, 10), x, 5, 5);
    EXPECT_EQ(runs.empty(), width <= 15) << width;
  }
}

TEST(VoteHysteresis, KeepsTheEdgesOfALongPulse) {
  std::vector<double> x(500, 0.0);
  std::fill_n(x.begin() + 100, 200, 10.0);
  EXPECT_EQ(streamed(VoteHysteresis(31, 50), x, 5, 5), (std::vector<emg::Run>{{100, 300}}));
}

TEST(VoteHysteresis, IsAsNewAfterFinish) {
  VoteHysteresis vote(31, 50);
  std::vector<double> x(200, 10.0);
  const auto first = streamed(vote, x, 5, 5);
  for (const double value : x) (void)vote.push(value >= 5, value > 5);
  while (vote.finish()) {
  }
  std::vector<emg::Run> second;
  for (const double value : x) {
    if (auto run = vote.push(value >= 5, value > 5)) second.push_back(*run);
  }
  while (auto run = vote.finish()) second.push_back(*run);
  EXPECT_EQ(first, second);
}

}  // namespace
}  // namespace noctemg::emg
