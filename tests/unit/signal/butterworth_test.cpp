#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "noctemg/error.hpp"
#include "noctemg/signal.hpp"

namespace noctemg::signal {
namespace {

constexpr std::array<double, 2> emg_band = {20.0, 450.0};

TEST(Butterworth, PassesHalfThePowerAtItsEdges) {
  for (const double rate : {1000.0, 2000.0, 10000.0}) {
    for (int order = 1; order <= 8; ++order) {
      const auto sections = butter(order, emg_band, BandType::bandpass, rate);
      EXPECT_NEAR(magnitude(sections, 20, rate), std::sqrt(0.5), 1e-9) << rate << ' ' << order;
      EXPECT_NEAR(magnitude(sections, 450, rate), std::sqrt(0.5), 1e-9) << rate << ' ' << order;
      EXPECT_NEAR(magnitude(sections, std::sqrt(20.0 * 450.0), rate), 1.0, 2e-2)
          << rate << ' ' << order;
    }
  }
}

TEST(Butterworth, FallsBySixDecibelPerOctaveAndOrder) {
  const std::array<double, 1> edge = {100.0};
  for (int order = 1; order <= 6; ++order) {
    const auto sections = butter(order, edge, BandType::highpass, 100000);
    const double expected = 1 / std::sqrt(1 + std::pow(8.0, 2 * order));
    EXPECT_NEAR(magnitude(sections, 12.5, 100000) / expected, 1.0, 1e-3) << order;
  }
}

TEST(Butterworth, OddOrdersHaveOneFirstOrderSection) {
  const std::array<double, 1> edge = {50.0};
  const auto sections = butter(3, edge, BandType::lowpass, 1000);
  ASSERT_EQ(sections.size(), 2U);
  EXPECT_EQ(sections[0][5] == 0 || sections[1][5] == 0, true);
}

TEST(Butterworth, BandstopTakesItsMiddleOut) {
  const std::array<double, 2> edges = {45.0, 55.0};
  const auto sections = butter(2, edges, BandType::bandstop, 1000);
  EXPECT_LT(magnitude(sections, 49.75, 1000), 1e-2);
  EXPECT_NEAR(magnitude(sections, 5, 1000), 1, 1e-3);
  EXPECT_NEAR(magnitude(sections, 300, 1000), 1, 1e-3);
}

TEST(Butterworth, RefusesEdgesThatMakeNoSense) {
  const std::array<double, 2> beyond = {20.0, 500.0};
  const std::array<double, 2> falling = {300.0, 20.0};
  const std::array<double, 1> one = {20.0};
  EXPECT_THROW((void)butter(4, beyond, BandType::bandpass, 1000), ArgumentError);
  EXPECT_THROW((void)butter(4, falling, BandType::bandpass, 1000), ArgumentError);
  EXPECT_THROW((void)butter(4, one, BandType::bandpass, 1000), ArgumentError);
  EXPECT_THROW((void)butter(0, one, BandType::lowpass, 1000), ArgumentError);
  EXPECT_THROW((void)butter(2, one, BandType::lowpass, std::nan("")), ArgumentError);
}

TEST(Notch, TakesItsFrequencyAndHasItsBandwidth) {
  const std::array<Section, 1> notch = {iirnotch(50, 30, 1000)};
  EXPECT_LT(magnitude(notch, 50, 1000), 1e-12);
  EXPECT_NEAR(magnitude(notch, 50 - 50.0 / 60, 1000), std::sqrt(0.5), 1e-2);
  EXPECT_NEAR(magnitude(notch, 0, 1000), 1, 1e-12);
}

TEST(DecayFrames, IsWhereTheImpulseResponseHasFaded) {
  const std::array<Section, 1> notch = {iirnotch(50, 30, 1000)};
  const int frames = decay_frames(notch, 1e-6);
  std::vector<double> impulse(static_cast<std::size_t>(2 * frames), 0.0);
  impulse[0] = 1;
  const auto response = sosfilt(notch, impulse);
  for (std::size_t i = static_cast<std::size_t>(frames); i < response.size(); ++i) {
    EXPECT_LT(std::abs(response[i]), 1e-6);
  }
  EXPECT_GT(std::abs(response[1]), 1e-3);
}

TEST(Sosfiltfilt, KeepsTheTimeOfAPulse) {
  const auto sections = butter(4, emg_band, BandType::bandpass, 2000);
  std::vector<double> pulse(4001, 0.0);
  pulse[2000] = 1;
  const auto y = sosfiltfilt(sections, pulse);
  for (std::size_t i = 1; i < 1000; ++i) EXPECT_NEAR(y[2000 - i], y[2000 + i], 1e-12);
  EXPECT_THROW((void)sosfiltfilt(sections, std::vector<double>(10)), ArgumentError);
}

TEST(SosfiltZi, HoldsAStepStill) {
  const std::array<double, 1> edge = {100.0};
  const auto sections = butter(5, edge, BandType::lowpass, 1000);
  const auto state = sosfilt_zi(sections);
  // Fed with ones from the steady state, every section stays where it is.
  double in = 1;
  for (std::size_t s = 0; s < sections.size(); ++s) {
    const double out = sections[s][0] * in + state[s][0];
    EXPECT_NEAR(sections[s][1] * in - sections[s][4] * out + state[s][1], state[s][0], 1e-12);
    EXPECT_NEAR(sections[s][2] * in - sections[s][5] * out, state[s][1], 1e-12);
    in = out;
  }
  EXPECT_NEAR(in, 1, 1e-12);
}

}  // namespace
}  // namespace noctemg::signal
