#include "emg/heart.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "made_bursts.hpp"

namespace noctemg::emg {
namespace {

/// Beats at a pace, in rows, as wide as a QRS complex becomes.
std::vector<Twitch> heart_beats(std::size_t count, double interval_rows, std::int32_t width = 12,
                                double first_row = 1000) {
  std::vector<Twitch> list;
  for (std::size_t i = 0; i < count; ++i) {
    const auto begin =
        static_cast<std::int32_t>(std::llround(first_row + static_cast<double>(i) * interval_rows));
    list.push_back({begin, begin + width, 12, 2});
  }
  return list;
}

std::size_t removed(std::vector<Twitch> twitches) {
  std::vector<Burst> bursts;
  const std::size_t before = twitches.size();
  const std::size_t count = remove_heart_beats(twitches, bursts);
  EXPECT_EQ(twitches.size(), before - count);
  return count;
}

TEST(HeartBeats, GoAtAnyPaceOfAHeart) {
  for (const double interval : {47.0, 60.0, 100.0, 166.0}) {
    EXPECT_EQ(removed(heart_beats(200, interval)), 200U) << interval;
  }
}

TEST(HeartBeats, OtherPacesStay) {
  for (const double interval : {20.0, 44.0, 200.0, 500.0}) {
    EXPECT_EQ(removed(heart_beats(200, interval)), 0U) << interval;
  }
}

TEST(HeartBeats, AreAsShortAsAQrsComplex) {
  EXPECT_EQ(removed(heart_beats(200, 100, 30)), 200U);
  EXPECT_EQ(removed(heart_beats(200, 100, 31)), 0U);
}

TEST(HeartBeats, AreAtLeastTwelve) {
  EXPECT_EQ(removed(heart_beats(11, 150)), 0U);
  EXPECT_EQ(removed(heart_beats(12, 150)), 12U);
}

TEST(HeartBeats, MayBreatheButNotWander) {
  auto breathing = heart_beats(200, 100);
  auto wandering = heart_beats(200, 100);
  std::mt19937 random(1);
  for (std::size_t i = 0; i < 200; ++i) {
    const auto shift = static_cast<std::int32_t>(
        std::lround(30 * std::sin(static_cast<double>(i) / 5 * 2 * 3.14159)));
    breathing[i].begin += shift / 3;
    breathing[i].end += shift / 3;
    const auto jump = static_cast<std::int32_t>(random() % 91) - 45;
    wandering[i].begin += jump;
    wandering[i].end += jump;
  }
  EXPECT_EQ(removed(breathing), 200U);
  EXPECT_LT(removed(wandering), 20U);
}

TEST(HeartBeats, MissingOnesDoNotHideTheOthers) {
  auto list = heart_beats(200, 100);
  std::vector<Twitch> heard;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i % 4 != 0) heard.push_back(list[i]);
  }
  EXPECT_EQ(removed(heard), heard.size());
}

TEST(HeartBeats, ATrainOfSecondsIsNoHeart) {
  // Two minutes of nothing around twelve short movements that keep a pace.
  auto list = heart_beats(12, 60);
  list.insert(list.begin(), Twitch{0, 10, 12, 2});
  list.push_back({7000, 7010, 12, 2});
  EXPECT_EQ(removed(list), 0U);
}

TEST(HeartBeats, WiderTwitchesBetweenThemStay) {
  auto twitches = heart_beats(200, 100);
  twitches.insert(twitches.begin() + 50, Twitch{5950, 5990, 80, 2});
  std::vector<Burst> bursts;
  EXPECT_EQ(remove_heart_beats(twitches, bursts), 200U);
  ASSERT_EQ(twitches.size(), 1U);
  EXPECT_EQ(twitches[0].begin, 5950);
}

TEST(HeartBeats, TakeTheirOwnBurstsWithThemAndNoOthers) {
  auto twitches = heart_beats(200, 100);
  std::vector<Burst> bursts = {
      made::burst(20.0, 20.2),    // is a beat
      made::burst(30.05, 30.36),  // overlaps one, but is wider
      made::burst(40.5, 40.7),    // lies between two
  };
  EXPECT_EQ(remove_heart_beats(twitches, bursts), 200U);
  EXPECT_EQ(made::spans(bursts), (made::Spans{{3005, 3036}, {4050, 4070}}));
}

TEST(HeartBeats, NothingIsNoHeart) { EXPECT_EQ(removed({}), 0U); }

/// Beats of a heart that is anything but steady, and what a leg electrode hears of every third.
struct Unsteady {
  std::vector<std::int32_t> ecg;
  std::vector<Twitch> leg;
};

Unsteady unsteady(std::int32_t lag_rows) {
  Unsteady heart;
  std::mt19937 random(5);
  std::uniform_int_distribution<std::int32_t> interval(55, 140);
  std::int32_t row = 100;
  for (int i = 0; i < 300; ++i) {
    row += interval(random);
    heart.ecg.push_back(row);
    if (i % 3 == 0) heart.leg.push_back({row + lag_rows, row + lag_rows + 10, 12, 2});
  }
  return heart;
}

TEST(BeatsOfEcg, AreItsShortRises) {
  EXPECT_EQ(beats_of_ecg({{100, 112, 900, 5}, {200, 240, 900, 5}, {300, 330, 900, 5}}),
            (std::vector<std::int32_t>{100, 300}));
}

TEST(BeatsOfEcg, GoFromALegThatHearsSomeOfThem) {
  for (const std::int32_t lag : {-4, 0, 3, 15}) {
    Unsteady heart = unsteady(lag);
    std::vector<Burst> bursts;
    std::vector<Twitch> by_rhythm = heart.leg;
    EXPECT_EQ(remove_heart_beats(by_rhythm, bursts), 0U);
    EXPECT_EQ(remove_beats_of_ecg(heart.leg, bursts, heart.ecg), 100U) << lag;
    EXPECT_TRUE(heart.leg.empty());
  }
}

TEST(BeatsOfEcg, TwitchesAtRandomStay) {
  const Unsteady heart = unsteady(0);
  std::mt19937 random(6);
  std::uniform_int_distribution<std::int32_t> place(heart.ecg.front(), heart.ecg.back());
  std::vector<std::int32_t> rows(200);
  for (auto& row : rows) row = place(random);
  std::sort(rows.begin(), rows.end());
  std::vector<Twitch> twitches;
  for (const std::int32_t row : rows) twitches.push_back({row, row + 10, 12, 2});
  std::vector<Burst> bursts;
  EXPECT_EQ(remove_beats_of_ecg(twitches, bursts, heart.ecg), 0U);
  EXPECT_EQ(twitches.size(), 200U);
}

TEST(BeatsOfEcg, LongerOnesAndThoseOfOtherTimesStay) {
  Unsteady heart = unsteady(2);
  heart.leg.push_back({heart.ecg[100] + 2, heart.ecg[100] + 40, 12, 2});
  heart.leg.push_back({heart.ecg[200] + 30, heart.ecg[200] + 40, 12, 2});
  std::sort(heart.leg.begin(), heart.leg.end(),
            [](const Twitch& a, const Twitch& b) { return a.begin < b.begin; });
  std::vector<Burst> bursts;
  EXPECT_EQ(remove_beats_of_ecg(heart.leg, bursts, heart.ecg), 100U);
  EXPECT_EQ(heart.leg.size(), 2U);
}

}  // namespace
}  // namespace noctemg::emg
