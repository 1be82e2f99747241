#include "noctemg/episode_model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "noctemg/error.hpp"

namespace noctemg {
namespace {

constexpr std::string_view small = R"(noctemg-model 1
# one tree for each of two labels
name small
labels cramp tonic
inputs duration_s level_ratio
scaling none
baseline 0.5 -0.5
calibration 1 0
tree 0 3
split 0 10 1 2 left
leaf -1
leaf 2
tree 1 1
leaf 0.25
end
)";

double cramp_of(const EpisodeModel& model, double duration_s) {
  return model.probabilities(std::vector<double>{duration_s, 3.0})[0];
}

double softmax(double a, double b) { return std::exp(a) / (std::exp(a) + std::exp(b)); }

TEST(EpisodeModel, AddsLeavesAndSharesByTheirExponentials) {
  const EpisodeModel model = EpisodeModel::parse(small, "small");
  EXPECT_NEAR(cramp_of(model, 20), softmax(0.5 + 2, -0.5 + 0.25), 1e-12);
  EXPECT_NEAR(cramp_of(model, 5), softmax(0.5 - 1, -0.5 + 0.25), 1e-12);
}

TEST(EpisodeModel, TheThresholdItselfGoesLeftAndTheUnknownWhereTheFileSays) {
  const EpisodeModel model = EpisodeModel::parse(small, "small");
  EXPECT_EQ(cramp_of(model, 10), cramp_of(model, 5));
  EXPECT_EQ(cramp_of(model, not_a_number), cramp_of(model, 5));
}

TEST(EpisodeModel, CalibratesTheCrampAndLetsTheOthersShareTheRest) {
  std::string text(small);
  text.replace(text.find("calibration 1 0"), 15, "calibration 2 1");
  const double raw = cramp_of(EpisodeModel::parse(small, ""), 20);
  const auto p = EpisodeModel::parse(text, "").probabilities(std::vector<double>{20, 3});
  EXPECT_NEAR(p[0], 1 / (1 + std::exp(-(2 * std::log(raw / (1 - raw)) + 1))), 1e-12);
  EXPECT_NEAR(p[0] + p[1], 1, 1e-12);
}

TEST(EpisodeModel, TakesFeaturesByName) {
  const EpisodeModel model = EpisodeModel::parse(small, "small");
  EpisodeFeatures features;
  features.duration_s = 20;
  EXPECT_EQ(model.probabilities(features)[0], cramp_of(model, 20));
  EXPECT_THROW((void)model.probabilities(std::vector<double>{1}), ArgumentError);
}

TEST(EpisodeModel, RefusesWhatItCannotUnderstandAndNamesTheLine) {
  const auto error = [](std::string_view from, std::string_view to) -> std::string {
    std::string text(small);
    text.replace(text.find(from), from.size(), to);
    try {
      (void)EpisodeModel::parse(text, "m.model");
    } catch (const InputError& e) {
      return e.what();
    }
    return "";
  };
  EXPECT_NE(error("noctemg-model 1", "noctemg-model 2").find("line 1"), std::string::npos);
  EXPECT_NE(error("labels cramp", "labels crump").find("line 4"), std::string::npos);
  EXPECT_NE(error("duration_s", "length_s").find("line 5"), std::string::npos);
  EXPECT_NE(error("leaf 2", "leaf two").find("two"), std::string::npos);
  EXPECT_NE(error("10 1 2 left", "10 0 2 left").find("parent"), std::string::npos);
  EXPECT_NE(error("10 1 2 left", "10 1 3 left").find("below 3"), std::string::npos);
  EXPECT_NE(error("10 1 2 left", "10 1 1 left").find("one parent"), std::string::npos);
  EXPECT_NE(error("\nend\n", "\ninputs rise_s\nend\n").find("before"), std::string::npos);
  EXPECT_NE(error("split 0", "split 2").find("below 2"), std::string::npos);
  EXPECT_NE(error("\nend\n", "\n").find("end"), std::string::npos);
  EXPECT_NE(error("baseline 0.5 -0.5", "baseline 0.5").find("1 baseline"), std::string::npos);
  EXPECT_NE(error("labels cramp tonic", "labels rhythmic tonic").find("cramp"), std::string::npos);
  EXPECT_NE(error("labels cramp tonic", "labels cramp cramp").find("once"), std::string::npos);
}

TEST(EpisodeModel, TheShippedOneKnowsCrampsAndSumsToOne) {
  const EpisodeModel& model = EpisodeModel::shipped();
  EXPECT_NE(std::find(model.labels().begin(), model.labels().end(), Label::cramp),
            model.labels().end());
  const auto p = model.probabilities(EpisodeFeatures{});
  EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1, 1e-12);
  EXPECT_FALSE(model.identity().empty());
}

TEST(EpisodeFeatureTable, NamesEveryFeatureOnceWithAMeaning) {
  std::vector<std::string_view> names;
  for (const EpisodeFeature& feature : episode_feature_table()) {
    ASSERT_NE(feature.member, nullptr);
    EXPECT_FALSE(feature.meaning.empty()) << feature.name;
    names.push_back(feature.name);
  }
  EXPECT_EQ(sizeof(EpisodeFeatures), names.size() * sizeof(double));
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

}  // namespace
}  // namespace noctemg
