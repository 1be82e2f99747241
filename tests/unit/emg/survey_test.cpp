#include "emg/survey.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "made_signals.hpp"

namespace noctemg::emg {
namespace {

using made::add_sine;
using made::noise;

constexpr double survey_rate_hz = 1000;
constexpr int usual_windows = 20;

/// A line of a frequency and an amplitude in the first `windows` windows.
struct Line {
  double frequency_hz = 0;
  double amplitude_uv = 0;
  int windows = usual_windows;
};

/// Windows of live noise: louder at low frequencies, as muscle and electrode are.
ChannelSurvey survey(const std::vector<Line>& lines, double rms_uv = 3, int windows = usual_windows,
                     bool white = false) {
  ChannelSurvey result(survey_rate_hz, 20, 450);
  for (int w = 0; w < windows; ++w) {
    auto x = noise(static_cast<std::size_t>(result.window_frames()), rms_uv,
                   static_cast<unsigned>(w + 1));
    for (std::size_t f = 1; !white && f < x.size(); ++f) x[f] = 0.6F * x[f] + 0.6F * x[f - 1];
    for (const Line& line : lines) {
      if (w < line.windows)
        add_sine(x, line.amplitude_uv, line.frequency_hz, survey_rate_hz, 0.3 * w);
    }
    result.add(x);
  }
  return result;
}

/// Channels by their lines.
int chosen(const std::vector<std::vector<Line>>& channels, const std::string& mains = "auto") {
  FilterOptions options;
  options.mains = mains;
  std::vector<ChannelSurvey> surveys;
  for (const auto& lines : channels) surveys.push_back(survey(lines));
  return mains_frequency(options, surveys);
}

TEST(MainsFrequency, IsNoneWithoutHum) { EXPECT_EQ(chosen({{}, {}}), 0); }

TEST(MainsFrequency, IsTheOneThatWasMeasured) {
  EXPECT_EQ(chosen({{{50, 5}}}), 50);
  EXPECT_EQ(chosen({{{60, 5}}}), 60);
  EXPECT_EQ(chosen({{}, {{60, 5}, {180, 2}}, {}}), 60);
}

TEST(MainsFrequency, IsTheOneWithMoreLinesOverAllChannels) {
  EXPECT_EQ(chosen({{{50, 5}}, {{60, 5}, {120, 5}}}), 60);
  EXPECT_EQ(chosen({{{50, 5}, {100, 5}}, {{60, 5}}}), 50);
}

TEST(MainsFrequency, ThreeHundredHertzTellsNothing) {
  // A harmonic of both: left out for 60 Hz, and beyond the first five of 50 Hz.
  EXPECT_EQ(chosen({{{300, 5}}}), 0);
}

TEST(MainsFrequency, ObeysTheOptions) {
  EXPECT_EQ(chosen({{{50, 5}}}, "60"), 60);
  EXPECT_EQ(chosen({{}}, "50"), 50);
  EXPECT_EQ(chosen({{{50, 5}}}, "off"), 0);
}

TEST(SurveyLine, MustStandOutOfItsNeighbours) {
  // The typical neighbour bin of this noise near 50 Hz holds about 0.026 square microvolts:
  // three bins and a line three times as strong as they are meet between these two.
  EXPECT_FALSE(survey({{50, 0.3}}).has_line(50, 1));
  EXPECT_TRUE(survey({{50, 1.0}}).has_line(50, 1));
}

TEST(SurveyLine, BelowAmplifierNoiseIsNoHum) {
  // An RMS of 0.2 uV is an amplitude of 0.28 uV.
  EXPECT_FALSE(survey({{50, 0.26}}, 0.02).has_line(50, 1));
  EXPECT_TRUE(survey({{50, 0.31}}, 0.02).has_line(50, 1));
}

TEST(SurveyLine, MayPassWhenItIsFarOutInThreeWindows) {
  EXPECT_TRUE(survey({{50, 50, 3}}, 3, 200).has_line(50, 1));
  EXPECT_FALSE(survey({{50, 50, 2}}, 3, 200).has_line(50, 1));
  // Strong muscle can reach 16 dB in single windows: a passing line of 17 dB is none.
  EXPECT_FALSE(survey({{50, 2.8, 3}}, 3, 200).has_line(50, 1));
}

TEST(SurveyLine, ShortRecordingsHaveFewerWindowsToAskFor) {
  EXPECT_TRUE(survey({{50, 50}}, 3, 1).has_line(50, 1));
  EXPECT_FALSE(survey({}, 3, 1).has_line(50, 1));
  EXPECT_FALSE(survey({}, 3, 0).has_line(50, 1));
}

TEST(MeasuredHarmonics, AreTheLinesBelowTheLimitAlone) {
  const ChannelSurvey channel = survey({{50, 5}, {150, 3}, {350, 3}, {220, 10}});
  EXPECT_EQ(measured_harmonics(channel, 50, 450), (std::vector<double>{50, 150, 350}));
  EXPECT_EQ(measured_harmonics(channel, 50, 350), (std::vector<double>{50, 150}));
  EXPECT_EQ(measured_harmonics(channel, 60, 450), std::vector<double>{});
  EXPECT_EQ(measured_harmonics(channel, 0, 450), std::vector<double>{});
}

TEST(Survey, PassesOverWindowsWithMissingSamples) {
  ChannelSurvey result(survey_rate_hz, 20, 450);
  std::vector<float> window(static_cast<std::size_t>(result.window_frames()), 1.0);
  window[1234] = std::nanf("");
  result.add(window);
  EXPECT_EQ(result.windows(), 0);
  EXPECT_TRUE(std::isnan(result.flatness()));
  EXPECT_EQ(survey({}, 3, 7).windows(), 7);
}

TEST(Flatness, IsNearOneForWhiteNoiseAndLowForAMuscle) {
  EXPECT_GT(survey({}, 1, usual_windows, true).flatness(), 0.95);
  EXPECT_LT(survey({}).flatness(), 0.75);
}

TEST(Flatness, LeavesMainsLinesOut) {
  const double without = survey({}, 1, usual_windows, true).flatness();
  EXPECT_NEAR(survey({{50, 20}, {180, 20}}, 1, usual_windows, true).flatness(), without, 0.005);
  EXPECT_LT(survey({{130, 20}}, 1, usual_windows, true).flatness(), 0.5);
}

TEST(Flatness, IsThatOfTheTypicalWindow) {
  // One loud sine for a while is a movement; it hardly moves the geometric mean.
  EXPECT_GT(survey({{130, 20, 1}}, 1, usual_windows, true).flatness(), 0.85);
}

// Two windows share a transform; a window with a gap is passed over, whichever of the two it is.
TEST(ChannelSurvey, TakesWindowsByTwosAsOneByOne) {
  for (const int missing : {-1, 3, 6}) {
    ChannelSurvey one_by_one(survey_rate_hz, 20, 450);
    ChannelSurvey by_twos(survey_rate_hz, 20, 450);
    const auto frames = static_cast<std::size_t>(one_by_one.window_frames());
    std::vector<std::vector<float>> windows;
    for (int w = 0; w < 10; ++w) {
      auto x = noise(frames, 3, static_cast<unsigned>(w + 1));
      if (w < 4) add_sine(x, 5, 50, survey_rate_hz, 0);
      if (w == missing) x[frames / 3] = std::nanf("");
      windows.emplace_back(x.begin(), x.end());
    }
    for (std::size_t w = 0; w < windows.size(); w += 2) {
      one_by_one.add(windows[w]);
      one_by_one.add(windows[w + 1]);
      by_twos.add(windows[w], windows[w + 1]);
    }
    EXPECT_EQ(by_twos.windows(), missing < 0 ? 10 : 9);
    EXPECT_EQ(by_twos.windows(), one_by_one.windows());
    EXPECT_NEAR(by_twos.flatness(), one_by_one.flatness(), 1e-6);
    EXPECT_TRUE(by_twos.has_line(50, 1));
    EXPECT_FALSE(by_twos.has_line(60, 1));
  }
}

}  // namespace
}  // namespace noctemg::emg
