// Every label but the cramp, with a test on each side of its thresholds.

#include "emg/classifier.hpp"

#include <gtest/gtest.h>

#include "made_evidence.hpp"
#include "noctemg/time.hpp"

namespace noctemg::emg {
namespace {

using made::Asked;
using made::make_rhythmic;

/// Label of a probable cramp after a change.
template <class Change>
Label label_with(const Change& change) {
  Asked asked;
  change(asked);
  const Verdict verdict = asked.verdict();
  EXPECT_FALSE(verdict.reasons.empty());
  return verdict.label;
}

TEST(ClassifyArtifact, IsNearlyAllHum) {
  const auto hum = [](double share) {
    return label_with([=](Asked& a) { a.evidence.features.mains_share = share; });
  };
  EXPECT_EQ(hum(0.8), Label::artifact);
  EXPECT_EQ(hum(0.79), Label::cramp);
}

TEST(ClassifyArtifact, IsClippedForMostOfTheTime) {
  const auto clipped = [](double share) {
    return label_with([=](Asked& a) { a.evidence.features.clipped_share = share; });
  };
  EXPECT_EQ(clipped(0.51), Label::artifact);
  EXPECT_EQ(clipped(0.5), Label::cramp);
}

Label moved(double low_ratio, double median_hz = 40, int participants = 1, std::size_t sites = 4) {
  return label_with([=](Asked& a) {
    a.evidence.features.low_frequency_ratio = low_ratio;
    a.evidence.features.median_hz = median_hz;
    a.evidence.participants = participants;
    a.sites.resize(sites);
  });
}

TEST(ClassifyArtifact, IsMovementBelowTheBandWithoutAMuscle) {
  EXPECT_EQ(moved(1.5), Label::artifact);
  EXPECT_EQ(moved(1.49), Label::cramp);
  EXPECT_EQ(moved(1.5, 55.9), Label::artifact);
  EXPECT_EQ(moved(1.5, not_a_number), Label::artifact);
  EXPECT_NE(moved(1.5, 56), Label::artifact);
  EXPECT_NE(moved(1.5, 40, 2), Label::artifact);
  // A leg with one site cannot tell.
  EXPECT_NE(moved(1.5, 40, 1, 1), Label::artifact);
}

Label tail(double duration_s) {
  return label_with([=](Asked& a) {
    a.evidence.weak_tail = true;
    a.duration_s = duration_s;
  });
}

TEST(ClassifyTonic, IsWhatStrongerActivityLeavesBehind) {
  EXPECT_EQ(tail(10.01), Label::tonic);
  EXPECT_EQ(tail(10), Label::cramp);
}

TEST(ClassifyRhythmic, ComesBeforeCrampsAndMovements) {
  EXPECT_EQ(label_with(make_rhythmic), Label::rhythmic);
  const auto bursts = [](int count) {
    return label_with([=](Asked& a) {
      make_rhythmic(a);
      a.evidence.rhythm.bursts = count;
    });
  };
  EXPECT_EQ(bursts(4), Label::rhythmic);
  EXPECT_EQ(bursts(3), Label::cramp);
}

/// Both legs for 20 s.
template <class Change>
Label large_with(const Change& change) {
  return label_with([&](Asked& a) {
    a.sites = made::two_legs();
    a.duration_s = 20;
    a.evidence.participants = 3;
    a.evidence.contralateral_joins = true;
    a.evidence.contralateral_active = true;
    a.isolated = false;
    change(a);
  });
}

TEST(ClassifyLarge, LastsThreeToSixtySeconds) {
  const auto lasting = [](double duration_s) {
    return large_with([=](Asked& a) { a.duration_s = duration_s; });
  };
  EXPECT_EQ(lasting(3), Label::large_movement);
  EXPECT_EQ(lasting(2.99), Label::leg_movement);
  EXPECT_EQ(lasting(60), Label::large_movement);
  // What is longer has no label of its own: it is named by the sites that take part, or is tonic.
  EXPECT_EQ(large_with([](Asked& a) {
              a.duration_s = 60.01;
              a.evidence.participants = 1;
            }),
            Label::tonic);
}

TEST(ClassifyLarge, HasTwoParticipants) {
  const auto of = [](int participants) {
    return large_with([=](Asked& a) {
      a.duration_s = 5;
      a.evidence.participants = participants;
    });
  };
  EXPECT_EQ(of(2), Label::large_movement);
  EXPECT_EQ(of(1), Label::leg_movement);
}

TEST(ClassifyLarge, BeginsWithinASecondUnlessALimbMovedOrBothLegsAre) {
  const auto spread = [](double spread_s, double low_ratio, bool bilateral) {
    return large_with([=](Asked& a) {
      a.duration_s = 5;
      a.bilateral = bilateral;
      a.evidence.features.onset_spread_s = spread_s;
      a.evidence.features.low_frequency_ratio = low_ratio;
    });
  };
  EXPECT_EQ(spread(0.99, 0.1, false), Label::large_movement);
  EXPECT_EQ(spread(1, 0.1, false), Label::leg_movement);
  EXPECT_EQ(spread(1, 1.49, false), Label::leg_movement);
  EXPECT_EQ(spread(1, 1.5, false), Label::large_movement);
  EXPECT_EQ(spread(1, 0.1, true), Label::large_movement);
}

TEST(ClassifyLarge, IsOfTheOtherLegOrOfAMovedLimb) {
  struct Way {
    bool other_joins, other_moves, antagonist, neighbour, moved, large;
  };
  const std::vector<Way> ways = {
      {true, false, false, false, false, true},  {false, true, false, false, false, true},
      {false, false, true, false, true, true},   {false, false, false, true, true, true},
      {false, false, true, false, false, false}, {false, false, false, true, false, false},
      {false, false, false, false, true, false}, {false, false, false, false, false, false}};
  for (const Way& way : ways) {
    const Label label = large_with([&](Asked& a) {
      a.duration_s = 5;
      a.evidence.contralateral_joins = way.other_joins;
      a.evidence.contralateral_active = way.other_moves;
      a.evidence.antagonist_joins = way.antagonist;
      a.evidence.neighbour_joins = way.neighbour;
      a.evidence.features.low_frequency_ratio = way.moved ? 2 : 0.1;
    });
    EXPECT_EQ(label, way.large ? Label::large_movement : Label::leg_movement)
        << "way " << &way - ways.data();
  }
}

TEST(ClassifyMovement, LastsUpToTenSecondsOrFifteenWithBothLegs) {
  const auto lasting = [](double duration_s, bool bilateral) {
    return label_with([=](Asked& a) {
      a.duration_s = duration_s;
      a.bilateral = bilateral;
      a.isolated = false;
      a.evidence.features.duty = 0.5;  // no cramp
    });
  };
  EXPECT_EQ(lasting(0.5, false), Label::leg_movement);
  EXPECT_EQ(lasting(10, false), Label::leg_movement);
  EXPECT_EQ(lasting(10.01, false), Label::tonic);
  EXPECT_EQ(lasting(15, true), Label::leg_movement);
  EXPECT_EQ(lasting(15.01, true), Label::tonic);
}

template <class Change>
Label joint_with(double duration_s, const Change& change) {
  return label_with([&](Asked& a) {
    a.duration_s = duration_s;
    a.isolated = false;
    a.evidence.features.coactivation = 0.6;
    change(a);
  });
}

TEST(ClassifyCocontraction, IsAnAntagonistThatJoinsForTenToSixtySeconds) {
  const auto joins = [](Asked& a) { a.evidence.antagonist_joins = true; };
  EXPECT_EQ(joint_with(10, joins), Label::leg_movement);
  EXPECT_EQ(joint_with(10.01, joins), Label::cocontraction);
  EXPECT_EQ(joint_with(60, joins), Label::cocontraction);
  EXPECT_EQ(joint_with(60.01, joins), Label::tonic);
  EXPECT_EQ(joint_with(30, [](Asked&) {}), Label::tonic);
}

TEST(ClassifyCocontraction, IsAlsoTheWholeLegWithAnAntagonistBeyondCrossTalk) {
  const auto whole_leg = [](int participants, double share) {
    return joint_with(30, [=](Asked& a) {
      a.evidence.participants = participants;
      a.evidence.features.antagonist_share = share;
    });
  };
  EXPECT_EQ(whole_leg(3, 0.3), Label::cocontraction);
  EXPECT_EQ(whole_leg(3, 0.29), Label::large_movement);
  EXPECT_EQ(whole_leg(2, 0.3), Label::large_movement);
}

/// Weak, without an edge, for a minute.
template <class Change>
Label tone_with(const Change& change) {
  return label_with([&](Asked& a) {
    a.duration_s = 60;
    a.evidence.mean_ratio = 2.5;
    a.evidence.features.rise_s = 20;
    change(a);
  });
}

TEST(ClassifyTonic, LastsFortyFiveSeconds) {
  EXPECT_EQ(tone_with([](Asked& a) { a.duration_s = 45; }), Label::tonic);
  EXPECT_EQ(tone_with([](Asked& a) { a.duration_s = 44.99; }), Label::cramp);
}

TEST(ClassifyTonic, IsWeak) {
  EXPECT_EQ(tone_with([](Asked& a) { a.evidence.mean_ratio = 2.99; }), Label::tonic);
  EXPECT_EQ(tone_with([](Asked& a) { a.evidence.mean_ratio = 3; }), Label::cramp);
}

TEST(ClassifyTonic, HasNoEdgeOrSeveralSites) {
  const auto tone = [](double rise_s, double here, double there) {
    return tone_with([=](Asked& a) {
      a.evidence.features.rise_s = rise_s;
      a.evidence.features.coactivation = here;
      a.evidence.features.contralateral_ratio = there;
    });
  };
  EXPECT_EQ(tone(10, 0, 0), Label::tonic);
  EXPECT_EQ(tone(9.99, 0, 0), Label::cramp);
  EXPECT_EQ(tone(2, 0.51, 0), Label::tonic);
  EXPECT_EQ(tone(2, 0.5, 0.5), Label::cramp);
  EXPECT_EQ(tone(2, 0, 0.51), Label::tonic);
}

TEST(ClassifyRemainder, IsNamedByItsSitesAndSaysWhatItFailed) {
  const auto rest = [](int participants, double duration_s) {
    return label_with([=](Asked& a) {
      a.duration_s = duration_s;
      a.evidence.participants = participants;
      a.evidence.features.duty = 0.5;
    });
  };
  EXPECT_EQ(rest(2, 120), Label::large_movement);
  EXPECT_EQ(rest(2, 120.01), Label::tonic);
  EXPECT_EQ(rest(1, 30), Label::tonic);
  Asked asked;
  asked.evidence.features.duty = 0.5;
  const std::vector<std::string> reasons = asked.verdict().reasons;
  EXPECT_TRUE(std::any_of(reasons.begin(), reasons.end(), [](const std::string& reason) {
    return reason.find("active for 50 %") != std::string::npos;
  }));
}

TEST(ClassifyMovement, HasHalfASecondThatStandsOut) {
  const auto movement = [](double half_second_uv) {
    return label_with([=](Asked& a) {
      a.duration_s = 2;
      a.evidence.half_second_uv = half_second_uv;
    });
  };
  EXPECT_EQ(movement(2), Label::leg_movement);
  EXPECT_EQ(movement(1.9), Label::twitch);
}

}  // namespace
}  // namespace noctemg::emg
