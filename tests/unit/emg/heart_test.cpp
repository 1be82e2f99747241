#include "emg/heart.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "made_bursts.hpp"

namespace noctemg::emg {
namespace {

/// Beats at a pace, in rows, as wide as a QRS complex becomes.
std::vector<Twitch> beats(std::size_t count, double interval_rows, std::int32_t width = 12,
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
    EXPECT_EQ(removed(beats(200, interval)), 200U) << interval;
  }
}

TEST(HeartBeats, OtherPacesStay) {
  for (const double interval : {20.0, 44.0, 200.0, 500.0}) {
    EXPECT_EQ(removed(beats(200, interval)), 0U) << interval;
  }
}

TEST(HeartBeats, AreAsShortAsAQrsComplex) {
  EXPECT_EQ(removed(beats(200, 100, 30)), 200U);
  EXPECT_EQ(removed(beats(200, 100, 31)), 0U);
}

TEST(HeartBeats, AreAtLeastTwelve) {
  EXPECT_EQ(removed(beats(11, 150)), 0U);
  EXPECT_EQ(removed(beats(12, 150)), 12U);
}

TEST(HeartBeats, MayBreatheButNotWander) {
  auto breathing = beats(200, 100);
  auto wandering = beats(200, 100);
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
  auto list = beats(200, 100);
  std::vector<Twitch> heard;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i % 4 != 0) heard.push_back(list[i]);
  }
  EXPECT_EQ(removed(heard), heard.size());
}

TEST(HeartBeats, ATrainOfSecondsIsNoHeart) {
  // Two minutes of nothing around twelve short movements that keep a pace.
  auto list = beats(12, 60);
  list.insert(list.begin(), Twitch{0, 10, 12, 2});
  list.push_back({7000, 7010, 12, 2});
  EXPECT_EQ(removed(list), 0U);
}

TEST(HeartBeats, WiderTwitchesBetweenThemStay) {
  auto twitches = beats(200, 100);
  twitches.insert(twitches.begin() + 50, Twitch{5950, 5990, 80, 2});
  std::vector<Burst> bursts;
  EXPECT_EQ(remove_heart_beats(twitches, bursts), 200U);
  ASSERT_EQ(twitches.size(), 1U);
  EXPECT_EQ(twitches[0].begin, 5950);
}

TEST(HeartBeats, TakeTheirOwnBurstsWithThemAndNoOthers) {
  auto twitches = beats(200, 100);
  std::vector<Burst> bursts = {
      made::burst(20.0, 20.2),    // is a beat
      made::burst(30.05, 30.36),  // overlaps one, but is wider
      made::burst(40.5, 40.7),    // lies between two
  };
  EXPECT_EQ(remove_heart_beats(twitches, bursts), 200U);
  EXPECT_EQ(made::spans(bursts), (made::Spans{{3005, 3036}, {4050, 4070}}));
}

TEST(HeartBeats, NothingIsNoHeart) { EXPECT_EQ(removed({}), 0U); }

}  // namespace
}  // namespace noctemg::emg
