#include "emg/row_queue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "emg/row_sums.hpp"

namespace noctemg::emg {
namespace {

constexpr std::int64_t half_width = 5;

/// Rows with gaps, and the same rows in a queue, cut up by chance: pieces shorter than what is
/// smoothed over are among them.
class RowQueueTest : public testing::TestWithParam<unsigned> {
 protected:
  RowQueueTest() : random_(GetParam()) {
    while (all_.size() < 600) {
      RowValues piece(random_() % (GetParam() % 2 == 0 ? 8 : 90));
      for (float& value : piece) {
        value = random_() % 50 == 0 ? std::nanf("") : static_cast<float>(random_() % 1000);
      }
      all_.insert(all_.end(), piece.begin(), piece.end());
      queue_.push_back(std::move(piece));
    }
  }
  [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(all_.size()); }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_() % static_cast<unsigned>(high - low + 1));
  }

  std::mt19937 random_;
  std::vector<float> all_;
  RowQueue queue_;
};

void expect_same(std::span<const float> found, std::span<const float> expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_TRUE(found[i] == expected[i] || (std::isnan(found[i]) && std::isnan(expected[i]))) << i;
  }
}

TEST_P(RowQueueTest, GivesRowsInOnePiece) {
  EXPECT_EQ(queue_.end(), size());
  for (int trial = 0; trial < 200; ++trial) {
    const std::int64_t begin = between(0, size() - 1);
    const std::int64_t end = between(begin, size());
    expect_same(queue_.rows(begin, end),
                std::span(all_).subspan(static_cast<std::size_t>(begin),
                                        static_cast<std::size_t>(end - begin)));
  }
}

TEST_P(RowQueueTest, SmoothsAsIfAllLayInOnePiece) {
  for (int trial = 0; trial < 200; ++trial) {
    const std::int64_t begin = between(0, size() - 1);
    std::vector<float> found(static_cast<std::size_t>(between(0, size() - begin)));
    std::vector<float> expected(found.size());
    queue_.smooth(begin, half_width, found);
    smooth(all_, static_cast<std::size_t>(begin), static_cast<std::size_t>(half_width), expected);
    expect_same(found, expected);
  }
}

TEST_P(RowQueueTest, KeepsWhatIsNotForgotten) {
  std::vector<float> expected(all_.size());
  smooth(all_, 0, static_cast<std::size_t>(half_width), expected);
  for (std::int64_t kept = 0; kept < size(); kept = between(kept + 1, kept + 60)) {
    queue_.drop_before(kept);
    const auto from = static_cast<std::size_t>(kept);
    expect_same(queue_.rows(kept, size()), std::span(all_).subspan(from));
    // Its neighbours may be gone.
    const auto whole = std::min(all_.size(), from + static_cast<std::size_t>(half_width));
    std::vector<float> found(all_.size() - whole);
    queue_.smooth(static_cast<std::int64_t>(whole), half_width, found);
    expect_same(found, std::span(expected).subspan(whole));
  }
  EXPECT_EQ(queue_.end(), size());
}

INSTANTIATE_TEST_SUITE_P(Seeds, RowQueueTest, testing::Range(0U, 12U));

}  // namespace
}  // namespace noctemg::emg
