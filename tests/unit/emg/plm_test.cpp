// Hand-made lists of movements whose scores follow from the standards' texts.

#include "emg/plm.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace noctemg::emg {
namespace {

Ticks ticks_at(double s) { return static_cast<Ticks>(std::llround(s * 1e9)); }

Episode movement(double onset_s, double duration_s = 2.0, Side side = Side::left,
                 Label label = Label::leg_movement) {
  Episode episode;
  episode.onset = ticks_at(onset_s);
  episode.duration = ticks_at(duration_s);
  episode.side = side;
  episode.label = label;
  return episode;
}

Episode both_legs(double onset_s, double duration_s) {
  auto episode = movement(onset_s, duration_s, Side::unknown);
  episode.bilateral = true;
  return episode;
}

std::vector<Episode> every(double interval_s, int count, double first_s = 100) {
  std::vector<Episode> list;
  for (int i = 0; i < count; ++i) list.push_back(movement(first_s + i * interval_s));
  return list;
}

PlmOptions aasm() {
  PlmOptions options;
  options.bilateral_max_parts = 100;
  options.bilateral_gap_s = 5;
  options.onset_pairing = true;
  options.interval_min_s = 5;
  options.short_interval_ends = false;
  options.other_movement_ends = false;
  return options;
}

const std::vector<Segment> whole_night = {Segment{0, ticks_at(36000), {}, {}}};

MovementIndices score(std::vector<Episode>& list, const PlmOptions& options = {},
                      const Hypnogram& hypnogram = {}) {
  return score_plm(list, options, hypnogram, 2.0, whole_night);
}

std::vector<std::string> fates(const std::vector<Episode>& list) {
  std::vector<std::string> out;
  for (const auto& episode : list) out.push_back(episode.plm);
  return out;
}

using Texts = std::vector<std::string>;

TEST(PlmWasm, FourMovementsMakeASeriesAndThreeDoNot) {
  auto four = every(20, 4);
  const auto indices = score(four);
  EXPECT_EQ(indices.plm, 4);
  EXPECT_EQ(indices.series, 1);
  EXPECT_EQ(fates(four), Texts(4, "PLM"));
  EXPECT_EQ(indices.intervals_s, (std::vector<double>{20, 20, 20}));
  auto three = every(20, 3);
  EXPECT_EQ(score(three).plm, 0);
  EXPECT_EQ(fates(three), Texts(3, "isolated"));
}

TEST(PlmWasm, BothIntervalLimitsBelongToASeries) {
  for (const double interval_s : {10.0, 90.0}) {
    auto list = every(interval_s, 4);
    EXPECT_EQ(score(list).plm, 4) << interval_s;
  }
  for (const double interval_s : {9.99, 90.01}) {
    auto list = every(interval_s, 6);
    EXPECT_EQ(score(list).plm, 0) << interval_s;
  }
}

TEST(PlmWasm, AShortIntervalEndsTheSeriesAndMayBeginAnother) {
  auto list = every(20, 3);       // 100 120 140
  list.push_back(movement(145));  // 5 s after: ends the series of three
  for (const double onset : {165.0, 185.0, 205.0}) list.push_back(movement(onset));
  const auto indices = score(list);
  EXPECT_EQ(indices.plm, 4);  // 145 165 185 205
  EXPECT_EQ(indices.series, 1);
  EXPECT_EQ(indices.short_interval, 0);
  EXPECT_EQ(fates(list), (Texts{"isolated", "isolated", "isolated", "PLM", "PLM", "PLM", "PLM"}));
}

TEST(PlmWasm, AShortIntervalOutsideASeriesIsSaid) {
  std::vector<Episode> list = {movement(100), movement(105), movement(300)};
  const auto indices = score(list);
  EXPECT_EQ(indices.short_interval, 1);
  EXPECT_EQ(indices.isolated, 2);
  EXPECT_EQ(fates(list), (Texts{"isolated", "short_imi", "isolated"}));
}

TEST(PlmWasm, AMovementThatIsNoCandidateEndsTheSeries) {
  for (const auto& between :
       {movement(150, 10.01), movement(150, 0.49), movement(150, 20, Side::left, Label::cramp),
        movement(150, 12, Side::right, Label::large_movement)}) {
    auto list = every(20, 3);
    list.push_back(between);
    for (const double onset : {165.0, 185.0, 205.0}) list.push_back(movement(onset));
    const auto indices = score(list);
    EXPECT_EQ(indices.plm, 0) << to_text(between.label);
    EXPECT_EQ(indices.clm, 6);
    EXPECT_EQ(indices.intervals_s, (std::vector<double>{20, 20, 20, 20}));
  }
}

TEST(PlmWasm, TwitchesArtefactsAndTonicActivityDoNotEndASeries) {
  for (const auto label : {Label::twitch, Label::artifact, Label::tonic}) {
    auto list = every(20, 4);
    list.insert(list.begin() + 2, movement(130, 3, Side::left, label));
    EXPECT_EQ(score(list).plm, 4) << to_text(label);
    EXPECT_EQ(list[2].plm, "n/a");
  }
}

TEST(PlmWasm, DurationLimitsOfOneLegAreInclusive) {
  for (const double duration_s : {0.5, 10.0}) {
    std::vector<Episode> list = {movement(100, duration_s)};
    EXPECT_EQ(score(list).clm, 1) << duration_s;
  }
  std::vector<Episode> list = {movement(100, 10.01)};
  EXPECT_EQ(score(list).clm, 0);
  EXPECT_EQ(list[0].plm, "not_clm");
}

TEST(PlmWasm, LegsThatOverlapOrFollowWithinHalfASecondAreOneMovement) {
  std::vector<Episode> near = {movement(100, 2, Side::left), movement(102.49, 2, Side::right)};
  EXPECT_EQ(score(near).clm, 1);
  std::vector<Episode> apart = {movement(100, 2, Side::left), movement(102.5, 2, Side::right)};
  EXPECT_EQ(score(apart).clm, 2);
  std::vector<Episode> same = {movement(100, 2, Side::left), movement(102.3, 2, Side::left)};
  EXPECT_EQ(score(same).clm, 2);
  std::vector<Episode> unknown = {movement(100, 2, Side::unknown), movement(101, 2, Side::right)};
  EXPECT_EQ(score(unknown).clm, 2);
}

TEST(PlmWasm, ACombinedMovementLastsAtMostFifteenSeconds) {
  std::vector<Episode> fits = {movement(100, 8, Side::left), movement(107, 8, Side::right)};
  EXPECT_EQ(score(fits).clm, 1);
  std::vector<Episode> longer = {movement(100, 8, Side::left), movement(107, 8.01, Side::right)};
  EXPECT_EQ(score(longer).clm, 0);
  EXPECT_EQ(fates(longer), Texts(2, "not_clm"));
}

TEST(PlmWasm, ACombinedMovementHasAtMostFourParts) {
  std::vector<Episode> list;
  for (int i = 0; i < 4; ++i) {
    list.push_back(movement(100 + 2 * i, 1.6, i % 2 ? Side::right : Side::left));
  }
  auto four = list;
  EXPECT_EQ(score(four).clm, 1);
  list.push_back(movement(108, 1.6, Side::left));
  EXPECT_EQ(score(list).clm, 0);
}

TEST(PlmWasm, APartLongerThanTenSecondsSpoilsTheWhole) {
  std::vector<Episode> list = {movement(100, 11, Side::left), movement(105, 2, Side::right)};
  EXPECT_EQ(score(list).clm, 0);
  EXPECT_EQ(fates(list), Texts(2, "not_clm"));
}

TEST(PlmWasm, AnEpisodeOfBothLegsMayLastFifteenSeconds) {
  std::vector<Episode> list = {both_legs(100, 15), both_legs(200, 15.01)};
  EXPECT_EQ(score(list).clm, 1);
}

TEST(PlmWasm, IntervalsRunFromTheFirstOnsetOfACombinedMovement) {
  std::vector<Episode> list;
  for (int i = 0; i < 4; ++i) {
    list.push_back(movement(100 + 10 * i, 2, Side::left));
    list.push_back(movement(101 + 10 * i, 3, Side::right));
  }
  const auto indices = score(list);
  EXPECT_EQ(indices.clm, 4);
  EXPECT_EQ(indices.plm, 4);
  EXPECT_EQ(indices.leg_movements, 8);
  EXPECT_EQ(indices.intervals_s, (std::vector<double>{10, 10, 10}));
  EXPECT_EQ(fates(list), Texts(8, "PLM"));
}

TEST(PlmWasm, ASeriesNeverCrossesAGap) {
  auto list = every(20, 4);
  list[2].segment = list[3].segment = 1;
  const auto indices = score(list);
  EXPECT_EQ(indices.plm, 0);
  EXPECT_EQ(indices.intervals_s, (std::vector<double>{20, 20}));
}

TEST(PlmAasm, OnsetsLessThanFiveSecondsApartCountAsOne) {
  std::vector<Episode> list = {movement(100, 1, Side::left), movement(104.99, 1, Side::right)};
  EXPECT_EQ(score(list, aasm()).clm, 1);
  std::vector<Episode> apart = {movement(100, 1, Side::left), movement(105, 1, Side::right)};
  EXPECT_EQ(score(apart, aasm()).clm, 2);
}

TEST(PlmAasm, ShortIntervalsArePassedOverAndOtherMovementsIgnored) {
  auto list = every(20, 4);
  list.insert(list.begin() + 2, movement(124));  // same leg, 4 s after the second
  list.insert(list.begin() + 3, movement(130, 20, Side::left, Label::large_movement));
  const auto indices = score(list, aasm());
  EXPECT_EQ(indices.plm, 4);
  EXPECT_EQ(list[2].plm, "short_imi");
  EXPECT_EQ(list[3].plm, "n/a");
}

TEST(PlmAasm, IntervalsOfFiveSecondsCount) {
  auto list = every(5, 4);
  EXPECT_EQ(score(list, aasm()).plm, 4);
  auto closer = every(4.99, 4);
  EXPECT_EQ(score(closer, aasm()).plm, 0);
}

TEST(PlmAasm, AMovementThatIsTooLongIsNotPaired) {
  std::vector<Episode> list = {movement(100, 11, Side::left), movement(102, 2, Side::right)};
  EXPECT_EQ(score(list, aasm()).clm, 1);
  EXPECT_EQ(fates(list), (Texts{"not_clm", "isolated"}));
}

TEST(PlmIndices, FollowTheStageAtOnsetAndTheHoursOfSleep) {
  Hypnogram hypnogram;
  hypnogram.intervals = {{0, ticks_at(130), Stage::wake},
                         {ticks_at(130), ticks_at(3730), Stage::n2}};
  auto list = every(20, 6);  // 100 120 | 140 160 180 200
  const auto indices = score(list, {}, hypnogram);
  EXPECT_EQ(fates(list), (Texts{"PLMW", "PLMW", "PLMS", "PLMS", "PLMS", "PLMS"}));
  EXPECT_EQ(indices.plm_sleep, 4);
  EXPECT_EQ(indices.plm_wake, 2);
  EXPECT_DOUBLE_EQ(indices.plms_per_hour, 4.0);
  EXPECT_DOUBLE_EQ(indices.plm_per_hour, 3.0);
  EXPECT_DOUBLE_EQ(indices.lm_per_hour, 3.0);
  EXPECT_DOUBLE_EQ(indices.periodicity_index, 1.0);
}

TEST(PlmIndices, SayNothingAboutSleepWithoutAHypnogram) {
  auto list = every(20, 4);
  const auto indices = score(list);
  EXPECT_EQ(indices.plm_sleep, 0);
  EXPECT_TRUE(std::isnan(indices.plms_per_hour));
}

TEST(PlmIndices, AreUnknownWithoutMovementsOrTime) {
  std::vector<Episode> none;
  const auto indices = score_plm(none, {}, {}, 0.0, whole_night);
  EXPECT_TRUE(std::isnan(indices.lm_per_hour));
  EXPECT_TRUE(std::isnan(indices.periodicity_index));
  EXPECT_EQ(indices.clm, 0);
}

}  // namespace
}  // namespace noctemg::emg
