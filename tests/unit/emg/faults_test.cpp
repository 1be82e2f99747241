#include "emg/faults.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace noctemg::emg {
namespace {

SecondFeatures rest() {
  SecondFeatures second;
  second.mean_square = 4;
  second.rows = 100;
  return second;
}

/// Faults of 60 s at rest in which `spoil` is applied to seconds [begin, end).
std::vector<Fault> found(int begin, int end, const std::function<void(SecondFeatures&)>& spoil) {
  FaultFinder finder{QualityOptions{}, 8.0};
  for (int s = 0; s < 60; ++s) {
    SecondFeatures second = rest();
    if (s >= begin && s < end) spoil(second);
    finder.push({&second, 1});
  }
  return finder.finish();
}

void quiet(SecondFeatures& s) { s.mean_square = 0.1F; }
void flat(SecondFeatures& s) { s.flat_rows = 100; }
void rail(SecondFeatures& s) { s.clipped_rows = 95; }
void hum(SecondFeatures& s) { s.mains_mean_square = 400; }

TEST(Faults, NameTheirKindAndPlace) {
  const std::vector<std::pair<void (*)(SecondFeatures&), FaultKind>> kinds = {
      {quiet, FaultKind::lead_off},
      {flat, FaultKind::flat},
      {rail, FaultKind::rail},
      {hum, FaultKind::hum}};
  for (const auto& [spoil, kind] : kinds) {
    const auto faults = found(10, 20, spoil);
    ASSERT_EQ(faults.size(), 1U) << to_text(kind);
    EXPECT_EQ(faults[0].kind, kind);
    EXPECT_EQ(faults[0].begin, 1000);
    EXPECT_EQ(faults[0].end, 2000);
    EXPECT_FALSE(to_text(kind).empty());
  }
}

TEST(Faults, LastTwoSecondsAtLeast) {
  EXPECT_TRUE(found(10, 11, quiet).empty());
  EXPECT_EQ(found(10, 12, quiet).size(), 1U);
}

TEST(Faults, ThereAreNoneAtRest) { EXPECT_TRUE(found(0, 0, quiet).empty()); }

TEST(Faults, WeakHumIsNone) {
  EXPECT_TRUE(found(10, 20, [](SecondFeatures& s) { s.mains_mean_square = 60; }).empty());
}

TEST(Faults, HumForMostOfTheTimeIsAConditionAndNoEvent) {
  EXPECT_EQ(found(0, 30, hum).size(), 1U);
  EXPECT_TRUE(found(0, 31, hum).empty());
  EXPECT_EQ(found(0, 31, quiet).size(), 1U);
}

TEST(Faults, ShortPausesAreBridged) {
  FaultFinder finder{QualityOptions{}, 8.0};
  for (int s = 0; s < 40; ++s) {
    SecondFeatures second = rest();
    if ((s >= 10 && s < 15) || (s >= 19 && s < 25)) flat(second);
    finder.push({&second, 1});
  }
  const auto faults = finder.finish();
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].end, 2500);
}

/// A second of 20 uV whose moments have the given kurtosis, crossing zero at a frequency.
auto of_kurtosis(float kurtosis, double hz) {
  return [=](SecondFeatures& s) {
    s.mean_square = 400;
    s.mean_fourth = kurtosis * s.mean_square * s.mean_square;
    s.zero_crossings = static_cast<std::uint16_t>(2 * hz);
  };
}

TEST(Faults, ASineOfTheMainsIsHumWhereNoNotchListens) {
  for (const double hz : {50.0, 60.0, 52.0}) {
    const auto faults = found(10, 20, of_kurtosis(1.5F, hz));
    ASSERT_EQ(faults.size(), 1U) << hz;
    EXPECT_EQ(faults[0].kind, FaultKind::hum);
  }
  EXPECT_TRUE(found(10, 20, of_kurtosis(2.8F, 50)).empty());
  EXPECT_TRUE(found(10, 20, of_kurtosis(1.8F, 120)).empty());
}

TEST(Faults, AnAmplifierThatClipsMuscleIsNoSine) {
  EXPECT_TRUE(found(10, 20, [](SecondFeatures& s) {
                of_kurtosis(1.2F, 50)(s);
                s.clipped_rows = 30;
              }).empty());
}

}  // namespace
}  // namespace noctemg::emg
