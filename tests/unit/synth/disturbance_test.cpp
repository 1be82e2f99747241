// What electrodes and cables add, measured on the samples of one channel beside its neighbours.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "occupancy.hpp"
#include "recording_signal.hpp"

namespace noctemg::synth {
namespace {

constexpr std::size_t night_rate = 500;

/// Two channels whose muscles rest, and nothing else but what a test adds.
Script quiet_script() {
  NightPlan plan{.scenario = "healthy", .hours = 0.1, .channels = 2, .rate_hz = night_rate};
  plan.settings = {"artifact.sweat_share=0", "artifact.hum_floor_uv=0"};
  Script script = write_script(plan);
  script.bursts.clear();
  script.disturbances.clear();
  return script;
}

/// [channel][frame]
std::vector<std::vector<double>> render(const Script& script, int seconds_long) {
  RecordingSignal signal(script);
  std::vector<double> second(signal.values_per_second());
  std::vector<std::vector<double>> all(script.leads.size());
  for (int s = 0; s < seconds_long; ++s) {
    signal.render(s, second);
    for (std::size_t c = 0; c < all.size(); ++c) {
      all[c].insert(all[c].end(), second.begin() + static_cast<long>(c * night_rate),
                    second.begin() + static_cast<long>((c + 1) * night_rate));
    }
  }
  return all;
}

double rms(const std::vector<double>& x, double begin_s, double end_s) {
  double power = 0;
  const auto from = static_cast<std::size_t>(begin_s * night_rate);
  const auto to = static_cast<std::size_t>(end_s * night_rate);
  for (std::size_t n = from; n < to; ++n) power += x[n] * x[n];
  return std::sqrt(power / static_cast<double>(to - from));
}

Disturbance on_first(DisturbanceKind kind, double level_uv) {
  Disturbance d;
  d.kind = kind;
  d.onset_s = 10;
  d.duration_s = 20;
  d.level_uv = level_uv;
  d.key = 7;
  return d;
}

TEST(Disturbance, CrackleIsLocalSpikyAndAsStrongAsAsked) {
  Script script = quiet_script();
  script.disturbances = {on_first(DisturbanceKind::crackle, 80)};
  const auto x = render(script, 40);
  EXPECT_NEAR(rms(x[0], 10, 30), 80, 25);
  EXPECT_LT(rms(x[0], 0, 10), 5);
  EXPECT_LT(rms(x[1], 10, 30), 5);
  double fourth = 0;
  for (std::size_t n = 10 * night_rate; n < 30 * night_rate; ++n)
    fourth += std::pow(x[0][n], 4) / (20 * night_rate);
  EXPECT_GT(fourth / std::pow(rms(x[0], 10, 30), 4), 10);  // a normal distribution has 3
}

TEST(Disturbance, LooseElectrodesHumWithAWanderingAmplitude) {
  Script script = quiet_script();
  script.parameters.artifact.loose_wander_s = 2;
  script.disturbances = {on_first(DisturbanceKind::loose, 40)};
  const auto x = render(script, 40);
  double weakest = 1e9;
  double strongest = 0;
  for (int s = 11; s < 29; ++s) {
    weakest = std::min(weakest, rms(x[0], s, s + 1));
    strongest = std::max(strongest, rms(x[0], s, s + 1));
  }
  EXPECT_GT(strongest, 2 * weakest);
  EXPECT_LT(rms(x[1], 10, 30), 5);
}

TEST(Disturbance, RailsHoldTheLargestValue) {
  Script script = quiet_script();
  script.disturbances = {on_first(DisturbanceKind::rail, -3276.8)};
  const auto x = render(script, 40);
  for (std::size_t n = 10 * night_rate; n < 30 * night_rate; ++n) ASSERT_EQ(x[0][n], -3276.8) << n;
  EXPECT_LT(std::abs(x[0][30 * night_rate]), 100);
}

TEST(Disturbance, SweatSwaysBelowHalfAHertz) {
  Script script = quiet_script();
  script.parameters.artifact.sweat_share = 1;
  const auto x = render(script, 120);
  EXPECT_GT(rms(x[0], 0, 120), 10);
  double fastest = 0;  // change within 20 ms, far more than noise
  for (std::size_t n = 10; n < x[0].size(); ++n) {
    double step = 0;
    for (std::size_t k = 0; k < 10; ++k)
      step += (n + k < x[0].size() ? x[0][n + k] - x[0][n + k - 10] : 0) / 10;
    fastest = std::max(fastest, std::abs(step));
  }
  EXPECT_LT(fastest, 25);
}

TEST(Disturbance, MainsHasSixtyHertzAndOddHarmonicsWhereAsked) {
  Script script = quiet_script();
  script.parameters.artifact.mains_hz = 60;
  script.parameters.artifact.mains_wander_hz = 0;
  script.disturbances = {on_first(DisturbanceKind::hum, 50)};
  const auto x = render(script, 30);
  const auto line = [&](double hz) {
    double re = 0;
    double im = 0;
    for (std::size_t n = 0; n < 10 * night_rate; ++n) {
      const double turns = hz * static_cast<double>(n) / night_rate;
      re += x[0][15 * night_rate + n] * std::cos(2 * pi * turns);
      im += x[0][15 * night_rate + n] * std::sin(2 * pi * turns);
    }
    return std::hypot(re, im) / (5 * night_rate);
  };
  EXPECT_NEAR(line(60), 50, 2);
  EXPECT_NEAR(line(180), 15, 2);
  EXPECT_LT(line(120), 1);
  EXPECT_LT(line(50), 1);
}

TEST(Occupancy, AgreesWithASlowTwin) {
  Draw draw(3);
  Occupancy fast(1);
  std::vector<std::pair<double, double>> slow;
  const std::size_t site[] = {0};
  for (int k = 0; k < 3000; ++k) {
    const double begin = draw.whole(0, 2000);
    const double end = begin + draw.whole(0, 12);
    const double margin = draw.whole(0, 2);
    const bool expected = std::ranges::none_of(
        slow, [&](const auto& s) { return s.first < end + margin && begin - margin < s.second; });
    ASSERT_EQ(fast.free(site, begin, end, margin), expected) << begin << ' ' << end;
    if (!draw.chance(0.1) || end == begin) continue;
    fast.take(site, begin, end);
    slow.emplace_back(begin, end);
  }
}

}  // namespace
}  // namespace noctemg::synth
