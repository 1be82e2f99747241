#include "noctemg/episode_features.hpp"

namespace noctemg {

// NOLINTNEXTLINE(readability-function-size): a table, one entry per feature
const std::array<EpisodeFeature, episode_feature_count>& episode_feature_table() {
  using F = EpisodeFeatures;
  static constexpr std::array<EpisodeFeature, episode_feature_count> table = {{
      {"duration_s", "s", &F::duration_s, "from the first onset to the last end"},
      {"peak_uv", "uV", &F::peak_uv, "largest 0.1 s RMS of the leading site"},
      {"rms_uv", "uV", &F::rms_uv, "RMS of the leading site over the episode"},
      {"baseline_uv", "uV", &F::baseline_uv, "resting level of the leading site at its onset"},
      {"level_ratio", "1", &F::level_ratio,
       "level that the leading site holds / resting level: largest lower quartile of 10 s of "
       "quarter-second RMS, so that short bursts do not count"},
      {"peak_ratio", "1", &F::peak_ratio, "peak_uv / baseline_uv"},
      {"duty", "1", &F::duty,
       "share of 50 ms values above the end threshold of activity, leading site"},
      {"rise_s", "s", &F::rise_s, "from onset to 90 % of the largest 1 s level"},
      {"fall_s", "s", &F::fall_s,
       "from the last moment at 90 % of the largest 1 s level to the end"},
      {"ramp_s", "s", &F::ramp_s,
       "from the first moment at 20 % to the first at 80 % of the typical 1 s level above rest"},
      {"decay_s", "s", &F::decay_s, "from the last moment at 80 % to the last at 20 % of it"},
      {"unsteadiness", "1", &F::unsteadiness,
       "coefficient of variation of quarter-second levels around their median of 4 s: steady "
       "contractions of 150 Hz bandwidth show 0.08 (1 / (2 sqrt(B T)))"},
      {"modulation_depth", "1", &F::modulation_depth,
       "1 - trough / peak of the envelope above rest, mean over the troughs between bursts"},
      {"modulation_hz", "Hz", &F::modulation_hz, "envelope bursts per second"},
      {"modulation_spread", "1", &F::modulation_spread,
       "coefficient of variation of the intervals between envelope bursts"},
      {"modulation_duty", "1", &F::modulation_duty,
       "share of the episode above half of the local peak above rest"},
      {"slow_modulation", "1", &F::slow_modulation,
       "envelope power per Hz from 0.8 to 2.2 Hz / from 4 to 8 Hz (Minetto 2009: discharge rates "
       "in "
       "cramps share an oscillation of 1.4 +- 0.4 Hz); needs 10 s"},
      {"bursts", "1", &F::bursts, "envelope bursts"},
      {"coactivation", "1", &F::coactivation,
       "strongest other site of the leg / leading site, levels above rest, first 5 s"},
      {"antagonist_ratio", "1", &F::antagonist_ratio, "the same for antagonists only"},
      {"contralateral_ratio", "1", &F::contralateral_ratio, "the same for the other leg"},
      {"neighbour_share", "1", &F::neighbour_share,
       "strongest other site of the leg / leading site, median over seconds"},
      {"second_neighbour_share", "1", &F::second_neighbour_share,
       "the same for the second strongest other site of the leg"},
      {"antagonist_share", "1", &F::antagonist_share, "the same for the strongest antagonist"},
      {"synergist_share", "1", &F::synergist_share,
       "the same for the strongest other site of the muscle group (Ross and Thomas 1995: the other "
       "head is silent in a cramp)"},
      {"contralateral_share", "1", &F::contralateral_share,
       "the same for the strongest site of the other leg"},
      {"both_legs", "1", &F::both_legs, "1 when sites of both legs belong to it"},
      {"lead_calf", "1", &F::lead_calf, "1 when the leading site is a calf muscle, else 0"},
      {"lead_shin", "1", &F::lead_shin, "the same for the shin"},
      {"lead_thigh", "1", &F::lead_thigh, "the same for the thigh, front or back"},
      {"lead_foot", "1", &F::lead_foot, "the same for the foot"},
      {"leg_sites", "1", &F::leg_sites, "analysable sites of the leg"},
      {"other_leg_sites", "1", &F::other_leg_sites, "analysable sites of the other leg"},
      {"participants", "1", &F::participants,
       "share of all sites at a fifth of the leading level or more (cross-talk stays below), "
       "leading one included"},
      {"onset_spread_s", "s", &F::onset_spread_s,
       "latest minus earliest onset over the sites that take part"},
      {"before_share", "1", &F::before_share,
       "level above rest of the leading site in the 5 s before / level that it holds"},
      {"after_share", "1", &F::after_share, "the same in the 5 s after"},
      {"quiet_before_s", "s", &F::quiet_before_s,
       "from the end of the activity of the leg before, up to 120 s"},
      {"quiet_after_s", "s", &F::quiet_after_s, "to the next activity of the leg, up to 120 s"},
      {"moved_after_s", "s", &F::moved_after_s,
       "to the next activity of both legs, up to 120 s: pain wakes"},
      {"twitches_before", "1", &F::twitches_before,
       "twitches of the leading site in the minute before (Miller and Layzer 2005)"},
      {"twitches_after", "1", &F::twitches_after, "the same in the minute after"},
      {"company", "1", &F::company, "other activity of the leg that begins within 90 s"},
      {"stretch", "1", &F::stretch,
       "1 when a short burst of an antagonist (at most 4 s) lies in its last 4 s"},
      {"median_hz", "Hz", &F::median_hz,
       "median frequency of the leading site; needs a rate of 500 Hz and seconds above 4 uV"},
      {"crossing_hz", "Hz", &F::crossing_hz,
       "half of the zero crossings per second of the leading site, median over active seconds"},
      {"crossing_change", "1/min", &F::crossing_change,
       "change of the zero crossings per second of the leading site within the first minute, "
       "relative to their mean; needs 10 active seconds"},
      {"kurtosis", "1", &F::kurtosis,
       "fourth moment / squared second moment within a second of the leading site, median over "
       "active seconds: 1.5 a sine, 3 many motor units, more when spikes are sparse"},
      {"low_frequency_ratio", "1", &F::low_frequency_ratio,
       "power from 2 Hz to the high-pass edge / power in the band, median over active seconds "
       "(De Luca 2010)"},
      {"mains_share", "1", &F::mains_share,
       "power that the notches took / power before, median over active seconds"},
      {"clipped_share", "1", &F::clipped_share, "share of rows at a rail, leading site"},
  }};
  return table;
}

}  // namespace noctemg
