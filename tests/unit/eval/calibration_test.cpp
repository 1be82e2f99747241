#include <gtest/gtest.h>

#include "eval/events.hpp"

namespace noctemg::eval {
namespace {

/// True cramps at 0, 100 and 200 s; episodes of which the first, third and fourth are right.
Scores graded() {
  return judged({event(0, 10), event(100, 110), event(200, 210), event(900, 910)},
                {of_probability(event(0, 10), 0.9), of_probability(event(400, 410), 0.8),
                 of_probability(event(100, 110, Label::tonic), 0.75),
                 of_probability(event(200, 210), 0.2), event(500, 510, Label::twitch)});
}

TEST(Probability, HasNoCurveWithoutProbabilities) {
  const ProbabilityScores s = judged({event(0, 10)}, {event(0, 10)}).probability;
  EXPECT_EQ(s.episodes, 0);
  EXPECT_EQ(s.without_probability, 1);
  EXPECT_TRUE(s.curve.empty());
  EXPECT_TRUE(std::isnan(s.average_precision));
  EXPECT_TRUE(std::isnan(s.brier));
  EXPECT_TRUE(std::isnan(s.ece));
}

TEST(Probability, GivesAveragePrecisionByHand) {
  const ProbabilityScores s = graded().probability;
  ASSERT_EQ(s.curve.size(), 4U);
  EXPECT_DOUBLE_EQ(s.curve[1].precision, 0.5);
  EXPECT_DOUBLE_EQ(s.curve[1].recall, 0.25);
  EXPECT_DOUBLE_EQ(s.curve[3].precision, 0.75);
  EXPECT_DOUBLE_EQ(s.curve[3].recall, 0.75);
  EXPECT_DOUBLE_EQ(s.average_precision, 0.25 * (1 + 2.0 / 3 + 3.0 / 4));
}

TEST(Probability, GivesBrierScoreAndCalibrationErrorByHand) {
  const ProbabilityScores s = graded().probability;
  EXPECT_EQ(s.episodes, 4);
  EXPECT_EQ(s.without_probability, 1);
  EXPECT_EQ(s.right, 3);
  EXPECT_NEAR(s.brier, (0.01 + 0.64 + 0.0625 + 0.64) / 4, 1e-12);
  // Four bins of one episode each: 0.9-1, 0.8-0, 0.75-1, 0.2-1.
  EXPECT_NEAR(s.ece, (0.1 + 0.8 + 0.25 + 0.8) / 4, 1e-12);
  EXPECT_EQ(s.bins[9].count, 1);
  EXPECT_DOUBLE_EQ(s.bins[9].observed, 1);
  EXPECT_DOUBLE_EQ(s.bins[8].mean_probability, 0.8);
  EXPECT_DOUBLE_EQ(s.bins[8].observed, 0);
}

TEST(Probability, AveragesWithinABin) {
  const ProbabilityScores s = judged({event(0, 10)}, {of_probability(event(0, 10), 0.62),
                                                      of_probability(event(50, 60), 0.66)})
                                  .probability;
  EXPECT_EQ(s.bins[6].count, 2);
  EXPECT_DOUBLE_EQ(s.bins[6].mean_probability, 0.64);
  EXPECT_DOUBLE_EQ(s.bins[6].observed, 0.5);
  EXPECT_NEAR(s.ece, 0.14, 1e-12);
}

TEST(Probability, PutsOneIntoTheLastBin) {
  const ProbabilityScores s = judged({event(0, 10)}, {of_probability(event(0, 10), 1)}).probability;
  EXPECT_EQ(s.bins[9].count, 1);
  EXPECT_DOUBLE_EQ(s.brier, 0);
  EXPECT_DOUBLE_EQ(s.average_precision, 1);
}

TEST(Probability, StepsOverEqualProbabilitiesAtOnce) {
  const ProbabilityScores s = judged({event(0, 10)}, {of_probability(event(50, 60), 0.5),
                                                      of_probability(event(0, 10), 0.5)})
                                  .probability;
  ASSERT_EQ(s.curve.size(), 1U);
  EXPECT_DOUBLE_EQ(s.average_precision, 0.5);
}

TEST(Probability, CountsOneEpisodePerTrueCrampAsRight) {
  const ProbabilityScores s =
      judged({event(0, 10)}, {of_probability(event(0, 4), 0.9), of_probability(event(4, 10), 0.8)})
          .probability;
  EXPECT_EQ(s.right, 1);
  EXPECT_DOUBLE_EQ(s.curve.back().recall, 1);
  EXPECT_DOUBLE_EQ(s.curve.back().precision, 0.5);
}

TEST(Probability, MovesPartnersAsTheThresholdFalls) {
  // The surest episode could take either true cramp; the second only the first one.
  const ProbabilityScores s =
      judged({event(0, 10), event(10, 20)},
             {of_probability(event(2, 14), 0.9), of_probability(event(0, 3), 0.8)})
          .probability;
  EXPECT_DOUBLE_EQ(s.curve.back().recall, 1);
  EXPECT_DOUBLE_EQ(s.average_precision, 1);
  EXPECT_EQ(s.right, 2);
}

}  // namespace
}  // namespace noctemg::eval
