#include "noctemg/nearest.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace noctemg {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("abc", ""), 3u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("abc", "abd"), 1u);
  EXPECT_EQ(edit_distance("abc", "abcd"), 1u);
  EXPECT_EQ(edit_distance("abcd", "acd"), 1u);
  EXPECT_EQ(edit_distance("abcd", "acbd"), 1u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
}

TEST(NearestName, TakesTheClosestAndNothingFarAway) {
  const std::vector<std::string> known = {"info", "analyze", "simulate", "options"};
  EXPECT_EQ(nearest_name("analyse", known), "analyze");
  EXPECT_EQ(nearest_name("optoins", known), "options");
  EXPECT_EQ(nearest_name("dance", known), "");
  EXPECT_EQ(nearest_name("", known), "");
  EXPECT_EQ(nearest_name(std::string(100000, 'a'), known), "");
}

}  // namespace
}  // namespace noctemg
