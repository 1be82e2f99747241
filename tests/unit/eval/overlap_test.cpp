#include "eval/overlap.hpp"

#include <gtest/gtest.h>

#include "eval/events.hpp"
#include "noctemg/error.hpp"

namespace noctemg::eval {
namespace {

TEST(Overlap, MeasuresSharedAndJointTime) {
  const auto found = overlaps(Events{event(10, 20)}, Events{event(14, 22)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].shared, ticks(6));
  EXPECT_EQ(found[0].joint, ticks(12));
  EXPECT_EQ(found[0].shorter, ticks(8));
  EXPECT_EQ(found[0].onset_distance, ticks(4));
}

TEST(Overlap, IsHalfOpen) {
  EXPECT_TRUE(overlaps(Events{event(10, 20)}, Events{event(20, 30)}).empty());
  EXPECT_TRUE(overlaps(Events{event(20, 30)}, Events{event(10, 20)}).empty());
  EXPECT_EQ(overlaps(Events{event(10, 20)}, Events{event(19.999, 30)}).size(), 1U);
}

TEST(Overlap, ReachesAThresholdExactly) {
  const auto fifth = overlaps(Events{event(0, 10)}, Events{event(8, 10)});
  EXPECT_TRUE(fifth.at(0).iou_reaches(iou20));
  const auto below = overlaps(Events{event(0, 10)}, Events{event(8.001, 10)});
  EXPECT_FALSE(below.at(0).iou_reaches(iou20));
}

TEST(Overlap, KeepsLegsApart) {
  const ScoredEvent left = on_side(event(0, 10), Side::left);
  const ScoredEvent right = on_side(event(0, 10), Side::right);
  const ScoredEvent unknown = on_side(event(0, 10), Side::unknown);
  const ScoredEvent both = on_side(event(0, 10), Side::unknown, true);
  EXPECT_FALSE(may_be_one_leg(left, right));
  EXPECT_TRUE(may_be_one_leg(left, left));
  for (const ScoredEvent& any : {unknown, both}) {
    EXPECT_TRUE(may_be_one_leg(any, left));
    EXPECT_TRUE(may_be_one_leg(right, any));
  }
  EXPECT_TRUE(overlaps(Events{left}, Events{right}).empty());
}

TEST(Overlap, FindsALongEventBehindShortOnesThatHaveEnded) {
  const Events found = {event(0, 100), event(1, 2), event(3, 4)};
  const auto shared = overlaps(Events{event(50, 60)}, found);
  ASSERT_EQ(shared.size(), 1U);
  EXPECT_EQ(shared[0].found, 0U);
}

TEST(Overlap, RefusesEventsThatLieOverEachOtherInThousands) {
  const Events many(1001, event(0, 10));
  EXPECT_THROW((void)overlaps(many, many), ArgumentError);
  EXPECT_EQ(overlaps(many, Events{event(0, 10)}).size(), 1001U);
}

TEST(Overlap, NearOnsetsIncludeTheTolerance) {
  const Events truth = {event(10, 12)};
  EXPECT_EQ(near_onsets(truth, Events{event(10.5, 12)}, ticks(0.5)).size(), 1U);
  EXPECT_EQ(near_onsets(truth, Events{event(9.5, 9.6)}, ticks(0.5)).size(), 1U);
  EXPECT_TRUE(near_onsets(truth, Events{event(10.501, 12)}, ticks(0.5)).empty());
  EXPECT_TRUE(near_onsets(truth, Events{on_side(event(10, 12), Side::right)}, ticks(0.5)).empty());
}

}  // namespace
}  // namespace noctemg::eval
