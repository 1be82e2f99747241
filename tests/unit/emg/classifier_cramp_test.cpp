// Cramps, probable and possible, with a test on each side of every threshold.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "made_evidence.hpp"

namespace noctemg::emg {
namespace {

using made::Asked;
using made::site;

enum class Cramp { none, possible, probable };

Cramp kind(const Asked& asked) {
  const Verdict verdict = asked.verdict();
  EXPECT_FALSE(verdict.reasons.empty());
  if (verdict.label != Label::cramp) {
    EXPECT_EQ(verdict.certainty, Certainty::none);
    return Cramp::none;
  }
  EXPECT_NE(verdict.certainty, Certainty::none);
  return verdict.certainty == Certainty::probable ? Cramp::probable : Cramp::possible;
}

template <class Change>
Cramp cramp_with(const Change& change) {
  Asked asked;
  change(asked);
  return kind(asked);
}

bool says(const Asked& asked, const std::string& text) {
  const auto reasons = asked.verdict().reasons;
  return std::any_of(reasons.begin(), reasons.end(), [&](const std::string& reason) {
    return reason.find(text) != std::string::npos;
  });
}

TEST(ClassifyCramp, IsProbableWhenNothingSpeaksAgainstIt) {
  const Asked asked;
  EXPECT_EQ(kind(asked), Cramp::probable);
  EXPECT_TRUE(says(asked, "lasts 30.0 s, active for 100 %"));
  EXPECT_TRUE(says(asked, "peak 40.0 uV is 20.0 times the resting level of 2.0 uV"));
  EXPECT_TRUE(says(asked, "in one place: next site at 10 %"));
}

TEST(ClassifyCramp, LastsTenSecondsToBeProbable) {
  EXPECT_EQ(cramp_with([](Asked& a) { a.duration_s = 10; }), Cramp::probable);
  EXPECT_EQ(cramp_with([](Asked& a) { a.duration_s = 9.99; }), Cramp::possible);
}

TEST(ClassifyCramp, LongerThanTenMinutesIsUnusual) {
  EXPECT_EQ(cramp_with([](Asked& a) { a.duration_s = 600; }), Cramp::probable);
  Asked asked;
  asked.duration_s = 600.01;
  EXPECT_EQ(kind(asked), Cramp::possible);
  EXPECT_TRUE(says(asked, "longer than 600 s"));
  asked.evidence.features.peak_uv = 7;
  EXPECT_EQ(kind(asked), Cramp::none);
}

TEST(ClassifyCramp, PeaksAtEightMicrovoltsAndFourTimesRest) {
  const auto peak = [](double peak_uv, double rest_uv) {
    return cramp_with([=](Asked& a) {
      a.duration_s = 15;  // too short for a weak one
      a.evidence.features.peak_uv = peak_uv;
      a.evidence.features.baseline_uv = rest_uv;
    });
  };
  EXPECT_EQ(peak(8, 1), Cramp::probable);
  EXPECT_EQ(peak(7.99, 1), Cramp::none);
  EXPECT_EQ(peak(20, 5), Cramp::probable);
  EXPECT_EQ(peak(19.9, 5), Cramp::none);
}

TEST(ClassifyCramp, IsSustained) {
  EXPECT_EQ(cramp_with([](Asked& a) { a.evidence.features.duty = 0.9; }), Cramp::probable);
  EXPECT_EQ(cramp_with([](Asked& a) { a.evidence.features.duty = 0.89; }), Cramp::none);
}

TEST(ClassifyCramp, IsInOnePlace) {
  EXPECT_EQ(cramp_with([](Asked& a) { a.evidence.features.coactivation = 0.5; }), Cramp::probable);
  EXPECT_EQ(cramp_with([](Asked& a) { a.evidence.features.coactivation = 0.51; }), Cramp::none);
  EXPECT_EQ(cramp_with([](Asked& a) { a.evidence.beyond_cross_talk = 1; }), Cramp::probable);
  EXPECT_EQ(cramp_with([](Asked& a) { a.evidence.beyond_cross_talk = 2; }), Cramp::none);
}

TEST(ClassifyCramp, IsNotTheWholeLeg) {
  const auto leg = [](int participants, double share) {
    return cramp_with([=](Asked& a) {
      a.evidence.participants = participants;
      a.evidence.features.antagonist_share = share;
    });
  };
  EXPECT_EQ(leg(3, 0.3), Cramp::none);
  EXPECT_EQ(leg(3, 0.29), Cramp::probable);
  EXPECT_EQ(leg(2, 0.9), Cramp::probable);
}

TEST(ClassifyCramp, LeavesTheOtherLegAlone) {
  EXPECT_EQ(cramp_with([](Asked& a) { a.evidence.contralateral_active = true; }), Cramp::none);
}

TEST(ClassifyCramp, DoesNotMoveTheLimb) {
  const auto low = [](double ratio) {
    return cramp_with([=](Asked& a) { a.evidence.features.low_frequency_ratio = ratio; });
  };
  EXPECT_EQ(low(1.49), Cramp::probable);
  EXPECT_EQ(low(1.5), Cramp::none);
}

TEST(ClassifyCramp, AWeakOneIsPossibleWhenItIsTwiceRestForTwentySeconds) {
  const auto weak = [](double mean_ratio, double duration_s) {
    return cramp_with([=](Asked& a) {
      a.evidence.features.peak_uv = 6;
      a.evidence.mean_ratio = mean_ratio;
      a.duration_s = duration_s;
    });
  };
  EXPECT_EQ(weak(2, 20), Cramp::possible);
  EXPECT_EQ(weak(1.99, 20), Cramp::none);
  EXPECT_EQ(weak(2, 19.99), Cramp::none);
  EXPECT_EQ(cramp_with([](Asked& a) {
              a.evidence.features.peak_uv = 6;
              a.sites = {site(MuscleGroup::calf)};
            }),
            Cramp::none);
}

template <class Change>
Cramp short_with(const Change& change) {
  return cramp_with([&](Asked& a) {
    a.duration_s = 5;
    change(a);
  });
}

TEST(ClassifyShortCramp, IsPossibleFromThreeSeconds) {
  EXPECT_EQ(short_with([](Asked& a) { a.duration_s = 3; }), Cramp::possible);
  EXPECT_EQ(short_with([](Asked& a) { a.duration_s = 2.99; }), Cramp::none);
}

TEST(ClassifyShortCramp, IsAwayFromOtherMovements) {
  EXPECT_EQ(short_with([](Asked&) {}), Cramp::possible);
  EXPECT_EQ(short_with([](Asked& a) { a.isolated = false; }), Cramp::none);
  // From ten seconds on company is no matter.
  EXPECT_EQ(cramp_with([](Asked& a) { a.isolated = false; }), Cramp::probable);
}

TEST(ClassifyShortCramp, IsStrongAndNothingSpeaksAgainstIt) {
  EXPECT_EQ(short_with([](Asked& a) { a.evidence.features.peak_uv = 7.99; }), Cramp::none);
  EXPECT_EQ(short_with([](Asked& a) { a.evidence.features.duty = 0.89; }), Cramp::none);
}

TEST(ClassifyShortCramp, IsWhereCrampsLive) {
  const auto at = [](MuscleGroup group) {
    return short_with([=](Asked& a) { a.sites = {site(group), site(MuscleGroup::calf)}; });
  };
  EXPECT_EQ(at(MuscleGroup::calf), Cramp::possible);
  EXPECT_EQ(at(MuscleGroup::foot), Cramp::possible);
  EXPECT_EQ(at(MuscleGroup::thigh_front), Cramp::possible);
  EXPECT_EQ(at(MuscleGroup::thigh_back), Cramp::possible);
  EXPECT_EQ(at(MuscleGroup::shin), Cramp::none);
  EXPECT_EQ(at(MuscleGroup::hip), Cramp::none);
}

TEST(ClassifyMontage, ACalfSiteAloneOrNoneGivesPossibleCrampsAtMost) {
  const auto on = [](std::vector<Site> sites) {
    return cramp_with([&](Asked& a) { a.sites = sites; });
  };
  const Site calf = site(MuscleGroup::calf);
  const Site shin = site(MuscleGroup::shin);
  const Site other_calf = site(MuscleGroup::calf, Side::right);
  EXPECT_EQ(on({calf, shin}), Cramp::probable);
  EXPECT_EQ(on({calf}), Cramp::possible);
  EXPECT_EQ(on({shin}), Cramp::possible);
  EXPECT_EQ(on({shin, shin}), Cramp::possible);
  EXPECT_EQ(on({shin, other_calf}), Cramp::possible);
  EXPECT_EQ(on({calf, other_calf}), Cramp::possible);
  Asked asked;
  asked.sites = {shin};
  EXPECT_TRUE(says(asked, "possible at most"));
}

/// Anything that evidence can hold, near thresholds and far from them.
Asked random_case(std::mt19937& random) {
  const auto value = [&](double most) {
    return most * static_cast<double>(random() % 1001) / 1000;
  };
  const auto coin = [&] { return random() % 4 == 0; };
  Asked a;
  a.duration_s = coin() ? value(700) : 0.5 + value(40);
  a.bilateral = coin();
  a.isolated = coin();
  EpisodeFeatures& f = a.evidence.features;
  f.peak_uv = value(50);
  f.duty = coin() ? value(1) : 0.95;
  f.coactivation = value(coin() ? 1 : 0.5);
  f.contralateral_ratio = value(0.6);
  f.low_frequency_ratio = coin() ? value(3) : 0.2;
  f.mains_share = coin() ? value(1) : 0;
  f.clipped_share = coin() ? value(1) : 0;
  f.rise_s = value(20);
  f.onset_spread_s = value(2);
  f.median_hz = coin() ? not_a_number : value(200);
  a.evidence.mean_ratio = 1 + value(5);
  a.evidence.participants = 1 + static_cast<int>(random() % 3);
  a.evidence.features.antagonist_share = value(0.6);
  a.evidence.weak_tail = coin();
  a.evidence.antagonist_joins = coin();
  a.evidence.neighbour_joins = coin();
  a.evidence.contralateral_joins = coin();
  a.evidence.contralateral_active = coin();
  if (coin()) made::make_rhythmic(a);
  return a;
}

TEST(ClassifyMontage, TibialisAloneIsNeverProbable) {
  std::mt19937 random(17);
  int possible = 0;
  int probable_with_calf = 0;
  for (int trial = 0; trial < 20000; ++trial) {
    Asked asked = random_case(random);
    probable_with_calf += kind(asked) == Cramp::probable ? 1 : 0;
    asked.sites = {site(MuscleGroup::shin, Side::left), site(MuscleGroup::shin, Side::right)};
    const Cramp found = kind(asked);
    EXPECT_NE(found, Cramp::probable);
    possible += found == Cramp::possible ? 1 : 0;
  }
  EXPECT_GT(possible, 100);
  EXPECT_GT(probable_with_calf, 100);
}

TEST(Classify, ReachesEveryLabelButTheTwitchAndAlwaysSaysWhy) {
  std::mt19937 random(19);
  std::vector<int> counts(label_count, 0);
  for (int trial = 0; trial < 20000; ++trial) {
    const Verdict verdict = random_case(random).verdict();
    ++counts[static_cast<std::size_t>(verdict.label)];
    EXPECT_FALSE(verdict.reasons.empty());
    for (const std::string& reason : verdict.reasons) EXPECT_FALSE(reason.empty());
  }
  for (std::size_t label = 0; label < label_count; ++label) {
    // Shorter than a movement is decided before.
    EXPECT_EQ(counts[label] > 0, static_cast<Label>(label) != Label::twitch) << label;
  }
}

}  // namespace
}  // namespace noctemg::emg
