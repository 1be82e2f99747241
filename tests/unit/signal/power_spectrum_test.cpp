#include "signal/power_spectrum.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
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

/// The definition, slowly: bins of a Hann-windowed, mean-free stretch.
std::vector<double> powers_of(std::span<const float> x, std::size_t transform) {
  const std::size_t n = x.size();
  double mean = 0;
  for (const float value : x) mean += static_cast<double>(value) / static_cast<double>(n);
  std::vector<double> result;
  for (std::size_t k = 0; k <= transform / 2; ++k) {
    std::complex<double> sum = 0;
    double energy = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double turn = 2 * M_PI * static_cast<double>(i) / static_cast<double>(n);
      const double weight = 0.5 - 0.5 * std::cos(turn);
      energy += weight * weight;
      sum += std::polar((static_cast<double>(x[i]) - mean) * weight,
                        -2 * M_PI * static_cast<double>(i * k) / static_cast<double>(transform));
    }
    const bool alone = k == 0 || 2 * k == transform;
    result.push_back((alone ? 1 : 2) * std::norm(sum) / energy);
  }
  return result;
}

void expect_sum_of_two(std::size_t length, std::size_t transform) {
  std::mt19937 random(4);
  std::normal_distribution<float> normal(3, 2);
  PowerSpectrum spectrum(length, transform);
  std::vector<float> values(2 * length);
  for (float& value : values) value = normal(random);
  const std::span<const float> first = std::span(values).first(length);
  const std::span<const float> second = std::span(values).last(length);
  std::vector<float> both(spectrum.bin_count(), 1.0F);
  spectrum.add(first, second, both);
  std::vector<float> one(spectrum.bin_count(), 1.0F);
  spectrum.add(second, one);
  std::vector<float> apart_first(spectrum.bin_count(), 1.0F);
  std::vector<float> apart_second(spectrum.bin_count(), 2.0F);
  spectrum.add_apart(first, apart_first, second, apart_second);
  const auto of_first = powers_of(first, transform);
  const auto of_second = powers_of(second, transform);
  for (std::size_t k = 0; k < both.size(); ++k) {
    EXPECT_NEAR(static_cast<double>(both[k]), 1 + of_first[k] + of_second[k], 1e-4)
        << "bin " << k << " of " << length;
    EXPECT_NEAR(static_cast<double>(apart_first[k]), 1 + of_first[k], 1e-4) << k;
    EXPECT_NEAR(static_cast<double>(apart_second[k]), 2 + of_second[k], 1e-4) << k;
    EXPECT_NEAR(static_cast<double>(one[k]), 1 + of_second[k], 1e-4)
        << "bin " << k << " of " << length;
  }
}

TEST(PowerSpectrum, OfTwoStretchesIsTheSumOfTheirsOrEachOnesOwn) {
  for (const std::size_t length : {4U, 5U, 33U, 64U, 75U, 500U}) {
    for (const std::size_t transform : {length, 2 * length - 1, std::size_t{512}}) {
      expect_sum_of_two(length, transform);
    }
  }
}

}  // namespace
}  // namespace noctemg::signal
