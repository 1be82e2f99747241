// What the scenarios promise, counted over many planned nights. No samples are made.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "noctemg/montage.hpp"
#include "noctemg/synth.hpp"
#include "script.hpp"

namespace noctemg::synth {
namespace {

constexpr int nights = 30;

std::vector<NightTruth> plan_many(const std::string& scenario) {
  std::vector<NightTruth> all;
  for (int n = 1; n <= nights; ++n) all.push_back(plan_night({.scenario = scenario, .number = n}));
  return all;
}

bool says(const Episode& e, std::string_view what) {
  return e.reasons.front().find(what) != std::string::npos;
}

std::vector<Episode> episodes_that(const std::vector<NightTruth>& all,
                                   const std::function<bool(const Episode&)>& wanted) {
  std::vector<Episode> found;
  for (const NightTruth& night : all) {
    std::ranges::copy_if(night.episodes, std::back_inserter(found), wanted);
  }
  return found;
}

std::vector<Episode> episodes_saying(const std::vector<NightTruth>& all, std::string_view what) {
  return episodes_that(all, [&](const Episode& e) { return says(e, what); });
}

double per_night(const std::vector<Episode>& found) {
  return static_cast<double>(found.size()) / nights;
}

double mean_s(const std::vector<Episode>& found) {
  double sum = 0;
  for (const Episode& e : found) sum += seconds(e.duration);
  return sum / static_cast<double>(found.size());
}

std::set<std::string> cramp_muscles(const std::vector<NightTruth>& all) {
  std::set<std::string> muscles;
  for (const Episode& e :
       episodes_that(all, [](const Episode& x) { return x.label == Label::cramp; })) {
    muscles.insert(e.muscle);
  }
  return muscles;
}

TEST(Scenario, PlmHasSevereSeriesWithThePublishedIntervalsAndDurations) {
  const auto all = plan_many("plm");
  const auto periodic = episodes_saying(all, "periodic movement");
  EXPECT_GT(per_night(periodic) / 8, 15);   // an index above 15 is abnormal
  EXPECT_NEAR(mean_s(periodic), 3.4, 0.4);  // 3.2 s of the leading muscle, and what follows it
  std::vector<int> by_two_seconds(50);
  for (const NightTruth& night : all) {
    const Episode* last = nullptr;
    for (const Episode& e : night.episodes) {
      if (!says(e, "periodic movement")) continue;
      const double interval = last == nullptr ? 0 : seconds(e.onset - last->onset);
      if (interval >= 10 && interval < 90) {
        ++by_two_seconds[static_cast<std::size_t>(interval / 2)];
      }
      last = &e;
    }
  }
  const auto mode = std::ranges::max_element(by_two_seconds) - by_two_seconds.begin();
  EXPECT_NEAR(2.0 * static_cast<double>(mode) + 1, 22, 4);
}

TEST(Scenario, PlmBeginsInTheTibialisAndTakesTheCalfAlongInThirtyPercent) {
  int with_calf = 0;
  const auto all = plan_many("plm");
  const auto periodic = episodes_saying(all, "periodic movement");
  for (const Episode& e : periodic) {
    EXPECT_EQ(e.muscle, "tibialis_anterior");
    with_calf += std::ranges::any_of(e.channels, [&](std::size_t c) {
      return all.front().recording.channels[c].muscle.starts_with("gastrocnemius");
    });
  }
  EXPECT_NEAR(with_calf / static_cast<double>(periodic.size()), 0.3, 0.05);
}

TEST(Scenario, HflmHasThePublishedNumbers) {
  const auto all = plan_many("hflm");
  const auto hflm = episodes_saying(all, "high-frequency leg movement");
  EXPECT_NEAR(per_night(hflm), 26.5, 4);
  EXPECT_NEAR(mean_s(hflm), 17.6, 5);
  double rates = 0;
  for (const Episode& e : hflm)
    rates += e.features.modulation_hz / static_cast<double>(hflm.size());
  EXPECT_NEAR(rates, 1.6, 0.1);
  EXPECT_GT(per_night(episodes_saying(all, "alternating")), 8);
  const auto tremor = episodes_saying(all, "foot tremor");
  EXPECT_GT(per_night(tremor), 4);
  EXPECT_NEAR(mean_s(tremor), 12.5, 1.5);
}

TEST(Scenario, RhythmsHaveFourBurstsAtLeastAndSilenceBetween) {
  for (int n = 1; n <= 5; ++n) {
    const NightPlan plan{.scenario = "hflm", .number = n};
    const Script script = write_script(plan);
    for (const Episode& e : script.episodes) {
      if (e.label != Label::rhythmic || says(e, "alternating")) continue;
      std::vector<Burst> beats;
      for (const Burst& b : script.bursts) {
        if (b.site == script.legs.site(LegMuscle::ta, e.side) &&
            b.onset_s >= seconds(e.onset) - 1e-3 &&
            b.end_s() <= seconds(e.onset + e.duration) + 1e-3) {
          beats.push_back(b);
        }
      }
      ASSERT_GE(beats.size(), 4);
      int silent = 0;
      for (std::size_t k = 1; k < beats.size(); ++k)
        silent += beats[k].onset_s > beats[k - 1].end_s();
      EXPECT_GT(silent, 0.8 * static_cast<double>(beats.size() - 1)) << e.reasons.front();
    }
  }
}

TEST(Scenario, SpasticityHasSpasmsOfWholeLegsAndClonus) {
  const auto all = plan_many("spasticity");
  const auto spasms = episodes_saying(all, "spasm");
  EXPECT_NEAR(per_night(spasms), 32, 6);
  for (const Episode& e : spasms) {
    EXPECT_EQ(e.label, Label::cocontraction);
    EXPECT_GE(seconds(e.duration), 2);
    EXPECT_LE(seconds(e.duration), 60);
  }
  EXPECT_NEAR(per_night(episodes_saying(all, "spasm with clonus")) / per_night(spasms), 0.3, 0.06);
  EXPECT_GT(per_night(episodes_saying(all, "restless while awake")), 20);
}

TEST(Scenario, ArtifactShowsEveryKind) {
  const auto all = plan_many("artifact");
  for (const char* kind :
       {"mains hum", "loose electrode", "crackle", "electrode off, flat", "electrode off, open",
        "at the rail", "pop", "cable movement", "jerk into the rails"}) {
    EXPECT_GT(per_night(episodes_saying(all, kind)), 0.4) << kind;
  }
  const auto rails = episodes_saying(all, "at the rail");
  EXPECT_GT(mean_s(rails), 60);
}

TEST(Scenario, TibialisHasTwoChannelsOfASleepLaboratory) {
  const Recording r = plan_night({.scenario = "tibialis"}).recording;
  ASSERT_EQ(r.channels.size(), 2);
  for (const Channel& c : r.channels) {
    EXPECT_EQ(c.muscle, "tibialis_anterior");
    EXPECT_EQ(c.rate.hz(), 256);
  }
}

TEST(Scenario, ThighFootCrampsInFootAndThighToo) {
  const std::set<std::string> muscles = cramp_muscles(plan_many("thigh-foot"));
  EXPECT_TRUE(muscles.contains("abductor_hallucis"));
  EXPECT_TRUE(muscles.contains("vastus_lateralis") || muscles.contains("biceps_femoris"));
  EXPECT_TRUE(muscles.contains("gastrocnemius_medialis"));
}

TEST(Scenario, GridHasSixtyFourElectrodesOnOneMuscle) {
  const NightTruth night = plan_night({.scenario = "grid"});
  const auto on_grid = std::ranges::count_if(night.recording.channels, [](const Channel& c) {
    return c.muscle == "gastrocnemius_medialis" && c.side == Side::left;
  });
  EXPECT_EQ(on_grid, 64);
  EXPECT_EQ(night.recording.channels.size(), 69);
}

TEST(Scenario, MixedHasRatesAndRolesOfItsOwn) {
  std::set<double> rates;
  std::set<Role> roles;
  const NightTruth night = plan_night({.scenario = "mixed"});
  for (const Channel& c : night.recording.channels) {
    rates.insert(c.rate.hz());
    roles.insert(c.role);
  }
  EXPECT_GE(rates.size(), 5);
  for (const Role role : {Role::emg, Role::ecg, Role::eeg, Role::accel, Role::position}) {
    EXPECT_TRUE(roles.contains(role)) << to_text(role);
  }
  for (const Episode& e : night.episodes) {
    for (const std::size_t c : e.channels) {
      EXPECT_EQ(night.recording.channels[c].role, Role::emg);
    }
  }
}

TEST(Scenario, MessyLabelsAreStillGuessed) {
  const Recording r = plan_night({.scenario = "messy"}).recording;
  std::set<std::string> labels;
  for (const Channel& c : r.channels) {
    labels.insert(c.label);
    const MontageRow guess = guess_channel(c.label, c.unit);
    EXPECT_EQ(guess.muscle, c.muscle) << c.label;
    EXPECT_EQ(guess.side, c.side) << c.label;
    EXPECT_EQ(guess.role, c.role) << c.label;
  }
  EXPECT_EQ(labels.size() + 1, r.channels.size());  // one label twice
}

TEST(Scenario, HealthyTwitchesLargeMovementsAndWalksHaveTheirRates) {
  const auto all = plan_many("healthy");
  EXPECT_NEAR(per_night(episodes_saying(all, "fragmentary myoclonus")) / 8, 15, 3);
  EXPECT_NEAR(per_night(episodes_saying(all, "fasciculation")) / 8, 2, 0.5);
  EXPECT_NEAR(per_night(episodes_saying(all, "position change")) / 8, 6.8, 0.7);
  EXPECT_NEAR(per_night(episodes_saying(all, "gets up")), 0.5, 0.35);
}

TEST(Scenario, CrampFreeNightsHoldEveryThingThatResemblesACramp) {
  const auto all = plan_many("cramp-free");
  for (const char* kind : {"toes pointed", "toes pulled up", "antagonists held", "low tone",
                           "tone in REM", "excessive", "walking", "restless"}) {
    EXPECT_GT(per_night(episodes_saying(all, kind)), 0.3) << kind;
  }
}

TEST(Scenario, ToneInRemLiesInRem) {
  for (const NightTruth& night : plan_many("cramp-free")) {
    for (const Episode& e : night.episodes) {
      if (says(e, "tone in REM")) {
        EXPECT_EQ(night.hypnogram.at(e.onset), Stage::rem);
      }
      if (says(e, "restless while awake")) {
        EXPECT_EQ(night.hypnogram.at(e.onset), Stage::wake);
      }
      if (says(e, "walking")) {
        EXPECT_EQ(night.hypnogram.at(e.onset), Stage::wake);
      }
    }
  }
}

TEST(Scenario, WeakCrampsBuildUpForFortyOneSecondsUntilTheSleeperWakes) {
  const auto all = plan_many("frequent");
  double sum = 0;
  int count = 0;
  for (const NightTruth& night : all) {
    for (const Episode& e : night.episodes) {
      if (!says(e, "build-up until waking")) continue;
      EXPECT_GE(e.features.rise_s, 5);
      sum += e.features.rise_s;
      ++count;
      const Ticks waking =
          e.onset + static_cast<Ticks>((e.features.rise_s + 0.5) * ticks_per_second);
      EXPECT_EQ(night.hypnogram.at(waking), Stage::wake);
    }
  }
  ASSERT_GT(count, 5);
  EXPECT_NEAR(sum / count, 41, 8);
}

}  // namespace
}  // namespace noctemg::synth
