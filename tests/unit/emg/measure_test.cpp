#include "emg/measure.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "made_bursts.hpp"

namespace noctemg::emg {
namespace {

using made::burst;
using made::one_leg;
using made::step;
using made::two_legs;
using Lists = std::vector<std::vector<Burst>>;

/// Evidence of one group that holds all bursts; `group` is not to be asked for.
Evidence measured(Lists lists, const std::vector<Site>& sites, const Options& options = {},
                  bool train = false) {
  lists.resize(sites.size());
  Group group;
  group.train = train;
  group.begin = INT64_MAX;
  for (std::size_t s = 0; s < lists.size(); ++s) {
    for (std::size_t i = 0; i < lists[s].size(); ++i) {
      group.members.push_back({s, i});
      group.begin = std::min(group.begin, lists[s][i].begin);
      group.end = std::max(group.end, lists[s][i].end);
    }
  }
  Evidence evidence = measure(group, BurstIndex(std::move(lists)), sites, options);
  evidence.group = nullptr;
  return evidence;
}

Evidence of_leg(Lists lists) { return measured(std::move(lists), one_leg()); }

TEST(Measure, TheSiteWithTheMostEnergyLeads) {
  EXPECT_EQ(of_leg({{burst(10, 13, 20)}, {burst(10, 12, 30)}}).sites,
            (std::vector<std::size_t>{1, 0}));
  EXPECT_EQ(of_leg({{burst(10, 15, 20)}, {burst(10, 12, 30)}}).lead, 0U);
  EXPECT_EQ(of_leg({{}, {burst(10, 12, 20)}, {burst(10, 12, 20)}}).lead, 1U);
}

TEST(Measure, TheSiteThatHoldsLeadsNotTheOneThatAStretchEnds) {
  // The neighbour hears the cramp, and works in the stretch: more energy, for two of 30 s.
  const auto heard_then_stretched = step(2, 38, 80);
  const Evidence e = of_leg({{burst(10, 40, 12)}, {burst(10, 40, heard_then_stretched)}});
  EXPECT_EQ(e.lead, 0U);
  EXPECT_NEAR(e.features.level_ratio, std::hypot(12 + 2.0, 0) / 2, 0.05);
  // Below four seconds nothing is held.
  EXPECT_EQ(of_leg({{burst(10, 13.9, 12)}, {burst(10, 13.9, step(2, 12.9, 80))}}).lead, 1U);
}

TEST(Measure, LevelsAreThoseOfTheLeadingSite) {
  const Evidence e = of_leg({{burst(10, 20, step(10, 15, 20))}, {burst(10, 20, 9)}});
  EXPECT_NEAR(e.features.rms_uv, std::sqrt((12.0 * 12 + 22 * 22) / 2), 1e-5);
  EXPECT_NEAR(e.features.peak_uv, 22, 1e-5);
  EXPECT_EQ(e.features.baseline_uv, 2);
  EXPECT_NEAR(e.mean_ratio, 17 / 2.0, 1e-6);
  EXPECT_DOUBLE_EQ(e.lead_s, 10);
  EXPECT_DOUBLE_EQ(e.features.duty, 1);
}

TEST(Measure, TheStrongestHalfSecondIsAMedian) {
  const auto spike = [](double t) { return t < 10.2 ? 100.0 : 1.0; };
  EXPECT_NEAR(of_leg({{burst(10, 13, spike)}}).half_second_uv, 1, 1e-5);
  const auto movement = [](double t) { return t < 10.3 ? 100.0 : 1.0; };
  EXPECT_NEAR(of_leg({{burst(10, 13, movement)}}).half_second_uv, 100, 1e-5);
  EXPECT_EQ(of_leg({{burst(10, 10.4, 20)}}).half_second_uv, 0);
}

TEST(Measure, ThePeakLastsATenthOfASecond) {
  const auto spike = [](double t) { return t > 14.96 && t < 15.01 ? 100.0 : 10.0; };
  EXPECT_NEAR(of_leg({{burst(10, 20, spike)}}).features.peak_uv,
              std::sqrt((102.0 * 102 + 12 * 12) / 2), 1e-4);
}

TEST(Measure, DutyCountsWhatIsAboveTheLowerOfBothEndLevels) {
  // With 2 uV of rest the slow rise ends at 0.7 uV above it, a movement at 2 uV.
  EXPECT_NEAR(of_leg({{burst(10, 20, step(30, 19, 0.6))}}).features.duty, 0.9, 1e-9);
  EXPECT_NEAR(of_leg({{burst(10, 20, step(30, 19, 0.8))}}).features.duty, 1, 1e-9);
}

TEST(Measure, APauseOfTheLeadingSiteIsNoDuty) {
  const Evidence e = of_leg({{burst(10, 20), burst(21, 31)}});
  EXPECT_NEAR(e.features.duty, 20.0 / 21, 1e-9);
  EXPECT_DOUBLE_EQ(e.lead_s, 20);
}

TEST(Measure, RiseAndFallReachNineTenthsOfThePeak) {
  const auto rising = [](double t) { return std::min(30.0, 3 * (t - 10)); };
  const auto falling = [](double t) { return std::min(30.0, 3 * (40 - t)); };
  const EpisodeFeatures up = of_leg({{burst(10, 40, rising)}}).features;
  EXPECT_NEAR(up.rise_s, 9, 0.1);
  EXPECT_NEAR(up.fall_s, 0, 0.1);
  const EpisodeFeatures down = of_leg({{burst(10, 40, falling)}}).features;
  EXPECT_NEAR(down.rise_s, 0, 0.1);
  EXPECT_NEAR(down.fall_s, 9, 0.1);
}

Evidence with_seconds(const std::function<void(std::size_t, SecondFeatures&)>& change) {
  Burst lead = burst(10, 20);
  for (std::size_t s = 0; s < lead.seconds.size(); ++s) change(s, lead.seconds[s]);
  return of_leg({{lead}});
}

TEST(Measure, LowFrequenciesAreThoseOfTheTypicalSecond) {
  EXPECT_NEAR(with_seconds([](std::size_t, SecondFeatures&) {}).features.low_frequency_ratio, 0.1,
              1e-6);
  const auto moved_for = [](std::size_t seconds) {
    return with_seconds([=](std::size_t s, SecondFeatures& second) {
             if (s < seconds) second.low_mean_square = 5 * second.mean_square;
           })
        .features.low_frequency_ratio;
  };
  EXPECT_NEAR(moved_for(4), 0.1, 1e-6);
  EXPECT_NEAR(moved_for(6), 5, 1e-5);
}

TEST(Measure, SecondsOfARestingElectrodeSayNothing) {
  // Twice the square of a rest of 2 uV is 8.
  const auto ratio = [](float mean_square) {
    return with_seconds([=](std::size_t s, SecondFeatures& second) {
             if (s < 3) return;
             second.mean_square = mean_square;
             second.low_mean_square = 7 * mean_square;
           })
        .features.low_frequency_ratio;
  };
  EXPECT_NEAR(ratio(7.9F), 0.1, 1e-6);
  EXPECT_NEAR(ratio(8.1F), 7, 1e-5);
}

TEST(Measure, MedianFrequencyIsWeightedByPower) {
  const Evidence e = with_seconds([](std::size_t s, SecondFeatures& second) {
    second.mean_square = s == 0 ? 300 : 100;
    second.median_hz = s == 0 ? 60.0F : s == 1 ? 100.0F : std::nanf("");
  });
  EXPECT_NEAR(e.features.median_hz, 70, 1e-6);
  const Evidence unknown =
      with_seconds([](std::size_t, SecondFeatures& second) { second.median_hz = std::nanf(""); });
  EXPECT_TRUE(std::isnan(unknown.features.median_hz));
}

TEST(Measure, MainsAndClippingAreShares) {
  const Evidence e = with_seconds([](std::size_t s, SecondFeatures& second) {
    second.mains_mean_square = s < 6 ? 3 * second.mean_square : 0;
    second.clipped_rows = s < 5 ? 50 : 0;
  });
  EXPECT_NEAR(e.features.mains_share, 0.75, 1e-6);
  EXPECT_NEAR(e.features.clipped_share, 0.25, 1e-9);
}

TEST(Measure, CoactivationIsThatOfTheFirstFiveSeconds) {
  const Evidence e = of_leg({{burst(10, 30)}, {burst(10, 14, 12)}, {}, {burst(13, 20, 15)}});
  EXPECT_NEAR(e.features.coactivation, 12.0 / 30 * 4 / 5, 1e-6);
  EXPECT_NEAR(e.features.antagonist_ratio, 15.0 / 30 * 2 / 5, 1e-6);
  EXPECT_TRUE(std::isnan(e.features.contralateral_ratio));  // there is no other leg
  EXPECT_EQ(of_leg({{burst(10, 30)}, {burst(15, 30, 29)}}).features.coactivation, 0);
}

TEST(Measure, FirstSecondsAreTheLeadingSites) {
  // The neighbour begins three seconds earlier and ends as the leading site begins.
  EXPECT_EQ(of_leg({{burst(13, 40)}, {burst(10, 13, 20)}}).features.coactivation, 0);
}

TEST(Measure, TheOtherLegCountsForItself) {
  const Evidence e = measured({{burst(10, 30)}, {}, {burst(10, 30, 9)}}, two_legs());
  EXPECT_EQ(e.features.coactivation, 0);
  EXPECT_NEAR(e.features.contralateral_ratio, 0.3, 1e-6);
}

TEST(Measure, ParticipantsReachAFifthInTheTypicalSecond) {
  EXPECT_EQ(of_leg({{burst(10, 30)}, {burst(10, 30, 6)}}).participants, 2);
  EXPECT_EQ(of_leg({{burst(10, 30)}, {burst(10, 30, 5.9)}}).participants, 1);
  EXPECT_EQ(of_leg({{burst(10, 30)}, {burst(10, 19, 29)}}).participants, 1);
  EXPECT_EQ(measured({{burst(10, 30)}, {}, {burst(10, 30, 6)}}, two_legs()).participants, 2);
}

TEST(Measure, BeyondCrossTalkIsAQuarterAtTheBeginningAndOverTheWhole) {
  EXPECT_EQ(of_leg({{burst(10, 30)}, {burst(10, 30, 7.5)}}).beyond_cross_talk, 1);
  EXPECT_EQ(of_leg({{burst(10, 30)}, {burst(10, 30, 7.4)}}).beyond_cross_talk, 0);
  EXPECT_EQ(of_leg({{burst(10, 30)}, {burst(15, 30, 20)}}).beyond_cross_talk, 0);
  EXPECT_EQ(of_leg({{burst(10, 30)}, {burst(10, 15, 20)}}).beyond_cross_talk, 0);
  EXPECT_EQ(of_leg({{burst(10, 30)}, {burst(10, 30, 9)}, {burst(10, 30, 9)}}).beyond_cross_talk, 2);
}

TEST(Measure, SitesJoinInAtTheCoactivationThreshold) {
  EXPECT_TRUE(of_leg({{burst(10, 30)}, {burst(10, 30, 15)}}).neighbour_joins);
  EXPECT_FALSE(of_leg({{burst(10, 30)}, {burst(10, 30, 14.9)}}).neighbour_joins);
  EXPECT_FALSE(of_leg({{burst(10, 30)}, {burst(10, 30, 15)}}).antagonist_joins);
  const Evidence shin = of_leg({{burst(10, 30)}, {}, {}, {burst(10, 30, 15)}});
  EXPECT_TRUE(shin.antagonist_joins);
  EXPECT_NEAR(shin.features.antagonist_share, 0.5, 1e-6);
  const Evidence other = measured({{burst(10, 30)}, {}, {burst(10, 30, 15)}}, two_legs());
  EXPECT_TRUE(other.contralateral_joins);
  EXPECT_FALSE(other.neighbour_joins);
}

TEST(Measure, TheOtherLegMovesAtEightMicrovoltsOrAFifth) {
  const auto moves = [](double own, double begin_s, double end_s, double other,
                        const Options& options = {}) {
    return measured({{burst(10, 30, own)}, {}, {burst(begin_s, end_s, other)}}, two_legs(), options)
        .contralateral_active;
  };
  EXPECT_TRUE(moves(64, 10, 30, 8));
  EXPECT_FALSE(moves(64, 10, 30, 7.9));
  EXPECT_TRUE(moves(30, 10, 30, 6));
  EXPECT_FALSE(moves(30, 10, 30, 5.9));
  EXPECT_FALSE(moves(30, 15, 30, 20));
  EXPECT_FALSE(moves(30, 10, 15, 20));
  Options twice;
  twice.activity.movement_on_uv = 16;
  EXPECT_TRUE(moves(128, 10, 30, 16, twice));
  EXPECT_FALSE(moves(128, 10, 30, 15.9, twice));
}

TEST(Measure, SpreadIsBetweenTheFirstOnsetsOfSites) {
  EXPECT_DOUBLE_EQ(
      of_leg({{burst(10, 13), burst(14, 15)}, {burst(10.3, 13)}}).features.onset_spread_s, 0.3);
  EXPECT_EQ(of_leg({{burst(10, 13)}}).features.onset_spread_s, 0);
}

TEST(Measure, AWeakLeadingBurstMakesAWeakTail) {
  Burst weak = burst(10, 30);
  weak.weak = true;
  EXPECT_TRUE(of_leg({{weak}}).weak_tail);
  EXPECT_FALSE(of_leg({{burst(10, 30, 60)}, {weak}}).weak_tail);
}

TEST(Measure, ATrainHasTheRhythmOfItsOnsets) {
  Lists lists(1);
  for (int i = 0; i < 6; ++i) lists[0].push_back(burst(10 + 0.5 * i, 10.2 + 0.5 * i));
  const Evidence e = measured(lists, one_leg(), {}, true);
  EXPECT_EQ(e.features.bursts, 6);
  EXPECT_NEAR(e.features.modulation_hz, 2, 0.05);
  EXPECT_EQ(e.features.modulation_depth, 1);
}

TEST(Measure, RampAndDecayAreFromAFifthToFourFifthsOfTheTypicalLevel) {
  // 40 uV within ten seconds, held for a minute, gone within five.
  const auto hold = [](double t) {
    return std::max(0.0, std::min({40.0, 4 * (t - 10), 8 * (85 - t)}));
  };
  const EpisodeFeatures f = of_leg({{burst(10, 85, hold)}}).features;
  EXPECT_NEAR(f.ramp_s, 6, 0.3);
  EXPECT_NEAR(f.decay_s, 3, 0.3);
}

TEST(Measure, TheCourseOfTheSpectrumIsRelativeAndPerMinute) {
  const auto with_crossings = [](double per_second, double change_per_s) {
    Burst b = burst(10, 130, 30);
    for (std::size_t s = 0; s < b.seconds.size(); ++s) {
      b.seconds[s].zero_crossings =
          static_cast<std::uint16_t>(per_second + change_per_s * static_cast<double>(s));
    }
    return of_leg({{std::move(b)}}).features.crossing_change;
  };
  EXPECT_NEAR(with_crossings(200, 0), 0, 1e-9);
  // One of 200 less every second; about 170 on average over the first minute.
  EXPECT_NEAR(with_crossings(200, -1), -60.0 / 170.5, 0.01);
  EXPECT_NEAR(with_crossings(400, -2), -60.0 / 170.5, 0.01);
}

TEST(Measure, ShortEpisodesHaveNoCourseAndNoSlowModulation) {
  const EpisodeFeatures f = of_leg({{burst(10, 18, 30)}}).features;
  EXPECT_TRUE(std::isnan(f.crossing_change));
  EXPECT_TRUE(std::isnan(f.slow_modulation));
}

TEST(Measure, TheSynergistIsAnotherSiteOfTheGroup) {
  // Calf, calf, calf, shin.
  const auto share = [](Lists lists, const std::vector<Site>& sites) {
    return measured(std::move(lists), sites).features.synergist_share;
  };
  EXPECT_NEAR(share({{burst(10, 40, 30)}, {burst(10, 40, 3)}, {}, {burst(10, 40, 20)}}, one_leg()),
              0.1, 1e-5);
  EXPECT_EQ(share({{burst(10, 40, 30)}, {}, {}, {burst(10, 40, 20)}}, one_leg()), 0);
  EXPECT_TRUE(std::isnan(share({{burst(10, 40, 30)}, {burst(10, 40, 3)}}, two_legs())));
}

}  // namespace
}  // namespace noctemg::emg
