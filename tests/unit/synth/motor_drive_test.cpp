#include "motor_drive.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>

#include "noctemg/error.hpp"

namespace noctemg::synth {
namespace {

/// One left medial gastrocnemius that does one thing.
class OneMuscle {
 public:
  explicit OneMuscle(std::uint64_t seed) {
    script.legs = make_legs(usual_leads(8), script.parameters, seed);
    script.duration_s = 180;
    site = script.legs.site(LegMuscle::gm, Side::left);
    pool = std::make_unique<MotorPool>(script.legs, script.parameters.unit, site);
  }
  Burst& add(Drive drive, double onset_s, double duration_s, double level_uv) {
    Burst b;
    b.drive = drive;
    b.site = site;
    b.onset_s = onset_s;
    b.duration_s = duration_s;
    b.level_uv = level_uv;
    b.key = 5;
    return script.bursts.emplace_back(b);
  }
  Burst& add_cramp(double duration_s, double share) {
    Burst& b = add(Drive::cramp, 2, duration_s, share * script.legs.sites[site].mvc_uv);
    b.rise_s = 3;
    b.fall_s = 5;
    b.modulation_depth = 0.25;
    b.modulation_hz = 1.4;
    b.pitch = 1.2;
    return b;
  }
  /// \param chunk  steps per call
  [[nodiscard]] std::vector<Firing> firings(std::int64_t chunk = steps_per_second) const {
    MotorDrive drive(script, site, *pool);
    std::vector<Firing> out;
    for (std::int64_t to = chunk; to <= 180 * steps_per_second + chunk; to += chunk) {
      drive.advance(to, out);
    }
    return out;
  }

  Script script;
  std::size_t site = 0;
  std::unique_ptr<MotorPool> pool;
};

using Trains = std::map<std::size_t, std::vector<double>>;

Trains trains_of(const std::vector<Firing>& firings) {
  Trains trains;
  for (const Firing& f : firings) trains[f.unit].push_back(f.time_s);
  return trains;
}

std::vector<double> intervals(const std::vector<double>& times) {
  std::vector<double> out(times.size());
  std::adjacent_difference(times.begin(), times.end(), out.begin());
  out.erase(out.begin());
  return out;
}

double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double cv(const std::vector<double>& x) {
  const double m = mean(x);
  double sum = 0;
  for (const double v : x) sum += (v - m) * (v - m);
  return std::sqrt(sum / static_cast<double>(x.size())) / m;
}

/// Trains of at least 40 discharges, cut where a unit is silent for a second.
std::vector<std::vector<double>> long_trains(const Trains& trains) {
  std::vector<std::vector<double>> out;
  for (const auto& [unit, times] : trains) {
    std::vector<double> part;
    for (const double t : times) {
      if (!part.empty() && t - part.back() > 1) {
        if (part.size() >= 40) out.push_back(part);
        part.clear();
      }
      part.push_back(t);
    }
    if (part.size() >= 40) out.push_back(part);
  }
  return out;
}

TEST(MotorDrive, HoldsRatesAndIntervalVariability) {
  OneMuscle muscle(1);
  muscle.add(Drive::contraction, 2, 60, 0.3 * muscle.script.legs.sites[muscle.site].mvc_uv);
  const double excitation = muscle.pool->excitation_for(muscle.script.bursts[0].level_uv);
  int seen = 0;
  for (const auto& [unit, times] : trains_of(muscle.firings())) {
    const MotorUnit& u = muscle.pool->units()[unit];
    if (u.threshold > excitation) continue;
    ++seen;
    const double rate = muscle.pool->rate_pps(u, excitation);
    EXPECT_NEAR(1 / mean(intervals(times)) / rate, 1, 0.04) << unit;
    EXPECT_NEAR(cv(intervals(times)), u.interval_cv, 0.045) << unit;
  }
  EXPECT_GT(seen, 60);
}

TEST(MotorDrive, RecruitsInOrderAndReleasesInTheOppositeOne) {
  OneMuscle muscle(2);
  Burst& b = muscle.add(Drive::contraction, 2, 40, muscle.script.legs.sites[muscle.site].mvc_uv);
  b.rise_s = b.fall_s = 20;
  const Trains trains = trains_of(muscle.firings());
  const std::size_t count = muscle.pool->units().size();
  EXPECT_EQ(trains.size(), count);
  // Means over twenty units: each single one begins at any part of its first interval.
  const auto begin_and_end = [&](std::size_t first) {
    double begin = 0;
    double end = 0;
    for (std::size_t k = first; k < first + 20; ++k) {
      begin += trains.at(k).front() / 20;
      end += trains.at(k).back() / 20;
    }
    return std::pair(begin, end);
  };
  const auto [small_begin, small_end] = begin_and_end(0);
  const auto [middle_begin, middle_end] = begin_and_end(count * 5 / 12);
  const auto [large_begin, large_end] = begin_and_end(count * 5 / 6);
  EXPECT_LT(small_begin + 0.5, middle_begin);
  EXPECT_LT(middle_begin + 2, large_begin);
  EXPECT_GT(small_end, middle_end + 0.5);
  EXPECT_GT(middle_end, large_end + 2);
}

TEST(MotorDrive, TimesDoNotDependOnTheCutting) {
  OneMuscle muscle(3);
  muscle.add(Drive::contraction, 1.005, 3, 40).fluctuation = 0.3;
  muscle.add_cramp(30, 0.1).onset_s = 6;
  muscle.add(Drive::fasciculation, 38.01, 0.01, 40);
  muscle.add(Drive::volley, 39.95, 0.1, 60);
  const std::vector<Firing> whole = muscle.firings(180 * steps_per_second);
  EXPECT_GT(whole.size(), 1000);
  for (const std::int64_t chunk : {1, 7, 200}) {
    const std::vector<Firing> parts = muscle.firings(chunk);
    ASSERT_EQ(parts.size(), whole.size()) << chunk;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      ASSERT_EQ(parts[k].time_s, whole[k].time_s);
      ASSERT_EQ(parts[k].unit, whole[k].unit);
    }
  }
}

TEST(MotorDrive, FasciculationsAreOneOrTwoUnitsOfTheEnergyAskedFor) {
  for (const double level : {15.0, 40.0, 80.0}) {
    OneMuscle muscle(4);
    Burst& b = muscle.add(Drive::fasciculation, 2, 0.01, level);
    b.rise_s = b.fall_s = 0.005;
    double energy = 0;
    const std::vector<Firing> firings = muscle.firings();
    EXPECT_LE(firings.size(), 2) << level;
    for (const Firing& f : firings) energy += muscle.pool->units()[f.unit].energy_uv2_s;
    const double asked = level * level * 0.01 / 3;
    EXPECT_NEAR(energy / asked, 1, 0.4) << level;
  }
}

TEST(MotorDrive, VolleyIsSeveralUnitsWithinItsTime) {
  OneMuscle muscle(5);
  Burst& b = muscle.add(Drive::volley, 2, 0.12, 60);
  b.rise_s = b.fall_s = 0.06;
  double energy = 0;
  const std::vector<Firing> firings = muscle.firings();
  EXPECT_GE(firings.size(), 3);
  for (const Firing& f : firings) {
    EXPECT_GE(f.time_s, 2);
    EXPECT_LE(f.time_s, 2.12);
    energy += muscle.pool->units()[f.unit].energy_uv2_s;
  }
  const double asked = 60 * 60 * 0.12 / 3;
  EXPECT_NEAR(energy, asked, 0.25 * asked);
}

/// Published figures of single units in cramps, each within about one standard deviation.
TEST(CrampDrive, UnitsAreLikeThoseOfMinetto2009) {
  std::vector<double> cvs;
  std::vector<double> rates;
  std::vector<double> lives;
  double doublets = 0;
  double all = 0;
  for (const std::uint64_t seed : {1, 2, 3}) {
    OneMuscle muscle(seed);
    muscle.add_cramp(120, 0.15);
    for (const std::vector<double>& train : long_trains(trains_of(muscle.firings()))) {
      const std::vector<double> gaps = intervals(train);
      cvs.push_back(cv(gaps));
      rates.push_back(1 / mean(gaps));
      lives.push_back(train.back() - train.front());
      doublets +=
          static_cast<double>(std::ranges::count_if(gaps, [](double g) { return g < 0.0121; }));
      all += static_cast<double>(train.size());
    }
  }
  EXPECT_NEAR(mean(cvs), 0.446, 0.08);
  EXPECT_NEAR(mean(rates), 14.5, 4);
  EXPECT_NEAR(mean(lives), 23.6, 6);
  EXPECT_NEAR(doublets / all, 0.041, 0.01);
}

TEST(CrampDrive, RatesShareASlowModulation) {
  OneMuscle muscle(1);
  muscle.add_cramp(100, 0.2);
  // Discharges of all units in tenths of a second, against the power of other frequencies.
  std::vector<double> counts(900, 0.0);
  for (const Firing& f : muscle.firings()) {
    const double bin = (f.time_s - 7) * 10;
    if (bin >= 0 && bin < 900) ++counts[static_cast<std::size_t>(bin)];
  }
  const double m = mean(counts);
  const auto power = [&](double hz) {
    double re = 0;
    double im = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
      const auto [s, c] = sin_cos_turns(hz * static_cast<double>(k) / 10);
      re += (counts[k] - m) * c;
      im += (counts[k] - m) * s;
    }
    return re * re + im * im;
  };
  double near = 0;
  double far = 0;
  for (double hz = 1.2; hz < 1.6; hz += 0.01) near = std::max(near, power(hz));
  for (double hz = 2.4; hz < 4.8; hz += 0.01) far = std::max(far, power(hz));
  EXPECT_GT(near, 4 * far);
}

