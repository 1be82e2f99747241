#include "night_signal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace noctemg::synth {
namespace {

/// What the first electrode over a muscle sees of a burst of that muscle alone, whole seconds.
std::vector<double> seen(Burst burst, LegMuscle muscle, double share, std::uint64_t seed,
                         std::int64_t rate, std::int64_t length) {
  Script script;
  script.legs = make_legs(usual_leads(10), script.parameters, seed);
  script.duration_s = static_cast<double>(length);
  burst.site = script.legs.site(muscle, Side::left);
  if (share > 0) burst.level_uv = share * script.legs.sites[burst.site].mvc_uv;
  script.bursts = {burst};
  const auto over = std::ranges::find(script.legs.electrodes, burst.site,
                                      [](const Electrode& e) { return e.site(); });
  const std::size_t electrodes[] = {
      static_cast<std::size_t>(over - script.legs.electrodes.begin())};
  MuscleSource source(script, burst.site, rate, electrodes);
  const auto frames = static_cast<std::size_t>(rate);
  std::vector<ChannelSamples> channels(1, ChannelSamples(2 * frames, 0.0));
  std::vector<double> all;
  ChannelSamples& own = channels.front();
  for (std::int64_t s = 0; s < length; ++s) {
    source.render(s, channels);
    all.insert(all.end(), own.begin(), own.begin() + rate);
    std::shift_left(own.begin(), own.end(), rate);
    std::fill(own.begin() + rate, own.end(), 0.0);
  }
  return all;
}

Burst hold(double level_uv) {
  Burst b;
  b.onset_s = 1;
  b.duration_s = 12;
  b.level_uv = level_uv;
  b.rise_s = b.fall_s = 0.5;
  return b;
}

double rms(std::span<const double> x) {
  return std::sqrt(std::inner_product(x.begin(), x.end(), x.begin(), 0.0) /
                   static_cast<double>(x.size()));
}

/// Of windows of one second at 1000 Hz, from 10 to 500 Hz.
double median_frequency(std::span<const double> x) {
  std::array<double, 500> power = {};
  for (; x.size() >= 1000; x = x.subspan(1000)) {
    for (std::size_t hz = 10; hz < power.size(); ++hz) {
      double re = 0;
      double im = 0;
      for (std::size_t n = 0; n < 1000; ++n) {
        const auto [s, c] = sin_cos_turns(static_cast<double>(hz * n % 1000) / 1000);
        re += x[n] * c;
        im += x[n] * s;
      }
      power[hz] += re * re + im * im;
    }
  }
  const double half = std::accumulate(power.begin(), power.end(), 0.0) / 2;
  double sum = 0;
  double hz = 0;
  for (auto p = power.begin(); sum < half; ++p, ++hz) sum += *p;
  return hz;
}

double mvc_uv(LegMuscle muscle, std::uint64_t seed) {
  const Legs legs = make_legs(usual_leads(10), Parameters{}, seed);
  return legs.sites[legs.site(muscle, Side::left)].mvc_uv;
}

TEST(MuscleSource, PlateausHaveTheLevelAskedFor) {
  for (const LegMuscle muscle : {LegMuscle::ta, LegMuscle::gm, LegMuscle::sol}) {
    for (const double share : {0.03, 0.1, 0.3, 1.0}) {
      const std::vector<double> x = seen(hold(0), muscle, share, 1, 1000, 14);
      const double level = rms(std::span(x).subspan(2000, 10000));
      EXPECT_NEAR(level / (share * mvc_uv(muscle, 1)), 1, 0.1) << share;
    }
  }
}

TEST(MuscleSource, PlateausHaveTheirLevelAtEveryRate) {
  for (const std::int64_t rate : {128, 250, 2000}) {
    const std::vector<double> x = seen(hold(60), LegMuscle::gm, 0, 2, rate, 14);
    const auto frames = static_cast<std::size_t>(rate);
    EXPECT_NEAR(rms(std::span(x).subspan(2 * frames, 10 * frames)) / 60, 1,
                rate < 250 ? 0.25 : 0.12)
        << rate;
  }
}

TEST(MuscleSource, MedianFrequencyOfTheTibialisIsThePublishedOne) {
  double sum = 0;
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    const std::vector<double> x = seen(hold(0), LegMuscle::ta, 0.5, seed, 1000, 14);
    sum += median_frequency(std::span(x).subspan(2000, 4000));
  }
  EXPECT_NEAR(sum / 4, 116, 20);
}

