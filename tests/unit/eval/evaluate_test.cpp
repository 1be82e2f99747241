#include "noctemg/evaluate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "eval/events.hpp"
#include "noctemg/error.hpp"
#include "noctemg/synth.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::eval {
namespace {

/// A simulated night's truth, through its table, so that nothing is known that a table does not
/// say.
Events busy_night(int number) {
  synth::NightPlan plan;
  plan.scenario = "demo";
  plan.number = number;
  plan.hours = 4;
  const synth::NightTruth truth = synth::plan_night(plan);
  Night night;
  night.recording = truth.recording;
  night.episodes = truth.episodes;
  return parse_event_table(events_tsv(night), "truth").events;
}

TEST(Evaluate, FindsTruthPerfectBesideItself) {
  const Events truth = busy_night(1);
  const Scores s = judged(truth, truth);
  ASSERT_GT(s.cramp.truths, 0);
  EXPECT_EQ(s.cramp.iou20.f1, 1);
  EXPECT_EQ(s.cramp.iou50.f1, 1);
  EXPECT_EQ(s.cramp.sensitivity_any, 1);
  EXPECT_EQ(s.cramp.false_alarms.count, 0);
  EXPECT_EQ(s.cramp.onset_error_s.mean_absolute, 0);
  EXPECT_EQ(s.cramp.offset_error_s.mean_absolute, 0);
  EXPECT_EQ(s.cramp.duration_ratio.p5, 1);
  EXPECT_EQ(s.cramp.site_accuracy, 1);
  EXPECT_EQ(s.labels.labels_in_truth, static_cast<std::int64_t>(label_count));
  EXPECT_EQ(s.labels.macro_f1, 1);
  for (std::size_t i = 0; i < label_count; ++i) EXPECT_EQ(s.labels.labels[i].f1, 1) << i;
  EXPECT_EQ(s.leg_movements.agreement.f1, 1);
}

TEST(Evaluate, DoesNotDependOnTheOrderOfLines) {
  const Events truth = busy_night(1);
  const Events found = busy_night(2);
  const auto json = [&](const Events& a, const Events& b) {
    const std::vector<NightEvents> nights = {night(a, b), night(b, a)};
    return evaluation_json(evaluate(nights), {});
  };
  const Events reversed_truth(truth.rbegin(), truth.rend());
  const Events reversed_found(found.rbegin(), found.rend());
  EXPECT_EQ(json(truth, found), json(reversed_truth, reversed_found));
}

TEST(Evaluate, AddsNightsUpBeforeItDivides) {
  const std::vector<NightEvents> nights = {
      night({event(0, 10), event(20, 30), event(40, 50)}, {event(0, 10)}),
      night({event(0, 10)}, {event(0, 10)})};
  const Evaluation e = evaluate(nights);
  EXPECT_DOUBLE_EQ(e.total.cramp.iou20.recall, 0.5);  // 2 of 4, not the mean of 1/3 and 1
  ASSERT_EQ(e.nights.size(), 2U);
  EXPECT_DOUBLE_EQ(e.nights[0].scores.cramp.iou20.recall, 1.0 / 3);
  EXPECT_DOUBLE_EQ(e.nights[1].scores.cramp.iou20.recall, 1);
}

TEST(Evaluate, DoesNotMatchAcrossNights) {
  const std::vector<NightEvents> nights = {night({event(0, 10)}, {}), night({}, {event(0, 10)})};
  EXPECT_EQ(evaluate(nights).total.cramp.iou20.matched, 0);
}

TEST(Evaluate, JudgesNoNights) {
  const Evaluation e = evaluate({});
  EXPECT_TRUE(e.nights.empty());
  EXPECT_TRUE(std::isnan(e.total.cramp.iou20.f1));
}

TEST(PairCramps, PutsMissedAndFalseOnesInTheirPlaces) {
  const Events truth = {event(500, 560), event(10, 40), event(100, 130)};
  const Events found = {event(105, 131), event(300, 320), event(36, 90),
                        event(505, 550, Label::tonic)};
  const std::vector<CrampPair> pairs = pair_cramps(night(truth, found));
  ASSERT_EQ(pairs.size(), 5U);
  EXPECT_EQ(pairs[0].truth->onset, ticks(10));  // only 4 s of 80 are shared
  EXPECT_FALSE(pairs[0].found);
  EXPECT_EQ(pairs[1].found->onset, ticks(36));
  EXPECT_FALSE(pairs[1].truth);
  EXPECT_TRUE(pairs[2].is_matched());
  EXPECT_EQ(pairs[2].truth->onset, ticks(100));
  EXPECT_EQ(pairs[2].found->onset, ticks(105));
  EXPECT_FALSE(pairs[3].truth);
  EXPECT_FALSE(pairs[4].found);  // a tonic episode is no cramp
}

TEST(PairCramps, AgreesWithTheScores) {
  const NightEvents both = night(busy_night(1), busy_night(2));
  std::int64_t matched = 0;
  for (const CrampPair& pair : pair_cramps(both)) matched += pair.is_matched() ? 1 : 0;
  const Scores scores = judged(both.truth, both.found);
  EXPECT_EQ(matched, scores.cramp.iou20.matched);
  EXPECT_EQ(std::ssize(pair_cramps(both)),
            scores.cramp.truths + scores.cramp.found - scores.cramp.iou20.matched);
  EXPECT_EQ(pair_cramps(night(both.truth, both.truth)).size(),
            static_cast<std::size_t>(scores.cramp.truths));
}

TEST(Evaluate, RefusesWhatMakesNoSense) {
  EXPECT_THROW((void)evaluate({}, {-1, 1}), ArgumentError);
  EXPECT_THROW((void)judged({event(10, 5)}, {}), ArgumentError);
  EXPECT_THROW((void)judged({}, {of_probability(event(0, 5), 1.5)}), ArgumentError);
  ScoredEvent far = event(0, 5);
  far.onset = std::numeric_limits<Ticks>::max();
  EXPECT_THROW((void)judged({far}, {}), ArgumentError);
}

TEST(EvaluationJson, HasTheAgreedKeysAndNullForNaN) {
  const std::vector<NightEvents> nights = {night({event(0, 10)}, {event(1, 10)})};
  const auto json = nlohmann::json::parse(evaluation_json(evaluate(nights), {}));
  const auto& cramp = json.at("cramp");
  EXPECT_EQ(cramp.at("f1_iou20"), 1);
  EXPECT_EQ(cramp.at("f1_iou50"), 1);
  EXPECT_EQ(cramp.at("sensitivity"), 1);
  EXPECT_EQ(cramp.at("false_per_night"), 0);
  EXPECT_EQ(cramp.at("onset_error_median_s"), 1);
  EXPECT_EQ(cramp.at("site_accuracy"), 1);
  EXPECT_EQ(cramp.at("possible").at("found"), 0);
  EXPECT_TRUE(cramp.at("probable").at("precision_iou20").is_null());
  EXPECT_EQ(json.at("labels").at("cramp").at("f1"), 1);
  EXPECT_TRUE(json.at("labels").at("tonic").at("precision").is_null());
  EXPECT_TRUE(json.at("labels").at("tonic").at("recall").is_null());
  EXPECT_EQ(json.at("confusion").at("cramp").at("cramp"), 1);
  EXPECT_EQ(json.at("confusion").at("cramp").at("missed"), 0);
  EXPECT_EQ(json.at("confusion").at("spurious").at("twitch"), 0);
  EXPECT_EQ(json.at("nights").at(0).at("id"), "night");
  EXPECT_TRUE(json.at("bootstrap").at("intervals").empty());
  EXPECT_TRUE(json.at("bootstrap").contains("note"));
  EXPECT_TRUE(json.at("probability").contains("note"));
}

TEST(EvaluationJson, NamesIntervalsByTheirPath) {
  const std::vector<NightEvents> nights(2, night({event(0, 10)}, {event(1, 10)}));
  const auto json = nlohmann::json::parse(evaluation_json(evaluate(nights), {}));
  for (const auto& [name, interval] : json.at("bootstrap").at("intervals").items()) {
    std::string path = "/" + name;
    std::replace(path.begin(), path.end(), '.', '/');
    EXPECT_EQ(json.at(nlohmann::json::json_pointer(path)), interval.at("value")) << name;
  }
}

}  // namespace
}  // namespace noctemg::eval
