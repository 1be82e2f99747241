#include "signal/section_bank.hpp"

#include <gtest/gtest.h>

#include <random>

#include "signal/power_spectrum.hpp"

namespace noctemg::signal {
namespace {

std::vector<Lanes> noise(std::size_t frames, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<Lanes> result(frames);
  for (Lanes& frame : result) {
    for (double& value : frame) value = normal(random);
  }
  for (double& value : result.front())
    value = 0;  // a bank starts from the steady state of the first frame
  return result;
}

std::vector<double> lane_of(const std::vector<Lanes>& frames, std::size_t lane) {
  std::vector<double> result;
  for (const Lanes& frame : frames) result.push_back(frame[lane]);
  return result;
}

std::vector<std::vector<Section>> different_lanes() {
  const std::array<double, 2> edges = {20.0, 450.0};
  std::vector<std::vector<Section>> lanes(5, butter(4, edges, BandType::bandpass, 2000));
  lanes[1].push_back(iirnotch(50, 30, 2000));
  lanes[2] = {iirnotch(60, 30, 2000)};
  lanes[3].clear();
  return lanes;
}

TEST(SectionBank, FiltersEachLaneAsIfItWereAlone) {
  const auto lanes = different_lanes();
  const auto raw = noise(3000, 1);
  auto filtered = raw;
  SectionBank(lanes).forward(filtered);
  for (std::size_t l = 0; l < lane_count; ++l) {
    const std::vector<Section> own = l < lanes.size() ? lanes[l] : std::vector<Section>{};
    EXPECT_EQ(lane_of(filtered, l), sosfilt(own, lane_of(raw, l))) << "lane " << l;
  }
}

TEST(SectionBank, BackwardIsForwardOnReversedTime) {
  const SectionBank bank(different_lanes());
  auto backward = noise(2000, 2);
  auto reversed = backward;
  std::reverse(reversed.begin(), reversed.end());
  bank.backward(backward);
  bank.forward(reversed);
  std::reverse(reversed.begin(), reversed.end());
  EXPECT_EQ(backward, reversed);
}

TEST(SectionBank, StartsFromTheSteadyStateOfAnOffset) {
  const std::array<double, 2> edges = {20.0, 450.0};
  const SectionBank bank(
      std::vector<std::vector<Section>>(8, butter(4, edges, BandType::bandpass, 2000)));
  std::vector<Lanes> offset(500);
  for (Lanes& frame : offset) frame.fill(2000.0);
  bank.forward(offset);
  for (const Lanes& frame : offset) {
    for (const double value : frame) EXPECT_NEAR(value, 0, 1e-6);
  }
}

TEST(PowerSpectrum, SumsToTheMeanSquareOfNoise) {
  PowerSpectrum spectrum(500);
  const auto frames = noise(500 * 200, 3);
  const auto values = lane_of(frames, 0);
  std::vector<double> sum(spectrum.bin_count(), 0.0);
  for (std::size_t i = 0; i < 200; ++i) {
    spectrum.add(std::span(values).subspan(i * 500, 500), sum);
  }
  double total = 0;
  for (const double power : sum) total += power / 200 / 500;
  EXPECT_NEAR(total, 1.0, 0.02);
}

TEST(PowerSpectrum, FindsASineInItsBin) {
  PowerSpectrum spectrum(1000);
  std::vector<double> sine(1000);
  for (std::size_t i = 0; i < sine.size(); ++i)
    sine[i] = 3 * std::sin(2 * M_PI * 50 * static_cast<double>(i) / 1000);
  std::vector<double> sum(spectrum.bin_count(), 0.0);
  spectrum.add(sine, sum);
  double near = 0;
  for (std::size_t k = 48; k <= 52; ++k) near += sum[k] / 1000;
  EXPECT_NEAR(near, 4.5, 1e-6);
}

}  // namespace
}  // namespace noctemg::signal
