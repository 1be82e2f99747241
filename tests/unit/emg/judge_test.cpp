#include "emg/judge.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "made_evidence.hpp"

namespace noctemg::emg {
namespace {

/// A model that always says the same.
EpisodeModel model_of(double cramp, double tonic, double leg_movement = 0, double large = 0) {
  std::string text =
      "noctemg-model 1\nlabels cramp tonic leg_movement large_movement\ninputs duration_s\n"
      "scaling none\ncalibration 1 0\nbaseline";
  const double rest = std::max(1e-6, 1 - cramp - tonic - leg_movement - large);
  for (const double p : {cramp, tonic, leg_movement, large + rest * 1e-3}) {
    text += " " + std::to_string(std::log(std::max(p, 1e-6)));
  }
  return EpisodeModel::parse(text + "\nend\n", "made");
}

Judgement judged(const made::Asked& asked, const EpisodeModel* model) {
  Group group;
  group.begin = 1000;
  group.end = 1000 + made::rows(asked.duration_s);
  group.bilateral = asked.bilateral;
  Evidence evidence = asked.evidence;
  evidence.group = &group;
  evidence.features.duration_s = asked.duration_s;
  evidence.features.level_ratio = 10;
  evidence.features.lead_foot = evidence.features.lead_thigh = 0;
  if (std::isnan(evidence.features.lead_calf)) evidence.features.lead_calf = 0;
  return judge(evidence, asked.sites, asked.options, asked.isolated, model);
}

bool says(const Judgement& judgement, std::string_view text) {
  const auto& reasons = judgement.verdict.reasons;
  return std::any_of(reasons.begin(), reasons.end(), [&](const std::string& reason) {
    return reason.find(text) != std::string::npos;
  });
}

TEST(Judge, WithoutAModelTheRulesDecideAndThereIsNoProbability) {
  const Judgement j = judged({}, nullptr);
  EXPECT_EQ(j.verdict.label, Label::cramp);
  EXPECT_TRUE(std::isnan(j.probability));
}

TEST(Judge, TheModelDecidesTheProbability) {
  const EpisodeModel sure = model_of(0.96, 0.04);
  EXPECT_NEAR(judged({}, &sure).probability, 0.96, 1e-3);
  EXPECT_EQ(judged({}, &sure).verdict.certainty, Certainty::probable);
  const EpisodeModel unsure = model_of(0.8, 0.2);
  EXPECT_EQ(judged({}, &unsure).verdict.label, Label::cramp);
  EXPECT_EQ(judged({}, &unsure).verdict.certainty, Certainty::possible);
  const EpisodeModel no = model_of(0.1, 0.9);
  EXPECT_EQ(judged({}, &no).verdict.label, Label::tonic);
  EXPECT_NEAR(judged({}, &no).probability, 0.1, 1e-3);
}

TEST(Judge, WhatTheRulesCallProbableIsPossibleUnlessTheModelFindsItUnlikely) {
  const EpisodeModel doubtful = model_of(0.51, 0.49);
  const EpisodeModel sure_not = model_of(0.49, 0.51);
  made::Asked calf;
  EXPECT_EQ(judged(calf, &doubtful).verdict.certainty, Certainty::none);
  calf.evidence.features.lead_calf = 1;
  EXPECT_EQ(judged(calf, &doubtful).verdict.label, Label::cramp);
  EXPECT_EQ(judged(calf, &doubtful).verdict.certainty, Certainty::possible);
  EXPECT_TRUE(says(judged(calf, &doubtful), "probable by the rules alone"));
  EXPECT_EQ(judged(calf, &sure_not).verdict.label, Label::tonic);
  calf.evidence.features.coactivation = 0.9;  // no cramp by the rules
  EXPECT_EQ(judged(calf, &doubtful).verdict.label, Label::tonic);
}

TEST(Judge, SaysWhereModelAndRulesDisagree) {
  const EpisodeModel no = model_of(0.1, 0.9);
  const Judgement j = judged({}, &no);
  EXPECT_TRUE(says(j, "model: tonic 0.9"));
  EXPECT_TRUE(says(j, "rules alone: cramp, probable"));
  const EpisodeModel yes = model_of(0.96, 0.04);
  EXPECT_FALSE(says(judged({}, &yes), "rules alone"));
}

TEST(Judge, RulesForbidAProbableCramp) {
  const EpisodeModel sure = model_of(0.95, 0.05);
  made::Asked short_one;
  short_one.duration_s = 9.9;
  EXPECT_EQ(judged(short_one, &sure).verdict.certainty, Certainty::possible);
  EXPECT_TRUE(says(judged(short_one, &sure), "shorter than 10 s"));
  made::Asked shin_only;
  shin_only.sites = {made::site(MuscleGroup::shin)};
  EXPECT_EQ(judged(shin_only, &sure).verdict.certainty, Certainty::possible);
  made::Asked too_short;
  too_short.duration_s = 2.9;
  EXPECT_NE(judged(too_short, &sure).verdict.label, Label::cramp);
}

TEST(Judge, WithoutTheVetoTheModelHasTheLastWord) {
  const EpisodeModel sure = model_of(0.95, 0.05);
  made::Asked short_one;
  short_one.duration_s = 9.9;
  short_one.options.veto = false;
  EXPECT_EQ(judged(short_one, &sure).verdict.certainty, Certainty::probable);
}

TEST(Judge, HumAndRailsAreArtefactsWhateverTheModelSays) {
  const EpisodeModel sure = model_of(0.95, 0.05);
  made::Asked hum;
  hum.evidence.features.mains_share = 0.81;
  EXPECT_EQ(judged(hum, &sure).verdict.label, Label::artifact);
  EXPECT_EQ(judged(hum, &sure).probability, 0);
  made::Asked clipped;
  clipped.evidence.features.clipped_share = 0.51;
  EXPECT_EQ(judged(clipped, &sure).verdict.label, Label::artifact);
  made::Asked sine;  // of the mains, beside the notch
  sine.evidence.features.kurtosis = 1.6;
  sine.evidence.features.crossing_hz = 50.6;
  EXPECT_EQ(judged(sine, &sure).verdict.label, Label::artifact);
  EXPECT_TRUE(says(judged(sine, &sure), "a sine of 50.6 Hz"));
  sine.evidence.features.crossing_hz = 80;
  EXPECT_EQ(judged(sine, &sure).verdict.label, Label::cramp);
  sine.evidence.features.crossing_hz = 60;
  sine.evidence.features.kurtosis = 2.9;
  EXPECT_EQ(judged(sine, &sure).verdict.label, Label::cramp);
}

TEST(Judge, DefinitionsOfMovementsHold) {
  const EpisodeModel leg = model_of(0.01, 0.19, 0.8);
  made::Asked movement;
  movement.duration_s = 10;
  EXPECT_EQ(judged(movement, &leg).verdict.label, Label::leg_movement);
  movement.duration_s = 10.01;
  EXPECT_EQ(judged(movement, &leg).verdict.label, Label::tonic);
  const EpisodeModel large = model_of(0.01, 0.19, 0, 0.8);
  made::Asked one_site;
  EXPECT_EQ(judged(one_site, &large).verdict.label, Label::tonic);
  one_site.evidence.participants = 2;
  EXPECT_EQ(judged(one_site, &large).verdict.label, Label::large_movement);
}

TEST(Judge, BelowTheWeakestCrampsThereIsNone) {
  const EpisodeModel sure = model_of(0.96, 0.04);
  made::Asked asked;
  asked.options.cramp_least_ratio = 10.1;
  EXPECT_EQ(judged(asked, &sure).verdict.label, Label::tonic);
  asked.options.cramp_least_ratio = 10;
  EXPECT_EQ(judged(asked, &sure).verdict.label, Label::cramp);
}

TEST(Judge, OneHeadAloneIsACrampUnlessTheModelIsSure) {
  const EpisodeModel doubtful = model_of(0.06, 0.94);
  const EpisodeModel sure_not = model_of(0.04, 0.96);
  made::Asked calf;
  calf.evidence.features.lead_calf = 1;
  EXPECT_EQ(judged(calf, &doubtful).verdict.label, Label::tonic);
  calf.evidence.features.synergist_share = 0.1;
  calf.evidence.features.ramp_s = 2;
  EXPECT_EQ(judged(calf, &doubtful).verdict.certainty, Certainty::possible);
  EXPECT_EQ(judged(calf, &sure_not).verdict.label, Label::tonic);
  calf.evidence.features.ramp_s = 4;
  EXPECT_EQ(judged(calf, &doubtful).verdict.label, Label::tonic);
  calf.evidence.features.ramp_s = 2;
  calf.evidence.features.synergist_share = 0.21;
  EXPECT_EQ(judged(calf, &doubtful).verdict.label, Label::tonic);
}

}  // namespace
}  // namespace noctemg::emg
