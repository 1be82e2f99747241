#include "emg/phases.hpp"

#include <gtest/gtest.h>

#include "made_bursts.hpp"

namespace noctemg::emg {
namespace {

using made::burst;
using made::one_leg;
using made::Spans;
using made::spans;
using made::step;
using made::two_legs;
using Lists = std::vector<std::vector<Burst>>;

BurstIndex cut(Lists lists, const std::vector<Site>& sites) {
  lists.resize(sites.size());
  return cut_into_phases(BurstIndex(std::move(lists)), sites, {});
}

/// Pieces of site 0 of one leg: three calf sites, then the shin.
Spans pieces(Lists lists, std::size_t site = 0) {
  return spans(cut(std::move(lists), one_leg()).of(site));
}

TEST(Phases, ABurstAloneIsOnePiece) { EXPECT_EQ(pieces({{burst(10, 40)}}), (Spans{{1000, 4000}})); }

TEST(Phases, AreCutWhereAnAntagonistJoinsInOrLeaves) {
  EXPECT_EQ(pieces({{burst(10, 40)}, {}, {}, {burst(30, 40)}}),
            (Spans{{1000, 3000}, {3000, 4000}}));
  EXPECT_EQ(pieces({{burst(10, 40)}, {}, {}, {burst(10, 20)}}),
            (Spans{{1000, 2000}, {2000, 4000}}));
}

TEST(Phases, AnAntagonistJoinsInAboveHalfOfTheLevel) {
  EXPECT_EQ(pieces({{burst(10, 40)}, {}, {}, {burst(30, 40, 15)}}).size(), 1U);
  EXPECT_EQ(pieces({{burst(10, 40)}, {}, {}, {burst(30, 40, 15.1)}}).size(), 2U);
}

TEST(Phases, OneNeighbourIsNoChangeAndTwoAre) {
  EXPECT_EQ(pieces({{burst(10, 40)}, {burst(30, 40)}}).size(), 1U);
  EXPECT_EQ(pieces({{burst(10, 40)}, {burst(30, 40)}, {burst(30, 40)}}).size(), 2U);
}

TEST(Phases, TheOtherLegIsAChange) {
  const BurstIndex cuts = cut({{burst(10, 40)}, {}, {burst(30, 40)}}, two_legs());
  EXPECT_EQ(spans(cuts.of(0)), (Spans{{1000, 3000}, {3000, 4000}}));
  EXPECT_EQ(spans(cuts.of(2)), (Spans{{3000, 4000}}));
}

TEST(Phases, LastFourSecondsAtLeast) {
  EXPECT_EQ(pieces({{burst(10, 40)}, {}, {}, {burst(20, 23)}}), (Spans{{1000, 4000}}));
  EXPECT_EQ(pieces({{burst(10, 40)}, {}, {}, {burst(20, 24)}}),
            (Spans{{1000, 2000}, {2000, 2400}, {2400, 4000}}));
}

TEST(Phases, AShortBeginningBelongsToWhatFollows) {
  EXPECT_EQ(pieces({{burst(10, 40)}, {}, {}, {burst(10, 13)}}), (Spans{{1000, 4000}}));
}

TEST(Phases, BurstsBelowEightSecondsStayWhole) {
  EXPECT_EQ(pieces({{burst(10, 17.99)}, {}, {}, {burst(14, 17.99)}}).size(), 1U);
  EXPECT_EQ(pieces({{burst(10, 18)}, {}, {}, {burst(14, 18)}}).size(), 2U);
}

TEST(Phases, HearingAStrongerSiteIsNoChange) {
  // 5 uV beside 30 uV from 20 s on; until then the site is alone.
  const Lists lists = {{burst(10, 40, 5)}, {burst(20, 40, 30)}};
  EXPECT_EQ(pieces(lists, 0), (Spans{{1000, 4000}}));
  EXPECT_EQ(pieces(lists, 1), (Spans{{2000, 4000}}));
}

TEST(Phases, EachSiteIsCutForItself) {
  const Lists lists = {{burst(10, 40)}, {burst(15, 38, 10)}, {}, {burst(30, 40)}};
  EXPECT_EQ(pieces(lists, 1), (Spans{{1500, 3800}}));
  EXPECT_EQ(pieces(lists, 3), (Spans{{3000, 4000}}));
}

TEST(Phases, AWeakRestIsCutOffAndMarked) {
  const BurstIndex cuts = cut({{burst(10, 60, step(30, 30, 4))}}, one_leg());
  ASSERT_EQ(spans(cuts.of(0)), (Spans{{1000, 3000}, {3000, 6000}}));
  EXPECT_FALSE(cuts.of(0)[0].weak);
  EXPECT_TRUE(cuts.of(0)[1].weak);
}

TEST(Phases, AStrongPartAfterAWeakOneIsAPieceOfItsOwn) {
  const BurstIndex cuts = cut({{burst(10, 60, step(3, 30, 30))}}, one_leg());
  ASSERT_EQ(spans(cuts.of(0)), (Spans{{1000, 3000}, {3000, 6000}}));
  EXPECT_FALSE(cuts.of(0)[0].weak);
  EXPECT_FALSE(cuts.of(0)[1].weak);
}

TEST(Phases, AWeakRestEndsWhereStrengthReturns) {
  const auto level = [](double t) { return t >= 30 && t < 45 ? 3.0 : 30.0; };
  const BurstIndex cuts = cut({{burst(10, 70, level)}}, one_leg());
  ASSERT_EQ(spans(cuts.of(0)), (Spans{{1000, 3000}, {3000, 4500}, {4500, 7000}}));
  EXPECT_TRUE(cuts.of(0)[1].weak);
  EXPECT_FALSE(cuts.of(0)[2].weak);
}

TEST(Phases, AStretchThatLeavesLessCutsTheBurst) {
  const auto after = [](double level_uv) {
    return pieces({{burst(10, 60, step(6, 42, level_uv))}, {}, {}, {burst(40, 42)}});
  };
  EXPECT_EQ(after(3), (Spans{{1000, 4200}, {4200, 6000}}));
  EXPECT_EQ(after(6), (Spans{{1000, 6000}}));
}

TEST(Phases, StayOnTheirLeg) {
  const BurstIndex cuts =
      cut({{burst(10, 40)}, {burst(30, 40)}, {burst(10, 40, 10)}, {}}, two_legs());
  EXPECT_EQ(spans(cuts.of(0)).size(), 2U);
  EXPECT_EQ(spans(cuts.of(2)), (Spans{{1000, 4000}}));
}

TEST(Phases, LoseNothing) {
  const BurstIndex cuts =
      cut({{burst(10.02, 60, step(30, 30, 4))}, {}, {}, {burst(20, 26)}}, one_leg());
  const auto& list = cuts.of(0);
  ASSERT_GE(list.size(), 3U);
  EXPECT_EQ(list.front().begin, 1002);
  EXPECT_EQ(list.back().end, 6000);
  for (std::size_t i = 1; i < list.size(); ++i) EXPECT_EQ(list[i - 1].end, list[i].begin);
}

/// 30 uV but for a pause too short to be a change of level.
Burst with_pause() {
  return burst(10, 50, [](double t) { return t >= 30 && t < 31.75 ? 1.0 : 30.0; });
}

TEST(Phases, APausePartsAMovementOfTheLegFromWhatOneSiteDoes) {
  const Lists after = {{with_pause()}, {}, {}, {burst(31.75, 50)}};
  const Lists before = {{with_pause()}, {}, {}, {burst(10, 30)}};
  for (const Lists& lists : {after, before}) {
    const Spans found = pieces(lists);
    ASSERT_GE(found.size(), 2U);
    EXPECT_EQ(found.front(), (std::pair<std::int64_t, std::int64_t>{1000, 3000}));
    EXPECT_NEAR(static_cast<double>(found.back().first), 3175, 50);
    EXPECT_EQ(found.back().second, 5000);
  }
}

TEST(Phases, APauseBetweenLikeAndLikeIsNoBorder) {
  EXPECT_EQ(pieces({{with_pause()}}), (Spans{{1000, 5000}}));
  EXPECT_EQ(pieces({{with_pause()}, {}, {}, {with_pause()}}), (Spans{{1000, 5000}}));
}

TEST(Phases, TheLevelAtWhichASiteHearsAnotherMayChange) {
  EXPECT_EQ(pieces({{burst(10, 40, step(3, 25, 10))}, {burst(10, 40, 100)}}),
            (Spans{{1000, 4000}}));
}

}  // namespace
}  // namespace noctemg::emg
