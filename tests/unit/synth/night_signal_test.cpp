#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

#include "noctemg/error.hpp"
#include "noctemg/reader.hpp"
#include "noctemg/synth.hpp"

namespace noctemg::synth {
namespace {

namespace fs = std::filesystem;

class SimulatedFiles : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() / (std::string("noctemg-synth-") + info->name());
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string folder(const std::string& name = "a") const {
    return (folder_ / name).string();
  }
  static std::string bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  fs::path folder_;
};

std::vector<double> samples(const Reader& reader, std::size_t channel) {
  std::vector<double> x(static_cast<std::size_t>(reader.recording().channels[channel].frame_count));
  const std::size_t one[] = {channel};
  reader.read(0, one, 0, static_cast<std::int64_t>(x.size()), x.data());
  return x;
}

double rms(const std::vector<double>& x, const std::vector<bool>& use) {
  double power = 0;
  double n = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    if (!use[k]) continue;
    power += x[k] * x[k];
    ++n;
  }
  return std::sqrt(power / n);
}

/// Frames within `margin_s` of an episode that `wanted` likes.
template <class Wanted>
std::vector<bool> frames_of(const NightTruth& truth, double margin_s, Wanted wanted) {
  const Channel& c = truth.recording.channels.front();
  std::vector<bool> frames(static_cast<std::size_t>(c.frame_count), false);
  const double rate = c.rate.hz();
  for (const Episode& e : truth.episodes) {
    if (!wanted(e)) continue;
    const double begin = (seconds(e.onset) - margin_s) * rate;
    const double end = (seconds(e.onset + e.duration) + margin_s) * rate;
    for (double n = std::max(0.0, std::ceil(begin));
         n < std::min(end, static_cast<double>(frames.size())); ++n) {
      frames[static_cast<std::size_t>(n)] = true;
    }
  }
  return frames;
}

TEST_F(SimulatedFiles, AreTheSameBytesTwice) {
  const NightPlan plan{.scenario = "demo", .hours = 0.1, .channels = 3, .rate_hz = 250};
  const SimulatedNight a = simulate_night(plan, folder("a"));
  const SimulatedNight b = simulate_night(plan, folder("b"));
  EXPECT_EQ(a.id, "demo-1-001");
  EXPECT_EQ(bytes(a.recording_file), bytes(b.recording_file));
  EXPECT_EQ(bytes(a.events_file), bytes(b.events_file));
  EXPECT_EQ(bytes(a.hypnogram_file), bytes(b.hypnogram_file));
  EXPECT_GT(bytes(a.recording_file).size(), 3U * 250 * 360 * 2);
}

TEST_F(SimulatedFiles, OtherSeedsGiveOtherSamples) {
  NightPlan plan{.hours = 0.05, .channels = 1, .rate_hz = 128};
  const std::string one = bytes(simulate_night(plan, folder()).recording_file);
  plan.seed = 2;
  const std::string two = bytes(simulate_night(plan, folder()).recording_file);
  EXPECT_EQ(one.size(), two.size());
  EXPECT_NE(one, two);
}

TEST_F(SimulatedFiles, SayWhatTheTruthSays) {
  const NightPlan plan{.scenario = "demo", .hours = 0.1, .channels = 2, .rate_hz = 128};
  const SimulatedNight night = simulate_night(plan, folder());
  const NightTruth truth = plan_night(plan);
  const std::string events = bytes(night.events_file);
  EXPECT_EQ(std::count(events.begin(), events.end(), '\n'), std::ssize(truth.episodes) + 1);
  EXPECT_TRUE(events.starts_with("onset\tduration\ttrial_type\tchannel\t"));
  EXPECT_TRUE(bytes(night.hypnogram_file).starts_with("onset\tduration\tstage\n0\t"));
  const auto reader = open_recording(night.recording_file);
  EXPECT_EQ(reader->recording().duration, truth.recording.duration);
  EXPECT_EQ(reader->recording().start, truth.recording.start);
  ASSERT_EQ(reader->recording().channels.size(), 2);
  EXPECT_EQ(reader->recording().channels[0].unit, "uV");
  EXPECT_EQ(std::accumulate(night.counts.begin(), night.counts.end(), std::int64_t{0}),
            std::ssize(truth.episodes));
}

TEST_F(SimulatedFiles, RestAtOneToThreeMicrovolts) {
  const NightPlan plan{
      .scenario = "healthy", .hours = 0.25, .rate_hz = 500, .settings = {"artifact.sweat_share=0"}};
  const NightTruth truth = plan_night(plan);
  const auto reader = open_recording(simulate_night(plan, folder()).recording_file);
  std::vector<bool> rest = frames_of(truth, 1, [](const Episode&) { return true; });
  rest.flip();
  for (std::size_t c = 0; c < 8; ++c) {
    const double level = rms(samples(*reader, c), rest);
    EXPECT_GT(level, 0.9) << c;
    EXPECT_LT(level, 3.3) << c;
  }
}

TEST_F(SimulatedFiles, CrampsStandOutOnTheirChannelMoreThanOnItsNeighbours) {
  const NightPlan plan{.hours = 0.5, .rate_hz = 250, .seed = 3};
  const NightTruth truth = plan_night(plan);
  const auto reader = open_recording(simulate_night(plan, folder()).recording_file);
  std::vector<bool> rest = frames_of(truth, 1, [](const Episode&) { return true; });
  rest.flip();
  int cramps = 0;
  for (const Episode& cramp : truth.episodes) {
    if (cramp.label != Label::cramp) continue;
    ++cramps;
    const auto during = frames_of(truth, 0, [&](const Episode& e) { return &e == &cramp; });
    const auto rise_of = [&](std::size_t c) {
      const std::vector<double> x = samples(*reader, c);
      return rms(x, during) / rms(x, rest);
    };
    const double leading = rise_of(cramp.channels.front());
    EXPECT_GT(leading, 1.4);
    for (std::size_t c = 0; c < 8; ++c) {
      const auto& own = cramp.channels;
      if (std::ranges::find(own, c) != own.end()) continue;
      EXPECT_LT(rise_of(c), leading) << c;
    }
  }
  EXPECT_GT(cramps, 0);
}

TEST_F(SimulatedFiles, InterruptionLeavesNoRecording) {
  const NightPlan plan{.hours = 0.1, .channels = 1, .rate_hz = 64};
  const SynthHooks hooks{.progress = [](double) { return false; }};
  EXPECT_THROW((void)simulate_night(plan, folder(), hooks), Interrupted);
  EXPECT_TRUE(fs::is_empty(folder()));
}

TEST_F(SimulatedFiles, ProgressRisesToOne) {
  std::vector<double> shares;
  const NightPlan plan{.hours = 0.1, .channels = 1, .rate_hz = 64};
  (void)simulate_night(plan, folder(), {.progress = [&](double share) {
                         shares.push_back(share);
                         return true;
                       }});
  EXPECT_TRUE(std::ranges::is_sorted(shares));
  ASSERT_FALSE(shares.empty());
  EXPECT_EQ(shares.back(), 1);
}

}  // namespace
}  // namespace noctemg::synth
