#include "emg/assembler.hpp"

#include <gtest/gtest.h>

#include "made_bursts.hpp"

namespace noctemg::emg {
namespace {

using made::burst;
using made::one_leg;
using made::Spans;
using made::spans;
using made::two_legs;
using Lists = std::vector<std::vector<Burst>>;

std::vector<Group> grouped(Lists lists, const std::vector<Site>& sites) {
  lists.resize(sites.size());
  return assemble(BurstIndex(std::move(lists)), sites, {});
}

Spans one_leg_spans(Lists lists) { return spans(grouped(std::move(lists), one_leg())); }

TEST(Assemble, BurstsOfOneLegThatOverlapAreOne) {
  EXPECT_EQ(one_leg_spans({{burst(10, 14)}, {burst(13.9, 18)}}), (Spans{{1000, 1800}}));
  EXPECT_EQ(one_leg_spans({{burst(10, 14)}, {burst(13, 17)}, {burst(16, 20)}}),
            (Spans{{1000, 2000}}));
}

TEST(Assemble, BurstsOfOneLegFollowWithinHalfASecond) {
  EXPECT_EQ(one_leg_spans({{burst(10, 14)}, {burst(14.49, 18)}}), (Spans{{1000, 1800}}));
  EXPECT_EQ(one_leg_spans({{burst(10, 14)}, {burst(14.5, 18)}}),
            (Spans{{1000, 1400}, {1450, 1800}}));
}

TEST(Assemble, PiecesThatTouchStayApart) {
  EXPECT_EQ(one_leg_spans({{burst(10, 14), burst(14, 18)}}), (Spans{{1000, 1400}, {1400, 1800}}));
  EXPECT_EQ(one_leg_spans({{burst(10, 14)}, {burst(14, 18)}}), (Spans{{1000, 1400}, {1400, 1800}}));
}

TEST(Assemble, BesideSomethingLongOnlyWhatSharesHalfOfItBelongsToIt) {
  EXPECT_EQ(one_leg_spans({{burst(10, 40)}, {burst(20, 35)}}).size(), 1U);
  EXPECT_EQ(one_leg_spans({{burst(10, 40)}, {burst(20, 34.9)}}).size(), 2U);
  // Up to 15 s is not long.
  EXPECT_EQ(one_leg_spans({{burst(10, 25)}, {burst(14, 16)}}).size(), 1U);
  EXPECT_EQ(one_leg_spans({{burst(10, 25.01)}, {burst(14, 16)}}).size(), 2U);
}

TEST(Assemble, WhatACrampLeavesIsNotJoinedByWhatEndsWithTheCramp) {
  // Two sites cramp for 8 s; one leaves a tone of 14 s, the other ends a moment later.
  Lists leg = {{burst(10, 18, 60), burst(18, 32, 3)}, {burst(10, 18.2, 12)}};
  leg[0][1].weak = true;
  EXPECT_EQ(one_leg_spans(leg), (Spans{{1000, 1820}, {1800, 3200}}));
  // What goes on beside that tone is a part of it.
  leg[1][0] = burst(16, 26, 3);
  EXPECT_EQ(one_leg_spans(leg).size(), 1U);
}

TEST(Assemble, AShortBurstLateInSomethingLocalIsNoPartOfIt) {
  EXPECT_EQ(one_leg_spans({{burst(10, 20)}, {burst(16, 18)}}).size(), 2U);
  EXPECT_EQ(one_leg_spans({{burst(10, 20)}, {burst(15.9, 18)}}).size(), 1U);
  // Below eight seconds, with a longer burst, or where the leg worked before, it is.
  EXPECT_EQ(one_leg_spans({{burst(10, 17.9)}, {burst(16, 18)}}).size(), 1U);
  EXPECT_EQ(one_leg_spans({{burst(10, 20)}, {burst(16, 20.1)}}).size(), 1U);
  EXPECT_EQ(one_leg_spans({{burst(10, 20)}, {burst(16, 18)}, {burst(10, 20)}}).size(), 1U);
}

TEST(Assemble, PiecesOfAWholeLegStayTogetherWhateverTheirLevels) {
  const Lists leg = {{burst(10, 14), burst(14, 18, 5)}, {}, {}, {burst(10, 18)}};
  EXPECT_EQ(one_leg_spans(leg).size(), 1U);
}

TEST(Assemble, BesideSomethingLongWhatBeginsWithinASecondBelongsToIt) {
  EXPECT_EQ(one_leg_spans({{burst(10, 40)}, {burst(11, 13)}}).size(), 1U);
  EXPECT_EQ(one_leg_spans({{burst(10, 40)}, {burst(11.01, 13)}}).size(), 2U);
  EXPECT_EQ(one_leg_spans({{burst(10, 40)}, {burst(9, 13)}}).size(), 1U);
  EXPECT_EQ(one_leg_spans({{burst(10, 40)}, {burst(8.99, 13)}}).size(), 2U);
}

TEST(Assemble, AShortPauseOfOneSiteStaysWithinACramp) {
  EXPECT_EQ(one_leg_spans({{burst(10, 60), burst(64.99, 110)}}).size(), 1U);
  EXPECT_EQ(one_leg_spans({{burst(10, 60), burst(65, 110)}}).size(), 2U);
}

TEST(Assemble, ItsPartsLastThreeSeconds) {
  EXPECT_EQ(one_leg_spans({{burst(10, 30), burst(30.1, 33.1)}}).size(), 1U);
  EXPECT_EQ(one_leg_spans({{burst(10, 30), burst(30.1, 33.09)}}).size(), 2U);
}

TEST(Assemble, TheyFillNineTenthsOfIt) {
  EXPECT_EQ(one_leg_spans({{burst(10, 19), burst(21, 30)}}).size(), 1U);
  EXPECT_EQ(one_leg_spans({{burst(10, 19), burst(21.1, 30)}}).size(), 2U);
}

std::vector<Burst> beats(double first_s, int count) {
  std::vector<Burst> list;
  for (int i = 0; i < count; ++i) {
    list.push_back(burst(first_s + i, first_s + i + 0.4));
    list.back().train = 1;
  }
  return list;
}

TEST(Assemble, BurstsOfATrainAreOneGroup) {
  const auto groups = grouped({beats(10, 4)}, one_leg());
  ASSERT_EQ(spans(groups), (Spans{{1000, 1340}}));
  EXPECT_TRUE(groups[0].train);
  EXPECT_EQ(groups[0].members.size(), 4U);
}

TEST(Assemble, ATrainGoesOnAfterAPauseOfItsSlowestBeat) {
  const auto two = [](double second_s) {
    std::vector<Burst> list = beats(10, 4);
    for (const Burst& beat : beats(second_s, 4)) list.push_back(beat);
    return grouped({list}, one_leg()).size();
  };
  EXPECT_EQ(two(16.7), 1U);
  EXPECT_EQ(two(16.8), 2U);
}

TEST(Assemble, TrainsAtTheSameTimeAreOne) {
  const auto joined = grouped({beats(10, 6), beats(12.5, 6)}, one_leg());
  ASSERT_EQ(spans(joined), (Spans{{1000, 1790}}));
  EXPECT_TRUE(joined[0].train);
  EXPECT_EQ(joined[0].members.size(), 12U);
  EXPECT_EQ(grouped({beats(10, 6), beats(13.5, 6)}, one_leg()).size(), 2U);
  const auto both = grouped({beats(10, 6), {}, beats(10.5, 6)}, two_legs());
  ASSERT_EQ(both.size(), 1U);
  EXPECT_TRUE(both[0].bilateral);
}

TEST(Assemble, ShortMovementsOfBothLegsAreOneWithinHalfASecond) {
  const auto both = [](double right_s, double length_s) {
    return grouped({{burst(10, 12)}, {}, {burst(right_s, right_s + length_s)}}, two_legs());
  };
  const auto joined = both(12.49, 3);
  ASSERT_EQ(spans(joined), (Spans{{1000, 1549}}));
  EXPECT_TRUE(joined[0].bilateral);
  EXPECT_EQ(both(12.5, 3).size(), 2U);
  // Together no longer than 15 s.
  EXPECT_EQ(both(11, 14).size(), 1U);
  EXPECT_EQ(both(11, 14.01).size(), 2U);
}

TEST(Assemble, LongMovementsOfBothLegsBeginWithinASecond) {
  const auto both = [](double right_s) {
    return grouped({{burst(10, 30)}, {burst(10.2, 30)}, {burst(right_s, 30)}}, two_legs());
  };
  EXPECT_EQ(both(11).size(), 1U);
  EXPECT_EQ(both(11.01).size(), 2U);
}

TEST(Assemble, OneSiteOnEachLegIsNoLargeMovementWhenThereAreMore) {
  EXPECT_EQ(grouped({{burst(10, 30)}, {}, {burst(10, 30)}}, two_legs()).size(), 2U);
}

TEST(Assemble, WithOneSitePerLegLongActivityOfBothIsOne) {
  const std::vector<Site> shins = {made::site(MuscleGroup::shin, Side::left, 0),
                                   made::site(MuscleGroup::shin, Side::right, 1)};
  const auto joined = grouped({{burst(10, 30)}, {burst(10, 30)}}, shins);
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_TRUE(joined[0].bilateral);
}

TEST(Assemble, NeverJoinsATrainWithTheOtherLeg) {
  EXPECT_EQ(grouped({beats(10, 6), {}, {burst(10, 16)}, {burst(10, 16)}}, two_legs()).size(), 2U);
}

TEST(Assemble, SitesWithoutASideAreOneLeg) {
  const std::vector<Site> sites = {made::site(MuscleGroup::calf, Side::unknown, 0),
                                   made::site(MuscleGroup::shin, Side::unknown, 1)};
  EXPECT_EQ(grouped({{burst(10, 14)}, {burst(12, 15)}}, sites).size(), 1U);
}

TEST(Assemble, GroupsComeInOrderAndHoldEveryBurstOnce) {
  const auto groups = grouped(
      {beats(30, 5), {burst(5, 9), burst(50, 60)}, {burst(2, 8)}, {burst(50, 70)}}, two_legs());
  std::size_t members = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    members += groups[i].members.size();
    EXPECT_LE(groups[i == 0 ? 0 : i - 1].begin, groups[i].begin);
  }
  EXPECT_EQ(members, 9U);
}

TEST(Assemble, AMovementOfTheLegAndWhatOneSiteDoesAreApartHoweverShortThePause) {
  // Within five seconds and at the same level: one cramp with a pause, were it not for the shin.
  const std::vector<Burst> calf = {burst(10, 22), burst(24, 50)};
  EXPECT_EQ(one_leg_spans({calf}), (Spans{{1000, 5000}}));
  EXPECT_EQ(one_leg_spans({calf, {}, {}, {burst(10, 22)}}), (Spans{{1000, 2200}, {2400, 5000}}));
}

TEST(Assemble, AStretchDoesNotMakeAMovementOfTheCrampBeforeIt) {
  // The shin outdoes the calf by far, but for three seconds only.
  const auto shin = std::vector<Burst>{burst(27, 30, 300), burst(32, 50, 30)};
  const Spans found = one_leg_spans({{burst(10, 30), burst(32, 50)}, {}, {}, shin});
  EXPECT_EQ(found, (Spans{{1000, 3000}, {2700, 3000}, {3200, 5000}}));
}

TEST(Assemble, WhatEndsAsAMovementBeginsIsNoPartOfIt) {
  // A weak calf, cut where it becomes part of a movement that the shin began.
  const Spans apart =
      one_leg_spans({{burst(10, 20.5, 2), burst(20.5, 32)}, {}, {}, {burst(20, 32)}});
  EXPECT_EQ(apart, (Spans{{1000, 2050}, {2000, 3200}}));
  // As strong before as within the movement: one.
  EXPECT_EQ(one_leg_spans({{burst(10, 20.5), burst(20.5, 32)}, {}, {}, {burst(20, 32)}}).size(),
            1U);
}

}  // namespace
}  // namespace noctemg::emg
