#include <gtest/gtest.h>

#include "eval/events.hpp"

namespace noctemg::eval {
namespace {

TEST(CrampScores, FindGreedyChoicesAndDoBetter) {
  // 12-30 has its best partner in 10-30, but that is all that 0-21 could have.
  const Scores s = judged({event(0, 21), event(12, 30)}, {event(10, 30), event(25, 34)});
  EXPECT_EQ(s.cramp.iou20.matched, 2);
  EXPECT_EQ(s.cramp.iou50.matched, 1);
  EXPECT_DOUBLE_EQ(s.cramp.iou20.f1, 1);
  EXPECT_DOUBLE_EQ(s.cramp.iou50.f1, 0.5);
}

TEST(CrampScores, CountHitsMissesAndFalseAlarms) {
  const Scores s =
      judged({event(0, 10), event(100, 110), event(200, 210)}, {event(1, 10), event(500, 510)}, 4);
  EXPECT_EQ(s.cramp.truths, 3);
  EXPECT_EQ(s.cramp.found, 2);
  EXPECT_DOUBLE_EQ(s.cramp.iou20.f1, 2.0 / 5);
  EXPECT_DOUBLE_EQ(s.cramp.iou20.precision, 0.5);
  EXPECT_DOUBLE_EQ(s.cramp.iou20.recall, 1.0 / 3);
  EXPECT_EQ(s.cramp.false_alarms.count, 1);
  EXPECT_DOUBLE_EQ(s.cramp.false_alarms.per_hour, 0.25);
  EXPECT_DOUBLE_EQ(s.cramp.false_alarms.per_night, 2);
}

TEST(CrampScores, AreUnknownOrZeroOnEmptySides) {
  const Scores nothing = judged({}, {});
  EXPECT_TRUE(std::isnan(nothing.cramp.iou20.f1));
  EXPECT_TRUE(std::isnan(nothing.cramp.iou20.recall));
  EXPECT_DOUBLE_EQ(nothing.cramp.false_alarms.per_night, 0);
  const Scores missed = judged({event(0, 10)}, {});
  EXPECT_DOUBLE_EQ(missed.cramp.iou20.f1, 0);
  EXPECT_DOUBLE_EQ(missed.cramp.iou20.recall, 0);
  EXPECT_TRUE(std::isnan(missed.cramp.iou20.precision));
  EXPECT_TRUE(std::isnan(missed.cramp.onset_error_s.median));
  const Scores invented = judged({}, {event(0, 10)});
  EXPECT_DOUBLE_EQ(invented.cramp.iou20.f1, 0);
  EXPECT_DOUBLE_EQ(invented.cramp.iou20.precision, 0);
  EXPECT_TRUE(std::isnan(invented.cramp.iou20.recall));
}

TEST(CrampScores, LookAtCrampsOnly) {
  const Scores s = judged({event(0, 10)}, {event(0, 10, Label::tonic)});
  EXPECT_EQ(s.cramp.found, 0);
  EXPECT_EQ(s.cramp.touched, 0);
}

TEST(CrampScores, KeepTwoLegsAtTheSameTimeApart) {
  const ScoredEvent left = event(0, 10);
  const ScoredEvent right = on_side(event(1, 10), Side::right);
  EXPECT_EQ(judged({left, right}, {left, right}).cramp.iou20.matched, 2);
  const Scores crossed = judged({left}, {right});
  EXPECT_EQ(crossed.cramp.iou20.matched, 0);
  EXPECT_EQ(crossed.cramp.touched, 0);
  EXPECT_EQ(crossed.cramp.false_but_touching, 0);
}

TEST(CrampScores, PairABilateralCrampWithOneLegOnly) {
  const ScoredEvent both = on_side(event(0, 10), Side::unknown, true);
  const Scores s = judged({both}, {event(2, 10), on_side(event(0, 9), Side::right)});
  EXPECT_EQ(s.cramp.iou20.matched, 1);
  EXPECT_EQ(s.cramp.splits, 1);
  EXPECT_EQ(s.cramp.false_but_touching, 1);
  EXPECT_DOUBLE_EQ(s.cramp.onset_error_s.median, 0);  // the right one has the larger IoU
}

TEST(CrampScores, CountSplitsAndMerges) {
  const Scores split = judged({event(0, 100)}, {event(0, 40), event(50, 100)});
  EXPECT_EQ(split.cramp.splits, 1);
  EXPECT_EQ(split.cramp.merges, 0);
  EXPECT_EQ(split.cramp.iou20.matched, 1);
  EXPECT_EQ(split.cramp.false_alarms.count, 1);
  EXPECT_EQ(split.cramp.false_but_touching, 1);
  const Scores merged = judged({event(0, 40), event(50, 100)}, {event(0, 100)});
  EXPECT_EQ(merged.cramp.splits, 0);
  EXPECT_EQ(merged.cramp.merges, 1);
  EXPECT_DOUBLE_EQ(merged.cramp.iou20.recall, 0.5);
  EXPECT_DOUBLE_EQ(merged.cramp.sensitivity_any, 1);
}

TEST(CrampScores, SumUpErrorsOfPairs) {
  const Scores s = judged({event(0, 10), event(100, 110), event(200, 210)},
                          {event(1, 12), event(98, 110), event(204, 209)});
  const Spread& onset = s.cramp.onset_error_s;  // 1 -2 4
  EXPECT_EQ(onset.count, 3);
  EXPECT_DOUBLE_EQ(onset.median, 1);
  EXPECT_DOUBLE_EQ(onset.mean, 1);
  EXPECT_DOUBLE_EQ(onset.mean_absolute, 7.0 / 3);
  EXPECT_NEAR(onset.p5, -1.7, 1e-12);
  EXPECT_NEAR(onset.p95, 3.7, 1e-12);
  const Spread& offset = s.cramp.offset_error_s;  // 2 0 -1
  EXPECT_DOUBLE_EQ(offset.median, 0);
  EXPECT_DOUBLE_EQ(offset.mean, 1.0 / 3);
  EXPECT_DOUBLE_EQ(s.cramp.duration_ratio.median, 1.1);  // 1.1 1.2 0.5
}

TEST(CrampScores, TellCertaintiesApart) {
  const Scores s =
      judged({event(0, 10), event(100, 110)}, {of_certainty(event(0, 10), Certainty::probable),
                                               of_certainty(event(100, 110), Certainty::possible),
                                               of_certainty(event(300, 310), Certainty::possible)});
  EXPECT_DOUBLE_EQ(s.cramp.iou20.recall, 1);
  EXPECT_EQ(s.probable.found, 1);
  EXPECT_DOUBLE_EQ(s.probable.iou20.recall, 0.5);
  EXPECT_EQ(s.probable.false_alarms.count, 0);
  EXPECT_EQ(s.possible.found, 2);
  EXPECT_DOUBLE_EQ(s.possible.iou20.precision, 0.5);
  EXPECT_EQ(s.possible.truths, 2);
}

TEST(CrampScores, CompareSites) {
  const ScoredEvent truth = [] {
    ScoredEvent e = event(0, 10);
    e.channels = {"L GM", "L SOL"};
    return e;
  }();
  const auto found_on = [&](const char* channel, const char* muscle, Side side) {
    ScoredEvent e = on_side(event(0, 10), side);
    e.channels = {channel};
    e.muscle = muscle;
    return judged({truth}, {e}).cramp;
  };
  const CrampScores second = found_on("L SOL", "soleus", Side::left);
  EXPECT_DOUBLE_EQ(second.site_accuracy, 0);
  EXPECT_DOUBLE_EQ(second.site_accuracy_within, 1);
  EXPECT_DOUBLE_EQ(found_on("l gm", "", Side::unknown).site_accuracy, 1);
  EXPECT_DOUBLE_EQ(found_on("GM 2", "gastrocnemius_medialis", Side::left).site_accuracy, 1);
  EXPECT_DOUBLE_EQ(found_on("L TA", "tibialis_anterior", Side::left).site_accuracy_within, 0);
}

TEST(CrampScores, DoNotCompareSitesThatOneSideLacks) {
  ScoredEvent bare = on_side(event(0, 10), Side::unknown);
  bare.channels.clear();
  const CrampScores s = judged({event(0, 10)}, {bare}).cramp;
  EXPECT_EQ(s.iou20.matched, 1);
  EXPECT_EQ(s.sites_compared, 0);
  EXPECT_TRUE(std::isnan(s.site_accuracy));
}

TEST(CrampScores, TellWeakFromStrong) {
  const auto leveled = [](ScoredEvent e, double peak, double rest) {
    e.peak_uv = peak;
    e.baseline_uv = rest;
    return e;
  };
  const Scores s = judged({leveled(event(0, 10), 11.9, 2), leveled(event(100, 110), 5, 2),
                           leveled(event(200, 210), 12, 2), event(300, 310)},
                          {event(0, 10), event(200, 210), event(300, 310)});
  EXPECT_EQ(s.cramp.weak_truths, 2);
  EXPECT_DOUBLE_EQ(s.cramp.weak_sensitivity, 0.5);
  EXPECT_EQ(s.cramp.strong_truths, 1);
  EXPECT_DOUBLE_EQ(s.cramp.strong_sensitivity, 1);
}

TEST(CrampScores, TellNightsWithCrampsFromNightsWithout) {
  const std::vector<NightEvents> nights = {
      night({event(0, 10)}, {event(0, 10), event(50, 60)}, 8),
      night({}, {event(0, 10), event(50, 60), event(70, 80)}, 6),
      night({}, {event(0, 10)}, not_a_number)};
  const CrampScores s = evaluate(nights).total.cramp;
  EXPECT_EQ(s.false_alarms.count, 5);
  EXPECT_EQ(s.false_alarms.nights_of_known_length, 2);
  EXPECT_DOUBLE_EQ(s.false_alarms.per_hour, 4.0 / 14);  // not the night of unknown length
  EXPECT_DOUBLE_EQ(s.false_alarms_with_cramps.per_night, 1);
  EXPECT_EQ(s.false_alarms_without_cramps.count, 4);
  EXPECT_DOUBLE_EQ(s.false_alarms_without_cramps.per_night, 4);
}

TEST(CrampScores, HaveNoRatesWithoutALength) {
  const CrampScores s = judged({}, {event(0, 10)}, not_a_number).cramp;
  EXPECT_EQ(s.false_alarms.count, 1);
  EXPECT_TRUE(std::isnan(s.false_alarms.per_hour));
}

}  // namespace
}  // namespace noctemg::eval
