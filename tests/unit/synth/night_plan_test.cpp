#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "noctemg/error.hpp"
#include "noctemg/montage.hpp"
#include "noctemg/synth.hpp"

namespace noctemg::synth {
namespace {

std::int64_t count(const NightTruth& truth, Label label) {
  return std::ranges::count(truth.episodes, label, &Episode::label);
}

/// Episodes of a label over some eight-hour nights, per hour.
double per_hour(const std::string& scenario, Label label) {
  constexpr int nights = 30;
  double sum = 0;
  for (int n = 1; n <= nights; ++n) {
    sum += static_cast<double>(count(plan_night({.scenario = scenario, .number = n}), label));
  }
  return sum / (8.0 * nights);
}

/// Montages may have no electrode over a muscle, or one that does not say over which head it lies.
bool has_channel_on(const NightTruth& truth, const Episode& e) {
  return std::ranges::any_of(truth.recording.channels, [&](const Channel& c) {
    return c.muscle == e.muscle && (e.bilateral || c.side == e.side);
  });
}

class EveryScenario : public testing::TestWithParam<std::string_view> {
 protected:
  [[nodiscard]] static NightTruth night(int number) {
    return plan_night({.scenario = std::string(GetParam()), .number = number});
  }
};

TEST_P(EveryScenario, PlansTheSameNightTwice) {
  const NightTruth a = night(3);
  const NightTruth b = night(3);
  ASSERT_EQ(a.episodes.size(), b.episodes.size());
  for (std::size_t k = 0; k < a.episodes.size(); ++k) {
    EXPECT_EQ(a.episodes[k].onset, b.episodes[k].onset);
    EXPECT_EQ(a.episodes[k].duration, b.episodes[k].duration);
    EXPECT_EQ(a.episodes[k].channels, b.episodes[k].channels);
  }
  EXPECT_EQ(a.hypnogram.intervals, b.hypnogram.intervals);
}

TEST_P(EveryScenario, EpisodesAreSortedAndWithinTheNight) {
  const NightTruth truth = night(1);
  Ticks last = 0;
  for (const Episode& e : truth.episodes) {
    EXPECT_GE(e.onset, last);
    EXPECT_GT(e.duration, 0);
    EXPECT_LE(e.onset + e.duration, truth.recording.duration);
    last = e.onset;
  }
}

TEST_P(EveryScenario, LeadingChannelSitsOnTheMuscleThatIsNamed) {
  const NightTruth truth = night(2);
  for (const Episode& e : truth.episodes) {
    if (e.channels.empty() || e.label == Label::large_movement) continue;
    const Channel& leading = truth.recording.channels[e.channels.front()];
    if (!has_channel_on(truth, e)) continue;
    EXPECT_EQ(leading.muscle, e.muscle);
    if (!e.bilateral) {
      EXPECT_EQ(leading.side, e.side);
    }
  }
}

TEST_P(EveryScenario, NothingElseHappensWithinACramp) {
  for (int n = 1; n <= 5; ++n) {
    const NightTruth truth = night(n);
    for (const Episode& cramp : truth.episodes) {
      if (cramp.label != Label::cramp) continue;
      for (const Episode& other : truth.episodes) {
        if (&other == &cramp || other.label == Label::artifact) continue;
        EXPECT_TRUE(other.onset >= cramp.onset + cramp.duration ||
                    other.onset + other.duration <= cramp.onset)
            << to_text(other.label) << " at " << seconds(other.onset);
      }
    }
  }
}

TEST_P(EveryScenario, CrampsLastFiveSecondsToTenMinutes) {
  for (int n = 1; n <= 20; ++n) {
    for (const Episode& e : night(n).episodes) {
      if (e.label != Label::cramp) continue;
      EXPECT_GE(seconds(e.duration), 5);
      EXPECT_LE(seconds(e.duration), 600);
      EXPECT_EQ(e.certainty, Certainty::probable);
    }
  }
}

TEST_P(EveryScenario, HypnogramCoversTheNightWithoutGaps) {
  const NightTruth truth = night(1);
  Ticks t = 0;
  for (const StageInterval& i : truth.hypnogram.intervals) {
    EXPECT_EQ(i.begin, t);
    EXPECT_NE(i.stage, Stage::unknown);
    t = i.end;
  }
  EXPECT_EQ(t, truth.recording.duration);
}

std::vector<std::string_view> names() {
  std::vector<std::string_view> all;
  for (const Scenario& s : scenarios()) all.push_back(s.name);
  return all;
}
INSTANTIATE_TEST_SUITE_P(Synth, EveryScenario, testing::ValuesIn(names()),
                         [](const auto& scenario) {
                           std::string name(scenario.param);
                           std::erase(name, '-');
                           return name;
                         });

TEST(NightPlan, FrequentNightsHaveThreeToSixCramps) {
  std::set<std::int64_t> seen;
  for (int n = 1; n <= 60; ++n) seen.insert(count(plan_night({.number = n}), Label::cramp));
  EXPECT_EQ(seen, (std::set<std::int64_t>{3, 4, 5, 6}));
}

TEST(NightPlan, CrampFreeNightsHaveNone) { EXPECT_EQ(per_hour("cramp-free", Label::cramp), 0); }

TEST(NightPlan, HealthySleepersRarelyCramp) {
  EXPECT_LT(per_hour("healthy", Label::cramp) * 8, 0.25);
}

TEST(NightPlan, LargeMovementsHaveTheirPublishedRate) {
  EXPECT_NEAR(per_hour("healthy", Label::large_movement), 6.8, 0.6);
}

TEST(NightPlan, PeriodicSleepersMoveAboutThirtyTimesAnHour) {
  EXPECT_NEAR(per_hour("plm", Label::leg_movement), 35, 12);
  EXPECT_LT(per_hour("healthy", Label::leg_movement), 12);
}

TEST(NightPlan, CrampFreeNightsAreFullOfConfusers) {
  for (const Label label : {Label::rhythmic, Label::tonic, Label::cocontraction, Label::twitch}) {
    EXPECT_GT(per_hour("cramp-free", label), 1.5 * per_hour("healthy", label)) << to_text(label);
  }
}

TEST(NightPlan, DemoShowsEveryLabelInHalfAnHour) {
  std::set<Label> seen;
  for (int n = 1; n <= 3; ++n) {
    for (const Episode& e : plan_night({.scenario = "demo", .hours = 0.5, .number = n}).episodes) {
      seen.insert(e.label);
    }
  }
  EXPECT_EQ(seen.size(), label_count);
}

TEST(NightPlan, NightsOfASeriesAndSeedsDiffer) {
  const auto first_onset = [](const NightPlan& plan) {
    return plan_night(plan).episodes.front().onset;
  };
  EXPECT_NE(first_onset({.seed = 1, .number = 1}), first_onset({.seed = 1, .number = 2}));
  EXPECT_NE(first_onset({.seed = 1, .number = 1}), first_onset({.seed = 2, .number = 1}));
}

TEST(NightPlan, EventsDoNotDependOnTheRate) {
  const NightTruth slow = plan_night({.rate_hz = 128});
  const NightTruth fast = plan_night({.rate_hz = 2000});
  ASSERT_EQ(slow.episodes.size(), fast.episodes.size());
  EXPECT_EQ(slow.episodes.back().onset, fast.episodes.back().onset);
}

TEST(NightPlan, EightChannelsAreTheLowerLegsLeftBeforeRight) {
  const NightTruth truth = plan_night({.hours = 0.1});
  std::vector<std::string> labels;
  for (const Channel& c : truth.recording.channels) labels.push_back(c.label);
  EXPECT_EQ(labels, (std::vector<std::string>{"L TA", "L GM", "L SOL", "L GL", "R TA", "R GM",
                                              "R SOL", "R GL"}));
}

TEST(NightPlan, LabelsAreGuessedAsWhatTheyAre) {
  for (const Channel& c : plan_night({.hours = 0.1, .channels = 16}).recording.channels) {
    const MontageRow guess = guess_channel(c.label, c.unit);
    EXPECT_EQ(guess.muscle, c.muscle) << c.label;
    EXPECT_EQ(guess.side, c.side) << c.label;
    EXPECT_EQ(guess.role, Role::emg) << c.label;
  }
}

TEST(NightPlan, TwoChannelsAreTheTibiales) {
  const NightTruth truth = plan_night({.hours = 0.1, .channels = 2});
  ASSERT_EQ(truth.recording.channels.size(), 2);
  EXPECT_EQ(truth.recording.channels[0].label, "L TA");
  EXPECT_EQ(truth.recording.channels[1].label, "R TA");
}

TEST(NightPlan, CrampsOutsideTheElectrodesAreToldWithoutChannel) {
  int unseen = 0;
  for (int n = 1; n <= 10; ++n) {
    for (const Episode& e : plan_night({.channels = 2, .number = n}).episodes) {
      if (e.label != Label::cramp || e.muscle == "tibialis_anterior") continue;
      EXPECT_TRUE(e.channels.empty());
      ++unseen;
    }
  }
  EXPECT_GT(unseen, 0);
}

TEST(NightPlan, RefusesWhatItCannotSimulate) {
  EXPECT_THROW((void)plan_night({.scenario = "cramps"}), ArgumentError);
  EXPECT_THROW((void)plan_night({.hours = 0}), ArgumentError);
  EXPECT_THROW((void)plan_night({.hours = 25}), ArgumentError);
  EXPECT_THROW((void)plan_night({.channels = 0}), ArgumentError);
  EXPECT_THROW((void)plan_night({.rate_hz = 333.3}), ArgumentError);
  EXPECT_THROW((void)plan_night({.number = 10000}), ArgumentError);
}

TEST(NightPlan, IdNamesScenarioSeedAndNumber) {
  EXPECT_EQ(night_id({.scenario = "cramp-free", .seed = 42, .number = 7}), "cramp-free-42-007");
}

}  // namespace
}  // namespace noctemg::synth
