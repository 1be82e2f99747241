#include "motor_pool.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace noctemg::synth {
namespace {

Legs legs_of(std::uint64_t seed, int channels = 10) {
  return make_legs(usual_leads(channels), Parameters{}, seed);
}

Lead lead_over(const std::string& muscle) {
  Lead lead;
  lead.label = lead.muscle = muscle;
  lead.side = Side::left;
  return lead;
}

/// Legs with every muscle.
Legs whole_legs(std::uint64_t seed) {
  std::vector<Lead> leads = usual_leads(16);
  for (const char* name : {"vastus_medialis", "semitendinosus", "abductor_hallucis",
                           "flexor_hallucis_brevis", "extensor_digitorum_brevis"}) {
    leads.push_back(lead_over(name));
  }
  return make_legs(leads, Parameters{}, seed);
}

MotorPool pool_of(LegMuscle muscle, std::uint64_t seed = 1) {
  const Legs legs = whole_legs(seed);
  return {legs, MotorUnitParameters{}, legs.site(muscle, Side::left)};
}

/// RMS of a contraction of one muscle over another's first electrode, relative to its own.
double crosstalk(LegMuscle from, LegMuscle to, std::uint64_t seed) {
  const MotorPool pool = pool_of(from, seed);
  const ElectrodePlace there = place_on(to, 0, 0, pool.first_place().fat_mm);
  double power = 0;
  for (std::size_t k = 0; k < pool.units().size(); ++k) {
    power += pool.units()[k].peak_pps * energy_of(pool.potential(k, there));
  }
  return std::sqrt(power / pool.power_uv2(pool.most()));
}

double mean_crosstalk(LegMuscle from, LegMuscle to) {
  double sum = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) sum += crosstalk(from, to, seed);
  return sum / 5;
}

/// As crosstalk, of all units at once: the answer to a stimulus on the nerve.
double m_wave_crosstalk(LegMuscle from, LegMuscle to, std::uint64_t seed) {
  const MotorPool pool = pool_of(from, seed);
  const ElectrodePlace there = place_on(to, 0, 0, pool.first_place().fat_mm);
  std::vector<double> near(4096);
  std::vector<double> far(4096);
  for (std::size_t k = 0; k < pool.units().size(); ++k) {
    const std::vector<double> own = pool.potential(k, pool.first_place());
    const std::vector<double> other = pool.potential(k, there);
    for (std::size_t n = 0; n < own.size(); ++n) near.at(n) += own[n];
    for (std::size_t n = 0; n < other.size(); ++n) far.at(n) += other[n];
  }
  return std::sqrt(energy_of(far) / energy_of(near));
}

TEST(MotorPool, RecruitsSmallBeforeLarge) {
  const MotorPool pool = pool_of(LegMuscle::ta);
  const auto units = pool.units();
  ASSERT_EQ(units.size(), 300);
  EXPECT_EQ(units.front().threshold, 1);
  EXPECT_NEAR(units.back().threshold, 30, 1e-9);
  EXPECT_NEAR(units.back().size / units.front().size, 100, 1e-9);
  EXPECT_TRUE(std::ranges::is_sorted(units, {}, &MotorUnit::threshold));
  EXPECT_TRUE(std::ranges::is_sorted(units, {}, &MotorUnit::size));
}

TEST(MotorPool, RatesRiseFromEightToTheirPeaks) {
  const MotorPool pool = pool_of(LegMuscle::ta);
  for (const MotorUnit& u : pool.units()) {
    EXPECT_EQ(pool.rate_pps(u, 0.9 * u.threshold), 0);
    EXPECT_NEAR(pool.rate_pps(u, u.threshold), 8, 1e-9);
    EXPECT_NEAR(pool.rate_pps(u, u.threshold + 10), 18, 1e-9);
    EXPECT_EQ(pool.rate_pps(u, pool.most() + 1), u.peak_pps);
  }
  EXPECT_EQ(pool.units().front().peak_pps, 45);
  EXPECT_EQ(pool.units().back().peak_pps, 35);
}

TEST(MotorPool, SoleusIsSlow) {
  double sum = 0;
  const MotorPool pool = pool_of(LegMuscle::sol);
  for (const MotorUnit& u : pool.units()) sum += pool.rate_pps(u, pool.most());
  EXPECT_NEAR(sum / 300, 16, 0.5);
}

