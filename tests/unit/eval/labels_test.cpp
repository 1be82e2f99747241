#include <gtest/gtest.h>

#include "eval/events.hpp"

namespace noctemg::eval {
namespace {

using enum Label;

std::int64_t cell(const Scores& scores, Label truth, Label found) {
  return scores.labels.confusion[static_cast<std::size_t>(truth)][static_cast<std::size_t>(found)];
}
std::int64_t missed(const Scores& scores, Label truth) {
  return scores.labels.confusion[static_cast<std::size_t>(truth)][no_partner];
}
std::int64_t spurious(const Scores& scores, Label found) {
  return scores.labels.confusion[no_partner][static_cast<std::size_t>(found)];
}
Agreement of(const Scores& scores, Label label) {
  return scores.labels.labels[static_cast<std::size_t>(label)];
}

TEST(LabelScores, FollowFromShuffledLabels) {
  // cramp-cramp, cramp-tonic, tonic-cramp, twitch-twitch, tonic missed, rhythmic spurious
  const Scores s = judged({event(0, 10, cramp), event(20, 30, cramp), event(40, 50, tonic),
                           event(60, 61, twitch), event(70, 80, tonic)},
                          {event(0, 10, cramp), event(20, 30, tonic), event(40, 50, cramp),
                           event(60, 61, twitch), event(90, 95, rhythmic)});
  EXPECT_EQ(cell(s, cramp, cramp), 1);
  EXPECT_EQ(cell(s, cramp, tonic), 1);
  EXPECT_EQ(cell(s, tonic, cramp), 1);
  EXPECT_EQ(missed(s, tonic), 1);
  EXPECT_EQ(spurious(s, rhythmic), 1);
  EXPECT_DOUBLE_EQ(of(s, cramp).precision, 0.5);
  EXPECT_DOUBLE_EQ(of(s, cramp).recall, 0.5);
  EXPECT_DOUBLE_EQ(of(s, tonic).f1, 0);
  EXPECT_DOUBLE_EQ(of(s, twitch).f1, 1);
  EXPECT_TRUE(std::isnan(of(s, rhythmic).recall));
  EXPECT_EQ(s.labels.labels_in_truth, 3);
  EXPECT_DOUBLE_EQ(s.labels.macro_f1, (0.5 + 0 + 1) / 3);
}

TEST(LabelScores, NeedHalfOfTheShorterEvent) {
  const Scores enough = judged({event(0, 10, cramp)}, {event(8, 12, tonic)});
  EXPECT_EQ(cell(enough, cramp, tonic), 1);
  const Scores too_little = judged({event(0, 10, cramp)}, {event(8.001, 12.001, tonic)});
  EXPECT_EQ(missed(too_little, cramp), 1);
  EXPECT_EQ(spurious(too_little, tonic), 1);
}

TEST(LabelScores, PreferTheBetterFitToMorePairs) {
  // Two pairs, cramp-twitch and twitch-cramp, would be possible too.
  const Scores s = judged({event(0, 60, cramp), event(10, 10.2, twitch)},
                          {event(1, 60, cramp), event(30, 30.2, twitch)});
  EXPECT_EQ(cell(s, cramp, cramp), 1);
  EXPECT_EQ(missed(s, twitch), 1);
  EXPECT_EQ(spurious(s, twitch), 1);
}

TEST(LabelScores, TakeTheBestFitNotTheLongestOverlap) {
  const Scores s = judged({event(0, 600, tonic), event(101, 160, cramp)}, {event(100, 160, cramp)});
  EXPECT_EQ(cell(s, cramp, cramp), 1);
  EXPECT_EQ(missed(s, tonic), 1);
}

TEST(LabelScores, LetEqualLabelsDecideTies) {
  const Events both = {event(0, 10, tonic), event(0, 10, artifact)};
  for (const Label label : {tonic, artifact}) {
    EXPECT_EQ(cell(judged(both, {event(0, 10, label)}), label, label), 1);
    EXPECT_EQ(cell(judged({event(0, 10, label)}, both), label, label), 1);
  }
}

TEST(LabelScores, AreNotANumberWithoutTruth) {
  EXPECT_TRUE(std::isnan(judged({}, {event(0, 1, twitch)}).labels.macro_f1));
}

TEST(LegMovementOnsets, MatchWithinHalfASecond) {
  const Scores s = judged(
      {event(10, 12, leg_movement), event(30, 32, leg_movement), event(50, 52, leg_movement)},
      {event(10.5, 11, leg_movement), event(29, 33, leg_movement), event(50, 52, large_movement)});
  EXPECT_EQ(s.leg_movements.truths, 3);
  EXPECT_EQ(s.leg_movements.found, 2);
  EXPECT_EQ(s.leg_movements.agreement.matched, 1);
  EXPECT_DOUBLE_EQ(s.leg_movements.agreement.f1, 0.4);
  EXPECT_DOUBLE_EQ(s.leg_movements.onset_error_s.median, 0.5);
}

TEST(LegMovementOnsets, MatchOptimally) {
  // The nearest pair, 10.4-10.5, would leave 10.0 and 10.9 alone.
  const Scores s = judged({event(10.0, 10.2, leg_movement), event(10.5, 10.7, leg_movement)},
                          {event(10.4, 10.6, leg_movement), event(10.9, 11.2, leg_movement)});
  EXPECT_EQ(s.leg_movements.agreement.matched, 2);
}

}  // namespace
}  // namespace noctemg::eval
