#include "eval/bootstrap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "eval/events.hpp"
#include "eval/spread.hpp"

namespace noctemg::eval {
namespace {

std::vector<NightEvents> two_nights() {
  return {night({event(0, 10)}, {event(0, 10)}), night({event(0, 10)}, {})};
}

Estimate estimate(const Evaluation& evaluation, const std::string& name) {
  const auto one = std::find_if(evaluation.estimates.begin(), evaluation.estimates.end(),
                                [&](const Estimate& e) { return e.name == name; });
  if (one == evaluation.estimates.end()) throw std::runtime_error(name);
  return *one;
}

TEST(Bootstrap, GivesNoIntervalForOneNight) {
  const std::vector<NightEvents> one = {night({event(0, 10)}, {event(0, 10)})};
  EXPECT_TRUE(evaluate(one).estimates.empty());
}

TEST(Bootstrap, GivesNoIntervalWithoutResamples) {
  EXPECT_TRUE(evaluate(two_nights(), {0, 1}).estimates.empty());
}

TEST(Bootstrap, SpansFromAllMissedToAllFound) {
  // A quarter of the resamples holds the first night alone, a quarter the second.
  const Evaluation e = evaluate(two_nights());
  const Estimate sensitivity = estimate(e, "cramp.sensitivity_iou20");
  EXPECT_DOUBLE_EQ(sensitivity.value, 0.5);
  EXPECT_DOUBLE_EQ(sensitivity.low, 0);
  EXPECT_DOUBLE_EQ(sensitivity.high, 1);
  EXPECT_EQ(sensitivity.resamples, 1000);
  EXPECT_DOUBLE_EQ(estimate(e, "cramp.f1_iou20").value, 2.0 / 3);
}

TEST(Bootstrap, CountsResamplesThatDefineAScore) {
  // Three of four resamples hold the first night, which alone has a found cramp.
  const Estimate precision = estimate(evaluate(two_nights()), "cramp.precision_iou20");
  EXPECT_NEAR(static_cast<double>(precision.resamples), 750, 60);
  EXPECT_DOUBLE_EQ(precision.low, 1);
}

TEST(Bootstrap, GivesNoIntervalThatFewResamplesDefine) {
  // Average precision needs a true cramp and a probability: 42 % of resamples hold both nights.
  std::vector<NightEvents> nights(5, night({}, {}));
  nights[0] = night({event(0, 10)}, {});
  nights[1] = night({}, {of_probability(event(0, 10), 0.5)});
  const Evaluation e = evaluate(nights);
  EXPECT_FALSE(std::isnan(estimate(e, "cramp.sensitivity_iou20").low));  // 67 %
  const Estimate precision = estimate(e, "probability.average_precision");
  EXPECT_EQ(precision.value, 0);
  EXPECT_NEAR(static_cast<double>(precision.resamples), 420, 70);
  EXPECT_TRUE(std::isnan(precision.low));
  EXPECT_TRUE(std::isnan(precision.high));
}

TEST(Bootstrap, DrawsEveryNightEquallyOften) {
  std::map<std::size_t, int> counts;
  for (std::uint64_t r = 0; r < 3000; ++r)
    for (const std::size_t i : resampled(5, 1, r)) ++counts[i];
  ASSERT_EQ(counts.size(), 5U);
  for (const auto& [which, count] : counts) {
    EXPECT_LT(which, 5U);
    EXPECT_NEAR(count, 3000, 250);  // five standard deviations
  }
}

TEST(Bootstrap, RepeatsItselfWithTheSeed) {
  EXPECT_EQ(resampled(20, 7, 3), resampled(20, 7, 3));
  EXPECT_NE(resampled(20, 7, 3), resampled(20, 8, 3));
  EXPECT_NE(resampled(20, 7, 3), resampled(20, 7, 4));
}

TEST(Bootstrap, DrawsTheSameNightsOnEveryMachine) {
  const std::vector<std::size_t> golden = {6, 9, 4, 8, 3, 8, 8, 2, 1, 0};
  EXPECT_EQ(resampled(10, 1, 0), golden);
}

TEST(Quantile, InterpolatesLinearly) {
  EXPECT_DOUBLE_EQ(quantile({1, 2, 3, 4}, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile({1, 2, 3, 4}, 0), 1);
  EXPECT_DOUBLE_EQ(quantile({1, 2, 3, 4}, 1), 4);
  EXPECT_DOUBLE_EQ(quantile({5}, 0.95), 5);
  EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
}

}  // namespace
}  // namespace noctemg::eval
