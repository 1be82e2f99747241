#include "emg/decide.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "made_bursts.hpp"
#include "noctemg/episode_model.hpp"

namespace noctemg::emg {
namespace {

using made::burst;
using made::one_leg;
using made::two_legs;

Twitch twitch(double begin_s, double length_s = 0.1, float peak_uv = 20) {
  const auto begin = static_cast<std::int32_t>(made::rows(begin_s));
  return {begin, begin + static_cast<std::int32_t>(made::rows(length_s)), peak_uv, made::rest_uv};
}

std::vector<Episode> decided(std::vector<std::vector<Burst>> bursts, const std::vector<Site>& sites,
                             std::vector<std::vector<Twitch>> twitches = {}) {
  bursts.resize(sites.size());
  twitches.resize(sites.size());
  std::vector<std::vector<Fault>> faults(sites.size());
  return decide({std::move(bursts), std::move(twitches), std::move(faults)}, sites, {}, nullptr);
}

TEST(Decide, TellsPlaceTimeAndReasons) {
  std::vector<Site> sites = one_leg();
  sites[1].channel = 7;
  sites[1].muscle = "soleus";
  const auto episodes = decided({{}, {burst(100, 130)}}, sites);
  ASSERT_EQ(episodes.size(), 1U);
  EXPECT_EQ(episodes[0].label, Label::cramp);
  EXPECT_EQ(episodes[0].certainty, Certainty::probable);
  EXPECT_EQ(episodes[0].begin_row, 10000);
  EXPECT_EQ(episodes[0].end_row, 13000);
  EXPECT_EQ(episodes[0].channels, (std::vector<std::size_t>{7}));
  EXPECT_EQ(episodes[0].muscle, "soleus");
  EXPECT_EQ(episodes[0].side, Side::left);
  EXPECT_FALSE(episodes[0].reasons.empty());
}

TEST(Decide, NamesChannelsAboveCrossTalkLeadingOneFirst) {
  const auto episodes =
      decided({{burst(100, 104, 5.9)}, {burst(100, 104, 6)}, {burst(100, 104, 30)}}, one_leg());
  ASSERT_EQ(episodes.size(), 1U);
  EXPECT_EQ(episodes[0].channels, (std::vector<std::size_t>{2, 1}));
}

TEST(Decide, AGroupBelowHalfASecondIsATwitch) {
  EXPECT_EQ(decided({{burst(100, 100.49)}}, one_leg())[0].label, Label::twitch);
  EXPECT_EQ(decided({{burst(100, 100.5)}}, one_leg())[0].label, Label::leg_movement);
  EXPECT_FALSE(decided({{burst(100, 100.49)}}, one_leg())[0].reasons.empty());
}

TEST(Decide, TwitchesOfOneLegThatCoincideAreOne) {
  const auto together = [](double second_s, const std::vector<Site>& sites, std::size_t site) {
    std::vector<std::vector<Twitch>> twitches(sites.size());
    twitches[0] = {twitch(100)};
    twitches[site].push_back(twitch(second_s, 0.2, 50));
    return decided({}, sites, twitches);
  };
  const auto one = together(100.1, one_leg(), 1);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].label, Label::twitch);
  EXPECT_EQ(one[0].begin_row, 10000);
  EXPECT_EQ(one[0].end_row, 10030);
  EXPECT_EQ(one[0].channels, (std::vector<std::size_t>{1, 0}));
  EXPECT_EQ(one[0].features.peak_uv, 50);
  EXPECT_EQ(together(100.11, one_leg(), 1).size(), 2U);
  EXPECT_EQ(together(100, two_legs(), 2).size(), 2U);
}

TEST(Decide, ATwitchBesideABurstOfItsChannelIsTheBurstsEdge) {
  const auto beside = [](double begin_s, std::size_t site) {
    std::vector<std::vector<Twitch>> twitches(4);
    twitches[site] = {twitch(begin_s)};
    return decided({{burst(100, 104)}}, one_leg(), twitches).size();
  };
  EXPECT_EQ(beside(104.19, 0), 1U);
  EXPECT_EQ(beside(104.2, 0), 2U);
  EXPECT_EQ(beside(99.71, 0), 1U);
  EXPECT_EQ(beside(99.7, 0), 2U);
  EXPECT_EQ(beside(104.1, 1), 2U);
}

TEST(Decide, EpisodesComeInOrder) {
  const auto episodes = decided({{burst(50, 52), burst(100, 104)}, {}, {burst(20, 25)}}, two_legs(),
                                {{twitch(70)}, {twitch(10)}});
  ASSERT_EQ(episodes.size(), 5U);
  for (std::size_t i = 1; i < episodes.size(); ++i) {
    EXPECT_LE(episodes[i - 1].begin_row, episodes[i].begin_row);
  }
}

