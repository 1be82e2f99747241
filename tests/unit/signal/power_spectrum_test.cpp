#include "signal/power_spectrum.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <span>
#include <vector>

namespace noctemg::signal {
namespace {

TEST(PowerSpectrum, SumsToTheMeanSquareOfNoise) {
  PowerSpectrum spectrum(500);
  std::mt19937 random(3);
  std::normal_distribution<float> normal;
  std::vector<float> values(500 * 200);
  for (float& value : values) value = normal(random);
  std::vector<float> sum(spectrum.bin_count(), 0.0F);
  for (std::size_t i = 0; i < 200; ++i) {
    spectrum.add(std::span(values).subspan(i * 500, 500), sum);
  }
  double total = 0;
  for (const float power : sum) total += static_cast<double>(power) / 200 / 500;
  EXPECT_NEAR(total, 1.0, 0.02);
}

TEST(PowerSpectrum, FindsASineInItsBin) {
  PowerSpectrum spectrum(1000);
  std::vector<float> sine(1000);
  for (std::size_t i = 0; i < sine.size(); ++i)
    sine[i] = static_cast<float>(3 * std::sin(2 * M_PI * 50 * static_cast<double>(i) / 1000));
  std::vector<float> sum(spectrum.bin_count(), 0.0F);
  spectrum.add(sine, sum);
  double near = 0;
  for (std::size_t k = 48; k <= 52; ++k) near += static_cast<double>(sum[k]) / 1000;
  EXPECT_NEAR(near, 4.5, 1e-6);
}

}  // namespace
}  // namespace noctemg::signal
