#include "emg/lane_cascade.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "noctemg/error.hpp"
#include "noctemg/signal.hpp"

namespace noctemg::emg {
namespace {

using signal::Section;
using Notches = std::vector<std::vector<Section>>;
using Cascade = LaneCascade<double>;
constexpr std::size_t lanes = Cascade::lane_count;
constexpr double cascade_rate_hz = 2000;

std::vector<Section> band(int order) {
  const std::array<double, 2> edges = {20.0, 450.0};
  return signal::butter(order, edges, signal::BandType::bandpass, cascade_rate_hz);
}

std::vector<Section> notches(std::size_t count) {
  std::vector<Section> result;
  for (std::size_t h = 1; h <= count; ++h) {
    result.push_back(signal::iirnotch(50.0 * static_cast<double>(h), 30, cascade_rate_hz));
  }
  return result;
}

std::vector<double> hum_in_noise(std::size_t count) {
  std::mt19937 random(3);
  std::normal_distribution<double> normal(0, 5);
  std::vector<double> x;
  for (std::size_t i = 0; i < count; ++i) {
    const double t = static_cast<double>(i) / cascade_rate_hz;
    x.push_back(10 * std::sin(2 * std::numbers::pi * 50 * t) + normal(random));
  }
  return x;
}

std::vector<Cascade::Lanes> differences(const std::vector<double>& x) {
  std::vector<Cascade::Lanes> frames;
  double before = 0;  // as sosfilt takes what lies before
  for (const double value : x) {
    Cascade::Lanes frame;
    std::fill_n(frame.of, lanes, value - before);
    before = value;
    frames.push_back(frame);
  }
  return frames;
}

// Lanes hold 0 to 7 notches: those with fewer pass through the rest, and more than four take a pass
// of their own. Orders 1 to 6 have one section or several of a kind, and passes of four and two.
TEST(LaneCascade, FiltersAsSosfiltDoesForwardAndBackward) {
  const auto x = hum_in_noise(3000);
  for (int order = 1; order <= 6; ++order) {
    Notches own;
    for (std::size_t lane = 0; lane < lanes; ++lane) own.push_back(notches(lane));
    const Cascade cascade(band(order), own);
    auto frames = differences(x);
    auto memory = cascade.rest();
    cascade.forward(memory, frames.data(), 1000);
    cascade.forward(memory, frames.data() + 1000, 2000);
    memory = cascade.rest();
    cascade.backward(memory, &frames.back(), frames.size());
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      auto sections = band(order);
      sections.insert(sections.end(), own[lane].begin(), own[lane].end());
      auto expected = x;
      for (int pass = 0; pass < 2; ++pass) {
        expected = signal::sosfilt(sections, expected);
        std::reverse(expected.begin(), expected.end());
      }
      const double gain = cascade.gain(lane) * cascade.gain(lane);
      for (std::size_t i = 0; i < x.size(); ++i) {
        ASSERT_NEAR(frames[i].of[lane] * gain, expected[i], 1e-8)
            << "order " << order << ", lane " << lane << ", frame " << i;
      }
    }
  }
}

TEST(LaneCascade, TellsWhatTheNotchesTake) {
  const auto x = hum_in_noise(8000);
  for (const int order : {3, 4}) {
    for (const std::size_t count : {1U, 4U}) {
      const Cascade cascade(band(order), Notches(lanes, notches(count)));
      auto frames = differences(x);
      auto memory = cascade.rest();
      Cascade::Lanes hum = {};
      cascade.forward(memory, frames.data(), 6000);
      cascade.forward(memory, frames.data() + 6000, 2000, &hum);
      auto before = signal::sosfilt(band(order), x);
      const auto after = signal::sosfilt(notches(count), before);
      double expected = 0;
      for (std::size_t i = 6000; i < 8000; ++i) expected += std::pow(before[i] - after[i], 2);
      expected /= 2000;
      EXPECT_NEAR(hum.of[0], expected, 1e-6 * expected);
      EXPECT_NEAR(hum.of[0], 50, 5) << "10 uV of hum";
    }
  }
}

TEST(LaneCascade, TakesNothingButABandPassAndNotches) {
  const Notches none(lanes);
  EXPECT_FALSE(Cascade(band(4), none).has_notches());
  EXPECT_THROW(Cascade(notches(2), none), ArgumentError);
  EXPECT_THROW(Cascade({}, none), ArgumentError);
  const std::array<double, 1> edge = {20.0};
  EXPECT_THROW(Cascade(signal::butter(2, edge, signal::BandType::highpass, cascade_rate_hz), none),
               ArgumentError);
  EXPECT_THROW(Cascade(band(4), Notches(lanes - 1)), ArgumentError);
  EXPECT_THROW(Cascade(band(4), Notches(lanes, band(1))), ArgumentError);
}

// Notches take a pass of their own behind a band-pass of order 2: the listener hears the first one.
TEST(LaneCascade, LetsAnotherListenToWhatItIsGiven) {
  const Cascade cascade(band(2), Notches(lanes, notches(3)));
  const Cascade low(band(1), Notches(lanes));
  const auto frames = differences(hum_in_noise(1000));
  auto heard = frames;
  auto low_memory = low.rest();
  low.forward(low_memory, heard.data(), heard.size());
  double expected = 0;
  for (const auto& frame : heard) expected += frame.of[3] * frame.of[3];
  auto alone = frames;
  auto memory = cascade.rest();
  Cascade::Lanes hum_alone = {};
  cascade.forward(memory, alone.data(), alone.size(), &hum_alone);
  auto together = frames;
  memory = cascade.rest();
  low_memory = low.rest();
  Cascade::Lanes hum = {};
  Cascade::Lanes squares = {};
  cascade.forward(memory, together.data(), together.size(), &hum, low.hearing(low_memory, squares));
  EXPECT_NEAR(squares.of[3], expected, 1e-12 * expected);
  EXPECT_EQ(hum.of[3], hum_alone.of[3]);
  for (std::size_t i = 0; i < frames.size(); ++i) ASSERT_EQ(together[i].of[3], alone[i].of[3]) << i;
}

TEST(LaneCascade, RefusesAListenerOfManySections) {
  Cascade::Lanes squares = {};
  for (const Cascade& cascade :
       {Cascade(band(4), Notches(lanes)), Cascade(band(2), Notches(lanes, notches(1)))}) {
    auto memory = cascade.rest();
    EXPECT_THROW((void)cascade.hearing(memory, squares), ArgumentError);
  }
}

}  // namespace
}  // namespace noctemg::emg
