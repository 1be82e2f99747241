// What floats cost: the conditioner's cascade against double precision, on samples as an amplifier
// gives them.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "emg/band.hpp"
#include "emg/conditioner.hpp"
#include "emg/lane_cascade.hpp"
#include "noctemg/signal.hpp"

namespace noctemg::emg {
namespace {

constexpr double step_uv = 0.1;
const std::vector<double> hum_hz = {50, 150, 250, 350};

/// Ten seconds of 5 uV of noise with a burst of 60 uV in the middle, hum, slow drift and 2 mV of
/// offset, in steps of 0.1 uV.
std::vector<float> amplifier(double rate_hz) {
  std::mt19937 random(7);
  std::normal_distribution<double> normal;
  std::vector<float> x(static_cast<std::size_t>(10 * rate_hz));
  for (std::size_t f = 0; f < x.size(); ++f) {
    const double t = static_cast<double>(f) / rate_hz;
    const double level = t > 4 && t < 6 ? 60 : 5;
    const double value = 2000 + 100 * std::sin(2 * std::numbers::pi * 0.1 * t) +
                         10 * std::sin(2 * std::numbers::pi * 50 * t) + level * normal(random);
    x[f] = static_cast<float>(std::round(value / step_uv) * step_uv);
  }
  return x;
}

std::vector<signal::Section> cascade(double rate_hz) {
  const Options options;
  const Band band = design_band(options.filter, rate_hz);
  std::vector<signal::Section> sections = band.sections;
  for (const auto& notch : band.notches(hum_hz)) sections.push_back(notch);
  return sections;
}

/// Forward and backward from rest, as the conditioner does it.
template <typename T>
std::vector<double> conditioned(const std::vector<float>& x, double rate_hz) {
  const Band band = design_band(Options().filter, rate_hz);
  const LaneCascade<T> cascade(band.sections, std::vector<std::vector<signal::Section>>(
                                                  signal::lanes_of<T>, band.notches(hum_hz)));
  std::vector<signal::LaneValues<T>> frames(x.size(), signal::LaneValues<T>{});
  for (std::size_t f = 1; f < x.size(); ++f) {
    frames[f].of[0] = static_cast<T>(x[f]) - static_cast<T>(x[f - 1]);
  }
  auto memory = cascade.rest();
  cascade.forward(memory, frames.data(), frames.size());
  memory = cascade.rest();
  cascade.backward(memory, &frames.back(), frames.size());
  std::vector<double> result;
  for (const auto& frame : frames) {
    result.push_back(static_cast<double>(frame.of[0]) * cascade.gain(0) * cascade.gain(0));
  }
  return result;
}

/// The same in double, without its offset so that it starts from rest, by the slow twin.
std::vector<double> expected(const std::vector<float>& x, double rate_hz) {
  const auto sections = cascade(rate_hz);
  std::vector<double> y;
  for (const float value : x) y.push_back(static_cast<double>(value) - static_cast<double>(x[0]));
  for (int pass = 0; pass < 2; ++pass) {
    y = signal::sosfilt(sections, y);
    std::reverse(y.begin(), y.end());
  }
  return y;
}

double rms_of_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum / static_cast<double>(a.size()));
}

// A tenth of the quantisation noise is 0.0029 uV for steps of 0.1 uV.
TEST(ConditionerPrecision, FloatsCostLessThanATenthOfTheQuantisationNoiseWhereTheyAreUsed) {
  const double most_uv = step_uv / std::sqrt(12.0) / 10;
  for (const double rate_hz : {256.0, 512.0, 1000.0, 2000.0, 4000.0, 5000.0}) {
    const Options options;
    ASSERT_EQ(Conditioner::most_channels(options, Rate::from_hz(rate_hz)), signal::lanes_of<float>);
    const auto x = amplifier(rate_hz);
    const double error_uv = rms_of_difference(conditioned<float>(x, rate_hz), expected(x, rate_hz));
    RecordProperty("error_uv_at_" + std::to_string(static_cast<int>(rate_hz)),
                   std::to_string(error_uv));
    EXPECT_LT(error_uv, most_uv) << rate_hz << " Hz";
  }
}

TEST(ConditionerPrecision, DoublesTakeOverAtHigherRates) {
  for (const double rate_hz : {6000.0, 10000.0}) {
    const Options options;
    ASSERT_EQ(Conditioner::most_channels(options, Rate::from_hz(rate_hz)),
              signal::lanes_of<double>);
    const auto x = amplifier(rate_hz);
    EXPECT_LT(rms_of_difference(conditioned<double>(x, rate_hz), expected(x, rate_hz)), 1e-7)
        << rate_hz << " Hz";
  }
}

}  // namespace
}  // namespace noctemg::emg
