#include "body_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "recording_signal.hpp"
#include "shared_sources.hpp"

namespace noctemg::synth {
namespace {

/// One channel of the polysomnogram, from its first second to `seconds_long`.
std::vector<double> samples(const Script& script, const std::string& label, int seconds_long) {
  for (std::size_t c = 0; c < script.leads.size(); ++c) {
    if (script.leads[c].label != label) continue;
    const auto source = make_body_source(script, c);
    const auto rate = static_cast<std::size_t>(script.leads[c].rate_hz);
    std::vector<double> x(rate * static_cast<std::size_t>(seconds_long));
    for (int s = 0; s < seconds_long; ++s) {
      source->render(s, std::span(x).subspan(static_cast<std::size_t>(s) * rate, rate));
    }
    return x;
  }
  ADD_FAILURE() << "no channel " << label;
  return {};
}

const Script& night() {
  static const Script script = write_script(NightPlan{.scenario = "mixed", .hours = 2});
  return script;
}

/// RMS of the samples in a stage, from a minute after its beginning on.
double rms_in(Stage stage, const std::vector<double>& x, std::size_t rate) {
  double power = 0;
  double n = 0;
  for (const StageInterval& i : night().hypnogram.intervals) {
    if (i.stage != stage) continue;
    const auto begin = static_cast<std::size_t>(i.begin / ticks_per_second + 60) * rate;
    const auto end = static_cast<std::size_t>(i.end / ticks_per_second) * rate;
    for (std::size_t k = begin; k < std::min(end, x.size()); ++k) {
      power += x[k] * x[k];
      ++n;
    }
  }
  EXPECT_GT(n, 0) << to_text(stage);
  return std::sqrt(power / n);
}

TEST(BodySource, EcgBeatsTogetherWithItsTraceInTheLegs) {
  const std::vector<double> ecg = samples(night(), "ECG II", 60);
  Heart leg(night().parameters.body, make_key({night().legs.key, 120}));
  std::vector<double> trace(512 * 60);
  for (std::size_t s = 0; s < 60; ++s) {
    leg.render(static_cast<std::int64_t>(s), std::span(trace).subspan(s * 512, 512));
  }
  int beats = 0;
  for (std::size_t k = 20; k + 20 < ecg.size(); ++k) {
    const bool r_wave =
        ecg[k] > 500 && *std::max_element(ecg.begin() + static_cast<long>(k) - 20,
                                          ecg.begin() + static_cast<long>(k) + 20) == ecg[k];
    if (!r_wave) continue;
    ++beats;
    // The leg's wave is steepest where the R wave has its peak.
    EXPECT_GT(trace[k - 9], 0.8);
    EXPECT_LT(trace[k + 9], -0.8);
  }
  EXPECT_NEAR(beats, 60, 4);
}

TEST(BodySource, EegSlowsInDeepSleepAndChinFallsSilentInRem) {
  const std::vector<double> eeg = samples(night(), "EEG C4-M1", 7200);
  EXPECT_GT(rms_in(Stage::n3, eeg, 256), 2 * rms_in(Stage::n1, eeg, 256));
  const std::vector<double> chin = samples(night(), "EMG Chin", 7200);
  EXPECT_LT(rms_in(Stage::rem, chin, 256), 0.5 * rms_in(Stage::n2, chin, 256));
  EXPECT_LT(rms_in(Stage::n2, chin, 256), 0.6 * rms_in(Stage::wake, chin, 256));
}

TEST(BodySource, PositionStepsWithTheTurnsOfTheBody) {
  const std::vector<double> position = samples(night(), "Position", 7200);
  std::set<double> codes;
  for (std::size_t k = 1; k < position.size(); ++k) {
    codes.insert(position[k]);
    if (position[k] == position[k - 1]) continue;
    const bool turned = std::ranges::any_of(night().turns, [&](const Turn& t) {
      return std::abs(t.t_s - static_cast<double>(k)) <= 1;
    });
    EXPECT_TRUE(turned) << k;
  }
  EXPECT_GE(codes.size(), 2);
  for (const double code : codes) EXPECT_TRUE(code == std::floor(code) && code >= 0 && code <= 4);
}

TEST(BodySource, AccelerationFollowsLargeMovements) {
  const std::vector<double> x = samples(night(), "L acc_x", 7200);
  const auto spread = [&](double begin_s, double end_s) {
    const auto from = static_cast<std::size_t>(begin_s * 64);
    const auto to = static_cast<std::size_t>(end_s * 64);
    double power = 0;
    for (std::size_t k = from + 1; k < to; ++k) power += (x[k] - x[k - 1]) * (x[k] - x[k - 1]);
    return std::sqrt(power / static_cast<double>(to - from));
  };
  int louder = 0;
  int moved = 0;
  for (const Episode& e : night().episodes) {
    if (e.label != Label::large_movement || seconds(e.duration) < 4) continue;
    ++moved;
    const double begin = seconds(e.onset);
    louder += spread(begin + 1, begin + 3) > 2 * night().parameters.body.accel_noise_g;
  }
  ASSERT_GT(moved, 3);
  EXPECT_GT(louder, 0.7 * moved);
}

TEST(RecordingSignal, PutsChannelsOfAllRatesAndUnitsInOrder) {
  const Script script = write_script(NightPlan{.scenario = "messy", .hours = 0.05});
  RecordingSignal signal(script);
  std::vector<double> second(signal.values_per_second());
  EXPECT_EQ(second.size(), 6 * 1000 + 2 * 500 + 250);
  for (int s = 0; s < 3; ++s) signal.render(s, second);
  const OutputRecording out = output_of(script, {});
  std::size_t first = 0;
  for (std::size_t c = 0; c < out.channels.size(); ++c) {
    const OutputChannel& channel = out.channels[c];
    const auto rate = static_cast<std::size_t>(channel.rate_hz);
    EXPECT_EQ(channel.physical_min > channel.physical_max, script.leads[c].reversed);
    double power_uv = 0;
    for (std::size_t n = first; n < first + rate; ++n) {
      const double uv = second[n] * uv_per_unit(channel.unit);
      power_uv += uv * uv / static_cast<double>(rate);
    }
    if (script.leads[c].role == Role::emg) {
      EXPECT_GT(std::sqrt(power_uv), 0.5) << channel.label;
      EXPECT_LT(std::sqrt(power_uv), 300) << channel.label;
    }
    first += rate;
  }
}

}  // namespace
}  // namespace noctemg::synth