/// Label of a short strong rise in the left calf at 200 s beside other activity.
Label short_cramp_beside(std::vector<std::vector<Burst>> others) {
  others.resize(4);
  auto& own = others[0];
  own.push_back(burst(200, 205));
  std::sort(own.begin(), own.end(),
            [](const Burst& a, const Burst& b) { return a.begin < b.begin; });
  for (const Episode& episode : decided(std::move(others), two_legs())) {
    if (episode.begin_row == 20000) return episode.label;
  }
  return Label::artifact;
}

TEST(Decide, AShortCrampHasNoMovementOfItsLegWithinNinetySeconds) {
  EXPECT_EQ(short_cramp_beside({}), Label::cramp);
  EXPECT_EQ(short_cramp_beside({{burst(110, 112)}}), Label::leg_movement);
  EXPECT_EQ(short_cramp_beside({{burst(109.99, 112)}}), Label::cramp);
  EXPECT_EQ(short_cramp_beside({{burst(290, 292)}}), Label::leg_movement);
  EXPECT_EQ(short_cramp_beside({{burst(290.01, 292)}}), Label::cramp);
  EXPECT_EQ(short_cramp_beside({{}, {burst(250, 252)}}), Label::leg_movement);
}

TEST(Decide, TheOtherLegMayMoveMeanwhile) {
  EXPECT_EQ(short_cramp_beside({{}, {}, {burst(250, 252)}}), Label::cramp);
}

TEST(Decide, AMovementOfBothLegsIsAlsoOneOfEachWhicheverBeganIt) {
  EXPECT_EQ(short_cramp_beside({{burst(250, 255)}, {burst(250, 255)}, {burst(250.2, 255)}}),
            Label::leg_movement);
  EXPECT_EQ(short_cramp_beside({{burst(250.2, 255)}, {}, {burst(250, 255)}, {burst(250, 255)}}),
            Label::leg_movement);
}

TEST(Decide, ANoiseFloorThatSwaysIsNotTold) {
  // Rest is 2 uV: two sites held 1.95 and 2.05 times rest for two minutes.
  EXPECT_TRUE(decided({{burst(100, 220, 1.9)}, {burst(100, 220, 1.9)}}, one_leg()).empty());
  const auto tone = decided({{burst(100, 220, 2.1)}, {burst(100, 220, 2.1)}}, one_leg());
  ASSERT_EQ(tone.size(), 1U);
  EXPECT_EQ(tone[0].label, Label::tonic);
}

TEST(Decide, WhatTheModelTakesForACrampIsToldHoweverWeak) {
  // Below the weakest cramps: no cramp by definition, but nothing to keep silent about.
  const auto told = [](const char* cramp) {
    const EpisodeModel model = EpisodeModel::parse(
        std::string("noctemg-model 1\nlabels cramp tonic\ninputs duration_s\nscaling none\n"
                    "calibration 1 0\nbaseline ") +
            cramp + " 0\nend\n",
        "made");
    std::vector<std::vector<Burst>> bursts(4);
    bursts[0] = {burst(100, 160, 0.9)};
    return decide({std::move(bursts), std::vector<std::vector<Twitch>>(4),
                   std::vector<std::vector<Fault>>(4)},
                  one_leg(), {}, &model);
  };
  ASSERT_EQ(told("3").size(), 1U);
  EXPECT_EQ(told("3")[0].label, Label::tonic);
  EXPECT_GT(told("3")[0].probability, 0.9);
  EXPECT_TRUE(told("-3").empty());
}

TEST(Decide, CountsTwitchesOfTheLeadingSiteInTheMinutesAround) {
  const std::vector<Twitch> own = {twitch(30),  twitch(41),  twitch(99),
                                   twitch(131), twitch(189), twitch(195)};
  const std::vector<Twitch> other = {twitch(60), twitch(150)};
  const auto episodes = decided({{burst(100, 130)}}, one_leg(), {own, other});
  const auto cramp = std::find_if(episodes.begin(), episodes.end(),
                                  [](const Episode& e) { return e.label == Label::cramp; });
  ASSERT_NE(cramp, episodes.end());
  EXPECT_EQ(cramp->features.twitches_before, 2);
  EXPECT_EQ(cramp->features.twitches_after, 2);
}

TEST(Decide, TellsWhenBothLegsMoveNext) {
  const auto after = [](std::vector<std::vector<Burst>> lists, const std::vector<Site>& sites) {
    return decided(std::move(lists), sites)[0].features.moved_after_s;
  };
  const std::vector<Burst> calf = {burst(100, 130), burst(150, 156)};
  EXPECT_NEAR(after({calf, {burst(150, 156)}, {burst(150, 156)}, {burst(150, 156)}}, two_legs()),
              20, 0.01);
  // What one leg does is no waking.
  EXPECT_EQ(after({calf, {burst(150, 156)}}, two_legs()), 120);
  EXPECT_TRUE(std::isnan(after({calf}, one_leg())));
}

}  // namespace
}  // namespace noctemg::emg