TEST(MuscleSource, CrampsFollowTheirLevelAndTheirSpectrumFalls) {
  Burst b = hold(0);
  b.drive = Drive::cramp;
  b.duration_s = 60;
  b.rise_s = 3;
  b.fall_s = 5;
  b.pitch = 1.3;
  b.pitch_fall = 0.3;
  b.key = 4;
  double early = 0;
  double late = 0;
  for (const std::uint64_t seed : {1, 2, 3}) {
    const std::vector<double> x = seen(b, LegMuscle::gm, 0.2, seed, 1000, 62);
    const double level = 0.2 * mvc_uv(LegMuscle::gm, seed);
    for (const std::size_t from : {6000U, 20000U, 40000U}) {
      EXPECT_NEAR(rms(std::span(x).subspan(from, 10000)) / level, 1, 0.12) << from;
    }
    early += median_frequency(std::span(x).subspan(5000, 4000));
    late += median_frequency(std::span(x).subspan(50000, 4000));
  }
  EXPECT_LT(late, 0.9 * early);
}

TEST(MuscleSource, IsSilentBeforeAndAfter) {
  const std::vector<double> x = seen(hold(50), LegMuscle::gm, 0, 1, 1000, 15);
  for (std::size_t n = 0; n < 1000; ++n) ASSERT_EQ(x[n], 0) << n;
  for (std::size_t n = 13200; n < x.size(); ++n) ASSERT_EQ(x[n], 0) << n;
}

/// The same contraction half a second later is cut into seconds at other places.
TEST(MuscleSource, SecondsJoinWithoutSeams) {
  Burst twitch;
  twitch.drive = Drive::fasciculation;
  twitch.level_uv = 40;
  twitch.duration_s = 0.01;
  twitch.onset_s = 1.5;
  const std::vector<double> inside = seen(twitch, LegMuscle::gm, 0, 1, 1000, 4);
  for (const double onset : {1.98, 1.985, 1.99, 1.995, 2.0}) {
    twitch.onset_s = onset;
    const std::vector<double> across = seen(twitch, LegMuscle::gm, 0, 1, 1000, 4);
    const auto shift = static_cast<std::size_t>(std::lround((onset - 1.5) * 1000));
    for (std::size_t n = 1400; n < 1700; ++n) {
      ASSERT_NEAR(across[n + shift], inside[n], 0.01) << n << " at " << onset;
    }
  }
}

TEST(MuscleSource, ElectrodesOfOneMuscleSeeItEachInItsOwnWay) {
  Script script;
  script.legs = make_legs(usual_leads(64), script.parameters, 1);
  const std::size_t site = script.legs.site(LegMuscle::ta, Side::left);
  Burst b = hold(60);
  b.site = site;
  script.bursts = {b};
  script.duration_s = 5;
  std::vector<std::size_t> all(64);
  std::iota(all.begin(), all.end(), std::size_t{0});
  MuscleSource source(script, site, 2000, all);
  std::vector<ChannelSamples> channels(64, ChannelSamples(4000, 0.0));
  for (std::int64_t s = 0; s < 4; ++s) {
    source.render(s, channels);
    if (s == 3) break;
    for (ChannelSamples& x : channels) {
      std::shift_left(x.begin(), x.end(), 2000);
      std::fill(x.begin() + 2000, x.end(), 0.0);
    }
  }
  std::vector<double> levels;
  for (std::size_t e = 0; e < 64; ++e) {
    if (script.legs.electrodes[e].site() != site) continue;
    levels.push_back(rms(std::span(channels[e]).first(2000)));
  }
  ASSERT_EQ(levels.size(), 4);
  for (const double level : levels) {
    EXPECT_GT(level, 10);
    EXPECT_LT(level, 200);
  }
  std::ranges::sort(levels);
  EXPECT_EQ(std::ranges::adjacent_find(levels), levels.end());
}

/// Two groups of channels at different rates get the same muscles, each at its own rate.
TEST(NightSignal, RatesDoNotChangeLevels) {
  Script script;
  script.leads = usual_leads(8);
  for (std::size_t k = 0; k < script.leads.size(); ++k) {
    script.leads[k].rate_hz = script.leads[k].muscle == "tibialis_anterior" ? 500 : 1000;
  }
  script.parameters.artifact.sweat_share = 0;  // the muscle's level, and nothing added to it
  script.parameters.artifact.gain_step = 0;
  script.legs = make_legs(script.leads, script.parameters, 3);
  script.duration_s = 10;
  for (const LegMuscle muscle : {LegMuscle::ta, LegMuscle::gm}) {
    Burst b = hold(80);
    b.site = script.legs.site(muscle, Side::left);
    script.bursts.push_back(b);
  }
  for (const std::int64_t rate : {500, 1000}) {
    NightSignal signal(script, rate);
    ASSERT_EQ(signal.electrodes().size(), rate == 500 ? 2 : 6);
    std::vector<std::vector<double>> second(signal.electrodes().size(),
                                            std::vector<double>(static_cast<std::size_t>(rate)));
    const std::vector<std::span<double>> out(second.begin(), second.end());
    double power = 0;
    for (std::int64_t s = 0; s < 10; ++s) {
      signal.render(s, out);
      if (s >= 2) power += rms(second.front()) * rms(second.front()) / 8;
    }
    EXPECT_NEAR(std::sqrt(power) / 80, 1, 0.1) << rate;
  }
}

}  // namespace
}  // namespace noctemg::synth
