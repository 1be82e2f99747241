#include "eval/site.hpp"

#include <gtest/gtest.h>

#include "eval/events.hpp"

namespace noctemg::eval {
namespace {

TEST(Site, IsNotTheSameMuscleOfTheOtherLeg) {
  ScoredEvent right = on_side(event(0, 10), Side::right);
  right.channels = {"R GM"};
  const SiteMatch match = compare_sites(event(0, 10), right);
  EXPECT_TRUE(match.comparable);
  EXPECT_FALSE(match.equal);
  EXPECT_FALSE(match.within);
}

TEST(Site, IsTheMuscleWhereOneSideNamesNoChannel) {
  ScoredEvent by_muscle = event(0, 10);
  by_muscle.channels.clear();
  EXPECT_TRUE(compare_sites(by_muscle, event(0, 10)).equal);
  by_muscle.muscle = "soleus";
  const SiteMatch other = compare_sites(by_muscle, event(0, 10));
  EXPECT_TRUE(other.comparable);
  EXPECT_FALSE(other.equal);
}

TEST(Site, OfBothLegsIsTheLeadingChannel) {
  ScoredEvent both = on_side(event(0, 10), Side::unknown, true);
  both.channels = {"R GM", "L GM"};
  const SiteMatch match = compare_sites(both, event(0, 10));
  EXPECT_TRUE(match.comparable);
  EXPECT_FALSE(match.equal);
  EXPECT_TRUE(match.within);
}

}  // namespace
}  // namespace noctemg::eval
