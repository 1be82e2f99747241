#include "emg/row_list.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace noctemg::emg {
namespace {

// Rows of equal length, of two lengths, of a frame, without a frame, and of a rate that is odd.
const std::vector<Rate> rates = {{2000, 1}, {300, 1}, {250, 1},  {100, 1},
                                 {60, 1},   {512, 1}, {1000, 3}, {200, 2}};

TEST(RowList, ListsTheFirstFramesOfRowsCutToAStretch) {
  for (const Rate& rate : rates) {
    const RowList list(rate);
    for (const std::int64_t first_row : {0, 17, 400}) {
      const std::int64_t first = rate.first_frame_of_row(first_row);
      const std::int64_t last = rate.first_frame_of_row(first_row + 100);
      for (const std::int64_t margin : {0, 1, 777}) {
        const std::int64_t begin = std::max<std::int64_t>(0, first - margin);
        const std::int64_t end = last + margin;
        const RowRange rows = list.over({first_row, first_row + 100}, begin, end);
        EXPECT_LE(rate.first_frame_of_row(rows.begin), begin);
        EXPECT_TRUE(rows.begin == first_row || rate.first_frame_of_row(rows.begin + 1) > begin);
        EXPECT_GE(rate.first_frame_of_row(rows.end), end);
        EXPECT_TRUE(rows.end == first_row + 100 || rate.first_frame_of_row(rows.end - 1) < end);
        std::vector<std::uint32_t> found;
        list.first_frames(rows, begin, end, found);
        ASSERT_EQ(static_cast<std::int64_t>(found.size()), rows.end - rows.begin + 1);
        std::int64_t longest = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
          const std::int64_t frame =
              rate.first_frame_of_row(rows.begin + static_cast<std::int64_t>(i));
          ASSERT_EQ(found[i], std::clamp(frame, begin, end) - begin)
              << rate.hz() << " Hz, row " << rows.begin + static_cast<std::int64_t>(i);
          if (i > 0) longest = std::max<std::int64_t>(longest, found[i] - found[i - 1]);
        }
        EXPECT_LE(longest, list.most_frames()) << rate.hz() << " Hz";
      }
    }
  }
}

TEST(RowList, RowsMayReachBeyondTheStretch) {
  const RowList list(Rate{300, 1});
  std::vector<std::uint32_t> found;
  list.first_frames({0, 4}, 4, 8, found);
  EXPECT_EQ(found, (std::vector<std::uint32_t>{0, 0, 2, 4, 4}));
}

}  // namespace
}  // namespace noctemg::emg