TEST(CrampDrive, FocusWandersSlowly) {
  const OneMuscle muscle(2);
  Burst b;
  b.site = muscle.site;
  b.duration_s = 100;
  b.level_uv = 30;
  b.key = 9;
  CrampDrive cramp(b, *muscle.pool, muscle.script.parameters);
  std::vector<Firing> firings;
  const double across = cramp.focus_across_mm();
  const double along = cramp.focus_along_mm();
  double way = 0;
  for (std::int64_t step = 0; step < 90 * steps_per_second; ++step) {
    const double x = cramp.focus_across_mm();
    const double z = cramp.focus_along_mm();
    cramp.advance(step, firings);
    way += std::hypot(cramp.focus_across_mm() - x, cramp.focus_along_mm() - z);
  }
  EXPECT_LE(way / 90, 3.001);
  EXPECT_GT(std::hypot(cramp.focus_across_mm() - across, cramp.focus_along_mm() - along), 1);
}

TEST(PlanDischarges, DoNotDependOnTheRateAndAreSorted) {
  NightPlan plan{.scenario = "demo", .hours = 0.1, .channels = 4};
  const std::vector<Discharge> slow = plan_discharges(plan, 0);
  plan.rate_hz = 128;
  const std::vector<Discharge> fast = plan_discharges(plan, 0);
  ASSERT_FALSE(slow.empty());
  ASSERT_EQ(slow.size(), fast.size());
  EXPECT_EQ(slow.back().time_s, fast.back().time_s);
  EXPECT_TRUE(std::ranges::is_sorted(slow, {}, &Discharge::time_s));
  EXPECT_THROW((void)plan_discharges(plan, 4), ArgumentError);
}

}  // namespace
}  // namespace noctemg::synth
