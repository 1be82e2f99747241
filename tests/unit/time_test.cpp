#include "noctemg/time.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "noctemg/error.hpp"

namespace noctemg {
namespace {

constexpr Rate rates[] = {
    {128, 1}, {2000, 1}, {1000, 3}, {1, 1}, {1, 7}, {2048, 1}, {40'000'000, 307'001}};

TEST(RateFromSpan, ReducesTheFraction) {
  EXPECT_EQ(Rate::from_span(256, 2 * ticks_per_second), (Rate{128, 1}));
  EXPECT_EQ(Rate::from_span(1000, 3 * ticks_per_second), (Rate{1000, 3}));
  EXPECT_EQ(Rate::from_span(1228, 9'593'750'000), (Rate{128, 1}));
  EXPECT_EQ(Rate::from_span(1229, 9'593'750'000), (Rate{39328, 307}));
  EXPECT_EQ(Rate::from_span(0, 5), (Rate{0, 1}));
}

TEST(RateFromSpan, RejectsSpansThatAreNotPositive) {
  EXPECT_THROW((void)Rate::from_span(1, 0), ArgumentError);
  EXPECT_THROW((void)Rate::from_span(1, -1), ArgumentError);
  EXPECT_THROW((void)Rate::from_span(-1, 1), ArgumentError);
}

TEST(RateFromHz, FindsTheFractionThatWasMeant) {
  EXPECT_EQ(Rate::from_hz(2000), (Rate{2000, 1}));
  EXPECT_EQ(Rate::from_hz(0.5), (Rate{1, 2}));
  EXPECT_EQ(Rate::from_hz(1000.0 / 3.0), (Rate{1000, 3}));
  EXPECT_EQ(Rate::from_hz(333.3333), (Rate{3'333'333, 10'000}));
  EXPECT_EQ(Rate::from_hz(39328.0 / 307.0), (Rate{39328, 307}));
}

TEST(RateFromHz, TakesTheNearestFractionUnderTheDenominatorLimit) {
  // pi: best approximations known from its continued fraction [3; 7, 15, 1, 292, 1, 1, 1, 2, 1, 3].
  EXPECT_EQ(Rate::from_hz(3.14159265358979311600), (Rate{3'126'535, 995'207}));
  EXPECT_EQ(Rate::from_hz(1e-6), (Rate{1, 1'000'000}));
  EXPECT_EQ(Rate::from_hz(1e12), (Rate{1'000'000'000'000, 1}));
}

TEST(RateFromHz, RejectsWhatIsNoRate) {
  for (const double hz :
       {0.0, -1.0, 1e-9, 1e13, std::nan(""), std::numeric_limits<double>::infinity()})
    EXPECT_THROW((void)Rate::from_hz(hz), ArgumentError) << hz;
}

TEST(RateRows, FirstFrameOfRowIsTheFirstFrameAtOrAfterTheRow) {
  for (const Rate& rate : rates)
    for (std::int64_t row = -2; row < 5000; row = row * 2 + 3) {
      const std::int64_t frame = rate.first_frame_of_row(row);
      // frame / rate >= row / 100 > (frame - 1) / rate, without rounding
      const std::int64_t border = row * rate.frames;
      EXPECT_GE(frame * rate.per_seconds * rows_per_second, border);
      EXPECT_LT((frame - 1) * rate.per_seconds * rows_per_second, border);
    }
}

TEST(RateRows, RowsInIsTheInverseOfFirstFrame) {
  for (const Rate& rate : rates)
    for (const std::int64_t frames : {0LL, 1LL, 19LL, 20LL, 21LL, 12'345LL, 57'600'000LL}) {
      const std::int64_t rows = rate.rows_in(frames);
      EXPECT_LE(rate.first_frame_of_row(rows), frames);
      EXPECT_GT(rate.first_frame_of_row(rows + 1), frames);
    }
}

TEST(RateRows, HoldForRecordingsOfAYear) {
  const Rate rate{2000, 1};
  const std::int64_t rows = 366LL * 86'400 * rows_per_second;
  EXPECT_EQ(rate.first_frame_of_row(rows), rows * 20);
  EXPECT_EQ(rate.rows_in(rows * 20), rows);
  EXPECT_EQ(rate.time_of_frame(rows * 20), rows * ticks_per_row);
}

TEST(RateTime, RoundsDownToANanosecond) {
  const Rate third{3, 1};
  EXPECT_EQ(third.time_of_frame(1), 333'333'333);
  EXPECT_EQ(third.time_of_frame(3), ticks_per_second);
  EXPECT_EQ(third.time_of_frame(-1), -333'333'334);
}

TEST(RateTime, SurvivesProductsBeyond64Bits) {
  const Rate odd = Rate::from_span(999'999, 99'999'999'999'999'999);
  const std::int64_t year = 3'000'000;
  const long double exact = static_cast<long double>(year) * 99'999'999'999'999'999.0L / 999'999.0L;
  EXPECT_NEAR(static_cast<double>(static_cast<long double>(odd.time_of_frame(year)) - exact), 0, 2);
}

TEST(ClockTimeIso, ShowsAFractionOnlyWhenThereIsOne) {
  EXPECT_EQ((ClockTime{2026, 3, 1, 22, 58, 3, 394'531'000}).iso(), "2026-03-01T22:58:03.394531");
  EXPECT_EQ((ClockTime{1985, 1, 1, 0, 0, 0, 0}).iso(), "1985-01-01T00:00:00");
  EXPECT_EQ((ClockTime{1985, 1, 1, 0, 0, 0, 1}).iso(), "1985-01-01T00:00:00.000000001");
  EXPECT_EQ(ClockTime{}.iso(), "n/a");
}

TEST(ClockTimePlus, CarriesThroughTheCalendar) {
  const ClockTime eve{2023, 12, 31, 23, 59, 59, 999'999'999};
  EXPECT_EQ(eve.plus(1), (ClockTime{2024, 1, 1, 0, 0, 0, 0}));
  EXPECT_EQ((ClockTime{2024, 2, 28, 12, 0, 0, 0}).plus(86'400 * ticks_per_second),
            (ClockTime{2024, 2, 29, 12, 0, 0, 0}));
  EXPECT_EQ((ClockTime{2024, 1, 1, 0, 0, 0, 0}).plus(-1), eve);
}

TEST(ClockTimePlus, KeepsAnUnknownDateUnknown) {
  const ClockTime late{0, 0, 0, 23, 0, 0, 0};
  EXPECT_EQ(late.plus(7200 * ticks_per_second), (ClockTime{0, 0, 0, 1, 0, 0, 0}));
}

TEST(ClockTimeSince, UndoesPlus) {
  const ClockTime start{2026, 3, 1, 22, 58, 3, 394'531'000};
  for (const Ticks t :
       {Ticks{0}, Ticks{1}, Ticks{-1}, 28'800 * ticks_per_second + 7, -900'000 * ticks_per_second})
    EXPECT_EQ(start.plus(t).since(start), t);
}

TEST(ClockTimeSince, NeedsBothDates) {
  EXPECT_THROW((void)ClockTime{}.since(ClockTime{2024, 1, 1, 0, 0, 0, 0}), ArgumentError);
}

}  // namespace
}  // namespace noctemg
