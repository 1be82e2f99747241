#include "emg/queue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <random>

namespace noctemg::emg {
namespace {

TEST(Queue, BehavesLikeADeque) {
  std::mt19937 random(1);
  Queue<int> queue;
  std::deque<int> expected;
  for (int step = 0; step < 2000; ++step) {
    if (random() % 3 != 0) {
      const std::vector<int> more(random() % 20, step);
      if (random() % 2 == 0) {
        queue.append(more);
      } else {
        std::ranges::copy(more, queue.extend(more.size()).begin());
      }
      expected.insert(expected.end(), more.begin(), more.end());
      queue.push_back(-step);
      expected.push_back(-step);
    } else {
      const std::size_t count = std::min<std::size_t>(random() % 30, expected.size());
      queue.drop(count);
      expected.erase(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(count));
    }
    ASSERT_EQ(queue.size(), expected.size());
    if (expected.empty()) continue;
    const std::size_t i = random() % expected.size();
    ASSERT_EQ(queue[i], expected[i]);
    ASSERT_EQ(queue[0], expected.front());
  }
}

}  // namespace
}  // namespace noctemg::emg
