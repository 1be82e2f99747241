#include "emg/aftermath.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "made_bursts.hpp"

namespace noctemg::emg {
namespace {

/// One leg: site 0 cramps, site 3 is the shin.
JudgedGroup group(Label label, double begin_s, double end_s, std::size_t lead = 0,
                  double level_ratio = 5) {
  JudgedGroup result;
  result.evidence.lead = lead;
  result.evidence.sites = {lead};
  result.evidence.features.level_ratio = level_ratio;
  result.episode.label = label;
  result.episode.begin_row = made::rows(begin_s);
  result.episode.end_row = made::rows(end_s);
  return result;
}

std::vector<JudgedGroup> joined(std::vector<JudgedGroup> groups) {
  join_aftermath(groups, made::one_leg());
  return groups;
}

bool says(const Episode& episode, std::string_view text) {
  return std::any_of(episode.reasons.begin(), episode.reasons.end(),
                     [&](const std::string& r) { return r.find(text) != std::string::npos; });
}

TEST(Aftermath, AWeakerToneOnTheSameSiteBelongsToTheCramp) {
  const auto groups =
      joined({group(Label::cramp, 10, 40, 0, 20), group(Label::tonic, 42, 90, 0, 3)});
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_TRUE(says(groups[0].episode, "weaker tone for 48 s"));
}

TEST(Spread, CrampsOfOneLegAtTheSameTimeAreOne) {
  std::vector<JudgedGroup> groups = {group(Label::cramp, 10, 22, 0),
                                     group(Label::cramp, 18, 60, 1)};
  groups[0].episode.channels = {0};
  groups[1].episode.channels = {1};
  join_spread(groups, 500);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].episode.begin_row, 1000);
  EXPECT_EQ(groups[0].episode.end_row, 6000);
  EXPECT_EQ(groups[0].episode.channels, (std::vector<std::size_t>{1, 0}));
  EXPECT_TRUE(says(groups[0].episode, "8.0 s earlier"));
}

TEST(Spread, OneAfterTheOtherOrInTwoLegsTheyAreTwo) {
  std::vector<JudgedGroup> after = {group(Label::cramp, 10, 22, 0), group(Label::cramp, 21, 60, 1)};
  join_spread(after, 500);
  EXPECT_EQ(after.size(), 2U);
  std::vector<JudgedGroup> legs = {group(Label::cramp, 10, 60, 0), group(Label::cramp, 10, 60, 1)};
  legs[1].episode.side = Side::right;
  join_spread(legs, 500);
  EXPECT_EQ(legs.size(), 2U);
}

TEST(Spread, OneSiteThatGoesOnIsOneCramp) {
  const auto pause = [](double end_s, double begin_s) {
    std::vector<JudgedGroup> parts = {group(Label::cramp, 10, end_s, 0),
                                      group(Label::cramp, begin_s, 90, 0)};
    join_spread(parts, 500);
    return parts;
  };
  const auto one = pause(30, 34.9);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].episode.begin_row, 1000);
  EXPECT_EQ(one[0].episode.end_row, 9000);
  EXPECT_TRUE(says(one[0].episode, "in two parts"));
  EXPECT_EQ(pause(30, 35).size(), 2U);
}

TEST(Aftermath, OtherTonesAreTheirOwn) {
  const JudgedGroup cramp = group(Label::cramp, 10, 40, 0, 20);
  EXPECT_EQ(joined({cramp, group(Label::tonic, 42, 90, 1, 3)}).size(), 2U);
  EXPECT_EQ(joined({cramp, group(Label::tonic, 42, 90, 0, 30)}).size(), 2U);
  EXPECT_EQ(joined({cramp, group(Label::tonic, 50.1, 90, 0, 3)}).size(), 2U);
  EXPECT_EQ(joined({group(Label::tonic, 10, 40, 0, 20), group(Label::tonic, 42, 90, 0, 3)}).size(),
            2U);
}

TEST(Aftermath, AWeakRestIsNoSecondCramp) {
  JudgedGroup rest = group(Label::cramp, 40, 70, 0, 3);
  EXPECT_EQ(joined({group(Label::cramp, 10, 40, 0, 20), rest}).size(), 2U);
  rest.evidence.weak_tail = true;
  EXPECT_EQ(joined({group(Label::cramp, 10, 40, 0, 20), rest}).size(), 1U);
}

TEST(Aftermath, AStretchAtTheEndBelongsToTheCramp) {
  const JudgedGroup cramp = group(Label::cramp, 10, 40);
  const auto groups = joined({cramp, group(Label::leg_movement, 38, 40.5, 3)});
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_TRUE(says(groups[0].episode, "stretched"));
  // Not an antagonist, too early, too long.
  EXPECT_EQ(joined({cramp, group(Label::leg_movement, 38, 40.5, 1)}).size(), 2U);
  EXPECT_EQ(joined({cramp, group(Label::leg_movement, 35.9, 38, 3)}).size(), 2U);
  EXPECT_EQ(joined({cramp, group(Label::leg_movement, 38, 42.1, 3)}).size(), 2U);
}

}  // namespace
}  // namespace noctemg::emg
