// The tone that electrodes over one muscle share.
#include "channel_source.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "recording_signal.hpp"

namespace noctemg::synth {
namespace {

constexpr std::size_t source_rate = 500;
constexpr int source_length_s = 60;

/// Two electrodes over one resting muscle, the second one moved, and nothing but tone.
Script resting(double along_mm, double across_mm) {
  NightPlan plan{.scenario = "healthy", .hours = 0.1, .channels = 2, .rate_hz = source_rate};
  plan.settings = {"artifact.sweat_share=0", "artifact.hum_floor_uv=0", "muscle.amplifier_uv=0",
                   "artifact.ecg_low_uv=0",  "artifact.ecg_high_uv=0",  "artifact.gain_step=0"};
  Script script = write_script(plan);
  script.bursts.clear();
  script.disturbances.clear();
  script.legs.electrodes[1].views = script.legs.electrodes[0].views;
  script.legs.electrodes[1].along_mm = along_mm;
  script.legs.electrodes[1].across_mm = across_mm;
  return script;
}

struct Pair {
  double correlation;
  double level_ratio;
};

Pair compare(double along_mm, double across_mm) {
  const Script script = resting(along_mm, across_mm);
  RecordingSignal signal(script);
  std::vector<double> second(signal.values_per_second());
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (int s = 0; s < source_length_s; ++s) {
    signal.render(s, second);
    for (std::size_t n = 0; n < source_rate; ++n) {
      xx += second[n] * second[n];
      yy += second[source_rate + n] * second[source_rate + n];
      xy += second[n] * second[source_rate + n];
    }
  }
  return {xy / std::sqrt(xx * yy), std::sqrt(yy / xx)};
}

TEST(Tone, IsTheSameAtOnePlace) { EXPECT_NEAR(compare(0, 0).correlation, 1, 1e-6); }

TEST(Tone, IsSharedLessTheFurtherApartElectrodesAre) {
  double before = 1;
  for (const double apart_mm : {4.0, 8.0, 12.0, 16.0}) {
    const double along = compare(apart_mm, 0).correlation;
    const double across = compare(0, -apart_mm).correlation;
    EXPECT_NEAR(along, across, 0.05) << apart_mm;
    EXPECT_LT(along, before) << apart_mm;
    before = along;
  }
  EXPECT_GT(compare(8, 0).correlation, 0.7);
  EXPECT_GT(compare(8, 8).correlation, 0.5);
}

TEST(Tone, IsIndependentBeyondItsReach) {
  for (const auto& [along, across] : {std::pair{45.0, 0.0}, {0.0, 45.0}, {-50.0, 50.0}}) {
    EXPECT_NEAR(compare(along, across).correlation, 0, 0.05) << along << ' ' << across;
  }
}

TEST(Tone, IsAsStrongBetweenNodesAsOnThem) {
  for (const double mm : {5.0, 10.0, -7.0}) EXPECT_NEAR(compare(mm, mm).level_ratio, 1, 0.05) << mm;
}

}  // namespace
}  // namespace noctemg::synth