TEST(MotorPool, ConductsAtTwoAndAHalfToFiveAndAHalfMetresASecond) {
  double sum = 0;
  const MotorPool pool = pool_of(LegMuscle::gm);
  for (const MotorUnit& u : pool.units()) {
    EXPECT_GE(u.velocity_m_s, 2.5);
    EXPECT_LE(u.velocity_m_s, 5.5);
    sum += u.velocity_m_s;
  }
  EXPECT_NEAR(sum / 300, 4, 0.2);
}

TEST(MotorPool, MaximalContractionHasTheStrengthOfTheSite) {
  const Legs legs = whole_legs(3);
  EXPECT_EQ(legs.muscles(), 13);
  for (std::size_t s = 0; s < legs.sites.size(); ++s) {
    const MotorPool pool(legs, MotorUnitParameters{}, s);
    EXPECT_NEAR(std::sqrt(pool.power_uv2(pool.most())), legs.sites[s].mvc_uv, 1e-6);
  }
}

TEST(MotorPool, FindsTheExcitationForALevel) {
  for (const LegMuscle muscle : {LegMuscle::ta, LegMuscle::gm, LegMuscle::sol}) {
    const MotorPool pool = pool_of(muscle);
    const double mvc = std::sqrt(pool.power_uv2(pool.most()));
    for (const double share : {0.01, 0.03, 0.1, 0.3, 0.6, 0.99}) {
      const double level = std::sqrt(pool.power_uv2(pool.excitation_for(share * mvc)));
      EXPECT_NEAR(level / (share * mvc), 1, 0.02) << share;
    }
    EXPECT_EQ(pool.excitation_for(0), 0);
    EXPECT_EQ(pool.excitation_for(10 * mvc), pool.most());
  }
}

TEST(MotorPool, NeighboursBelowTheKneeHearEachOther) {
  using enum LegMuscle;
  constexpr std::array<std::pair<LegMuscle, LegMuscle>, 8> pairs = {
      {{ta, pl}, {pl, ta}, {pl, gl}, {gl, pl}, {gl, gm}, {gm, gl}, {gm, sol}, {sol, gm}}};
  double sum = 0;
  for (const auto& [from, to] : pairs) {
    const double share = mean_crosstalk(from, to);
    EXPECT_GT(share, 0.01) << muscle_label(from) << " to " << muscle_label(to);
    EXPECT_LT(share, 0.17) << muscle_label(from) << " to " << muscle_label(to);
    sum += share;
  }
  EXPECT_GT(sum / pairs.size(), 0.03);
}

/// De Luca and Merletti 1988 stimulated the shin and measured its M wave elsewhere: 2.0 to 9.8 % of
/// its RMS over the soleus, on the far side of the leg, and 3 to 10 % over the peroneus brevis.
TEST(MotorPool, ShinIsHeardRoundTheLegAsMeasured) {
  double round = 0;
  double beside = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    round += m_wave_crosstalk(LegMuscle::ta, LegMuscle::sol, seed) / 10;
    beside += crosstalk(LegMuscle::ta, LegMuscle::pl, seed) / 10;
  }
  EXPECT_GT(round, 0.02);
  EXPECT_LT(round, 0.098);
  EXPECT_GT(beside, 0.03);
  EXPECT_LT(beside, 0.10);
}

TEST(MotorPool, ShinDoesNotReachTheCalfNorTheCalfTheThigh) {
  EXPECT_LT(mean_crosstalk(LegMuscle::ta, LegMuscle::gm), 0.02);
  for (const LegMuscle calf : {LegMuscle::gm, LegMuscle::gl, LegMuscle::sol}) {
    for (const LegMuscle thigh : {LegMuscle::vl, LegMuscle::bf, LegMuscle::rf}) {
      EXPECT_LT(mean_crosstalk(calf, thigh), 0.01);
    }
  }
}

