#include "emg/summary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace noctemg::emg {
namespace {

Ticks at(double s) { return static_cast<Ticks>(std::llround(s * 1e9)); }

Episode cramp(double onset_s, double duration_s, Certainty certainty = Certainty::probable,
              const char* muscle = "soleus", Side side = Side::left) {
  Episode episode;
  episode.onset = at(onset_s);
  episode.duration = at(duration_s);
  episode.label = Label::cramp;
  episode.certainty = certainty;
  episode.muscle = muscle;
  episode.side = side;
  return episode;
}

TEST(CrampTotals, CountsTimesAndSites) {
  const std::vector<Episode> list = {
      cramp(100, 30), cramp(200, 601, Certainty::possible, "soleus", Side::right), cramp(900, 40),
      cramp(950, 20, Certainty::possible, "gastrocnemius_medialis")};
  const auto totals = summarise_cramps(list, 8.0);
  EXPECT_EQ(totals.probable, 2);
  EXPECT_EQ(totals.possible, 2);
  EXPECT_DOUBLE_EQ(totals.total_s, 691);
  EXPECT_DOUBLE_EQ(totals.longest_s, 601);
  EXPECT_DOUBLE_EQ(totals.per_hour, 0.5);
  EXPECT_EQ(totals.over_10_min, 1);
  ASSERT_EQ(totals.by_site.size(), 3u);
  EXPECT_EQ(totals.by_site[0].muscle, "gastrocnemius_medialis");
  EXPECT_EQ(totals.by_site[1].side, Side::left);
  EXPECT_EQ(totals.by_site[1].probable, 2);
  EXPECT_DOUBLE_EQ(totals.by_site[1].total_s, 70);
  EXPECT_EQ(totals.by_site[2].possible, 1);
}

TEST(CrampTotals, TenMinutesSharpAreNotOverTenMinutes) {
  const std::vector<Episode> list = {cramp(0, 600)};
  EXPECT_EQ(summarise_cramps(list, 1).over_10_min, 0);
}

TEST(CrampTotals, AClusterIsTwoOrMoreWithPausesBelowAnHour) {
  EXPECT_EQ(summarise_cramps(std::vector{cramp(0, 10)}, 1).clusters, 0);
  EXPECT_EQ(summarise_cramps(std::vector{cramp(0, 10), cramp(3609, 10)}, 1).clusters, 1);
  EXPECT_EQ(summarise_cramps(std::vector{cramp(0, 10), cramp(3610, 10)}, 1).clusters, 0);
  const std::vector<Episode> two = {cramp(0, 10), cramp(100, 10), cramp(200, 10), cramp(9000, 10),
                                    cramp(9100, 10)};
  EXPECT_EQ(summarise_cramps(two, 1).clusters, 2);
}

TEST(CrampTotals, ALongCrampHoldsItsClusterTogether) {
  const std::vector<Episode> list = {cramp(0, 3000), cramp(100, 10), cramp(6000, 10),
                                     cramp(9700, 10)};
  EXPECT_EQ(summarise_cramps(list, 1).clusters, 1);
}

TEST(CrampTotals, WithoutCrampsTheLongestIsUnknown) {
  const auto totals = summarise_cramps({}, 0);
  EXPECT_TRUE(std::isnan(totals.longest_s));
  EXPECT_TRUE(std::isnan(totals.per_hour));
  EXPECT_EQ(totals.total_s, 0);
}

TEST(SleepContext, SumsStagesWithinSegmentsOnly) {
  Hypnogram hypnogram;
  hypnogram.source = "h.tsv";
  hypnogram.intervals = {
      {at(-30), at(30), Stage::wake}, {at(30), at(60), Stage::n1}, {at(60), at(90), Stage::rem}};
  const std::vector<Segment> segments = {{0, at(50), {}, {}}, {at(70), at(40), {}, {}}};
  const std::vector<Episode> list = {cramp(20, 15), cramp(80, 15), cramp(100, 5)};
  const auto context = sleep_context(hypnogram, segments, list);
  EXPECT_TRUE(context.known);
  EXPECT_EQ(context.source, "h.tsv");
  EXPECT_DOUBLE_EQ(context.wake_s, 30);
  EXPECT_DOUBLE_EQ(context.n1_s, 20);
  EXPECT_DOUBLE_EQ(context.rem_s, 20);
  EXPECT_DOUBLE_EQ(context.sleep_s, 40);
  EXPECT_DOUBLE_EQ(context.unknown_s, 20);
  EXPECT_EQ(context.cramps_in_wake, 1);
  EXPECT_EQ(context.cramps_in_sleep, 1);
}

TEST(SleepContext, IsUnknownWithoutAHypnogram) {
  const auto context = sleep_context({}, {}, {});
  EXPECT_FALSE(context.known);
  EXPECT_EQ(context.sleep_s, 0);
}

TEST(CountLabels, FollowsTheOrderOfLabel) {
  auto twitch = cramp(5, 1);
  twitch.label = Label::twitch;
  const std::vector<Episode> list = {cramp(0, 1), twitch, twitch};
  const auto counts = count_labels(list);
  EXPECT_EQ(counts[0], 1);
  EXPECT_EQ(counts[6], 2);
  EXPECT_EQ(counts[7], 0);
}

}  // namespace
}  // namespace noctemg::emg