TEST(MotorPool, MusclesOfThighAndFootHearEachOther) {
  using enum LegMuscle;
  constexpr std::array<std::pair<LegMuscle, LegMuscle>, 8> pairs = {
      {{vl, rf}, {rf, vl}, {rf, vm}, {vm, rf}, {bf, st}, {st, bf}, {ah, fhb}, {fhb, ah}}};
  for (const auto& [from, to] : pairs) {
    const double share = mean_crosstalk(from, to);
    EXPECT_GT(share, 0.003) << muscle_label(from) << " to " << muscle_label(to);
    EXPECT_LT(share, 0.25) << muscle_label(from) << " to " << muscle_label(to);
  }
  EXPECT_LT(mean_crosstalk(ah, edb), 0.1);
}

TEST(MotorPool, CanBeMadeAtBothEndsOfEveryRange) {
  const Legs legs = legs_of(1);
  const std::size_t site = legs.site(LegMuscle::sol, Side::left);
  for (const ParameterDescription& p : describe_parameters()) {
    if (!p.name.starts_with("unit.")) continue;
    for (const double end : {p.range.low, p.range.high}) {
      Parameters changed;
      ASSERT_EQ(set_parameter(changed, p.name, end), "");
      if (!parameter_violations(changed).empty()) continue;
      const MotorPool pool(legs, changed.unit, site);
      const double mvc = legs.sites[site].mvc_uv;
      EXPECT_NEAR(std::sqrt(pool.power_uv2(pool.most())) / mvc, 1, 1e-6) << p.name << '=' << end;
      const double some = pool.excitation_for(mvc / 3);
      EXPECT_TRUE(some >= 1 && some <= pool.most()) << p.name << '=' << end << ": " << some;
    }
  }
}

TEST(MotorPool, IsTheSameForTheSameNightAndDiffersBetweenMuscles) {
  const MotorPool a = pool_of(LegMuscle::gm);
  const MotorPool b = pool_of(LegMuscle::gm);
  const MotorPool c = pool_of(LegMuscle::gl);
  EXPECT_EQ(a.units()[5].energy_uv2_s, b.units()[5].energy_uv2_s);
  EXPECT_NE(a.units()[5].energy_uv2_s, c.units()[5].energy_uv2_s);
}

TEST(Electrodes, BeyondTheFirstOfAMuscleHavePlacesOfTheirOwn) {
  const Legs legs = legs_of(1, 64);
  const std::size_t site = legs.site(LegMuscle::gm, Side::left);
  std::vector<std::pair<double, double>> places;
  for (const Electrode& e : legs.electrodes) {
    if (e.site() == site) places.emplace_back(e.along_mm, e.across_mm);
  }
  ASSERT_EQ(places.size(), 4);
  EXPECT_EQ(places.front(), std::pair(0.0, 0.0));
  std::ranges::sort(places);
  EXPECT_EQ(std::ranges::adjacent_find(places), places.end());
}

TEST(Electrodes, WithAPlaceKeepIt) {
  std::vector<Lead> leads(3, lead_over("gastrocnemius_medialis"));
  leads[1].along_mm = 10;
  const Legs legs = make_legs(leads, Parameters{}, 1);
  EXPECT_EQ(legs.electrodes[1].along_mm, 10);
  EXPECT_EQ(legs.electrodes[1].across_mm, 0);
  EXPECT_EQ(legs.electrodes[2].across_mm, 20);
}

/// "triceps_surae" does not say which head: the electrode lies over all, over the first one best.
TEST(Electrodes, BetweenMusclesLieOverEach) {
  const Legs legs = make_legs({lead_over("triceps_surae")}, Parameters{}, 1);
  const Electrode& e = legs.electrodes.front();
  ASSERT_EQ(e.own, 3);
  for (std::size_t v = 0; v < e.own; ++v) {
    const std::size_t site = e.views[v].site;
    EXPECT_EQ(place_of(legs, {}, 0, site).z_mm, shape_of(legs.sites[site].muscle).electrode_mm);
    EXPECT_LE(e.views[v].gain, v == 0 ? 1 : 0.8 * e.views[v - 1].gain);
  }
  const std::size_t shin = legs.site(LegMuscle::ta, Side::left);
  EXPECT_EQ(place_of(legs, {}, 0, shin).z_mm, shape_of(LegMuscle::gm).electrode_mm);
}

}  // namespace
}  // namespace noctemg::synth
