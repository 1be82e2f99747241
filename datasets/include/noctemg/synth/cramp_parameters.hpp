#pragma once

/// \file
/// How many cramps there are and what they are like. Each number with its unit, its meaning and
/// where it comes from.

#include <tuple>

#include "noctemg/synth/parameter.hpp"

namespace noctemg::synth {

/// How many cramps there are and what they are like.
struct CrampParameters {
  double fewest = 0.0;
  double most = 0.0;
  double per_hour = 0.0;
  double long_share = 0.6;
  double long_median_s = 90.0;
  double long_sigma = 0.9;
  double short_median_s = 20.0;
  double short_sigma = 0.7;
  double shortest_s = 5.0;
  double longest_s = 600.0;
  double one_site_share = 0.7;
  double gm_share = 0.5;
  double gl_share = 0.25;
  double sol_share = 0.15;
  double foot_share = 0.0;
  double thigh_share = 0.0;
  double covered_low = 0.4;
  double spread_low = 0.3;
  double spread_high = 0.8;
  double spread_delay_low_s = 3.0;
  double spread_delay_high_s = 20.0;
  double mvc_median = 0.25;
  double mvc_sigma = 0.5;
  double mvc_low = 0.1;
  double mvc_high = 0.7;
  double weak_share = 0.25;
  double weak_low = 2.0;
  double weak_high = 6.0;
  double sudden_share = 0.3;
  double sudden_low_s = 0.2;
  double sudden_high_s = 1.0;
  double gradual_low_s = 1.0;
  double gradual_high_s = 10.0;
  double weak_rise_low_s = 5.0;
  double weak_rise_high_s = 30.0;
  double buildup_share = 0.5;
  double modulation_hz = 1.4;
  double modulation_sd_hz = 0.4;
  double modulation_depth = 0.25;
  double stretch_share = 0.4;
  double stretch_low_s = 0.5;
  double stretch_high_s = 3.0;
  double stretch_fall_low_s = 0.1;
  double stretch_fall_high_s = 0.9;
  double fade_low_s = 5.0;
  double fade_high_s = 20.0;
  double waking_s = 41.0;
  double waking_sd_s = 11.0;
  double flurry_before_share = 0.4;
  double flurry_after_share = 0.6;
  double flurry_low_hz = 0.1;
  double flurry_high_hz = 2.0;
  double flurry_low_s = 5.0;
  double flurry_high_s = 60.0;
  double aftermath_delay_s = 60.0;
  double aftermath_low_s = 30.0;
  double aftermath_high_s = 300.0;
  double walk_share = 0.4;
  double residue = 2.0;
  double residue_low_s = 60.0;
  double residue_high_s = 240.0;
  double recurrence = 3.0;
  double recurrence_s = 3600.0;
  double pitch_low = 1.1;
  double pitch_high = 1.4;
  double pitch_fall_low = 0.1;
  double pitch_fall_high = 0.3;

  // One line per number: a table, not a procedure.
  // NOLINTNEXTLINE(readability-function-size)
  static constexpr auto describe() {
    using G = CrampParameters;
    return std::make_tuple(
        parameter("fewest", &G::fewest, "1/8h", Range{0, 1000}, "smallest number in eight hours",
                  "scenario"),
        parameter("most", &G::most, "1/8h", Range{0, 1000}, "largest number in eight hours",
                  "scenario"),
        parameter("per_hour", &G::per_hour, "1/h", Range{0, 60}, "further cramps by chance",
                  "frequent crampers 11.1 a month (Frusso 1999) = 0.37 a night; others far below"),
        parameter("long_share", &G::long_share, "1", "share of long cramps",
                  "mixture proposed from Minetto 2011 (55.6 s), Miller 2010 (152 s) and induced "
                  "calf cramps"),
        parameter("long_median_s", &G::long_median_s, "s", "median length of long cramps", "same"),
        parameter("long_sigma", &G::long_sigma, "1", "spread of its logarithm", "same"),
        parameter("short_median_s", &G::short_median_s, "s", "median length of short cramps",
                  "same"),
        parameter("short_sigma", &G::short_sigma, "1", "spread of its logarithm", "same"),
        parameter("shortest_s", &G::shortest_s, "s", "no cramp is shorter",
                  "seconds to 10 min (Hallegraeff 2017)"),
        parameter("longest_s", &G::longest_s, "s", "no cramp is longer",
                  "seconds to 10 min (Hallegraeff 2017)"),
        parameter("one_site_share", &G::one_site_share, "1",
                  "share of cramps that stay in one muscle head; the others spread to a second one",
                  "Ross and Thomas 1995, Khan and Burne 2007; share proposed"),
        parameter("gm_share", &G::gm_share, "1", "share in the medial gastrocnemius",
                  "order GM > GL > soleus > foot and shin; shares proposed"),
        parameter("gl_share", &G::gl_share, "1", "share in the lateral gastrocnemius", "same"),
        parameter("sol_share", &G::sol_share, "1", "share in the soleus", "same"),
        parameter("foot_share", &G::foot_share, "1",
                  "share in a muscle of the foot, where the montage has one",
                  "calf or foot (Hallegraeff 2017); share proposed"),
        parameter("thigh_share", &G::thigh_share, "1",
                  "share in a muscle of the thigh, where the montage has one; what remains is in "
                  "the tibialis anterior",
                  "seldom (Hallegraeff 2017); share proposed"),
        parameter("covered_low", &G::covered_low, "1", Range{0, 1},
                  "share of the electrode's view that cramps, at least; at most all",
                  "part of a muscle (Roeleveld 2000)"),
        parameter("spread_low", &G::spread_low, "1", Range{0, 1},
                  "strength of the second head relative to the first: from", "proposal"),
        parameter("spread_high", &G::spread_high, "1", Range{0, 1},
                  "strength of the second head: to", "proposal"),
        parameter("spread_delay_low_s", &G::spread_delay_low_s, "s",
                  "time until the second head joins: from",
                  "slowly moving focus (Roeleveld 2000); times proposed"),
        parameter("spread_delay_high_s", &G::spread_delay_high_s, "s",
                  "time until the second head joins: to", "same"),
        parameter("mvc_median", &G::mvc_median, "1",
                  "median strength as a share of a maximal contraction",
                  "10-70 %: Miller 2010 (FHB 60-68 %), Minetto 2011; median proposed"),
        parameter("mvc_sigma", &G::mvc_sigma, "1", "spread of its logarithm", "same"),
        parameter("mvc_low", &G::mvc_low, "1", "weakest of these", "same"),
        parameter("mvc_high", &G::mvc_high, "1", "strongest of these", "same"),
        parameter("weak_share", &G::weak_share, "1", "share of weak cramps",
                  "Chaney and Sherman: mean rise of 217 %; share proposed"),
        parameter("weak_low", &G::weak_low, "1", Range{1, 100},
                  "level of weak cramps over rest: from",
                  "Chaney and Sherman: 100-500 % above baseline"),
        parameter("weak_high", &G::weak_high, "1", Range{1, 100},
                  "level of weak cramps over rest: to",
                  "Chaney and Sherman: 100-500 % above baseline"),
        parameter("sudden_share", &G::sudden_share, "1", "share of sudden onsets",
                  "AANEM glossary: gradual development; share proposed"),
        parameter("sudden_low_s", &G::sudden_low_s, "s", "rise of a sudden onset: from",
                  "proposal"),
        parameter("sudden_high_s", &G::sudden_high_s, "s", "rise of a sudden onset: to",
                  "proposal"),
        parameter("gradual_low_s", &G::gradual_low_s, "s", "rise of a gradual onset: from",
                  "progressive recruitment over 1-10 s, proposal"),
        parameter("gradual_high_s", &G::gradual_high_s, "s", "rise of a gradual onset: to",
                  "progressive recruitment over 1-10 s, proposal"),
        parameter("weak_rise_low_s", &G::weak_rise_low_s, "s", "rise of a weak cramp: from",
                  "Chaney and Sherman: build-up 41 s before waking; times proposed"),
        parameter("weak_rise_high_s", &G::weak_rise_high_s, "s", "rise of a weak cramp: to",
                  "same"),
        parameter("buildup_share", &G::buildup_share, "1",
                  "share of weak cramps that build up until the sleeper wakes (waking_s)",
                  "Chaney and Sherman: EMG rose for 41 +/- 11 s before waking; share proposed"),
        parameter("modulation_hz", &G::modulation_hz, "Hz",
                  "common modulation of discharge rates, mean", "Minetto 2009: 1.4 +/- 0.4 Hz"),
        parameter("modulation_sd_hz", &G::modulation_sd_hz, "Hz", Range{0, 10},
                  "its standard deviation between cramps", "Minetto 2009: 1.4 +/- 0.4 Hz"),
        parameter("modulation_depth", &G::modulation_depth, "1", Range{0, 1},
                  "its depth, share of the mean amplitude",
                  "proposal that reproduces Minetto's interval variability"),
        parameter("stretch_share", &G::stretch_share, "1", "share of cramps that a stretch ends",
                  "Bertolasi 1993, Ross and Thomas 1995; share proposed"),
        parameter("stretch_low_s", &G::stretch_low_s, "s",
                  "burst of the whole lower leg before it ends: from",
                  "Ross and Thomas 1995: activity of all triceps surae rises; times proposed"),
        parameter("stretch_high_s", &G::stretch_high_s, "s", "burst of the whole lower leg: to",
                  "same"),
        parameter("stretch_fall_low_s", &G::stretch_fall_low_s, "s", "fall after a stretch: from",
                  "abrupt, below 1 s (Bertolasi 1993)"),
        parameter("stretch_fall_high_s", &G::stretch_fall_high_s, "s", "fall after a stretch: to",
                  "abrupt, below 1 s (Bertolasi 1993)"),
        parameter("fade_low_s", &G::fade_low_s, "s", "fall of a cramp that ends by itself: from",
                  "AANEM glossary: subsides gradually; times proposed"),
        parameter("fade_high_s", &G::fade_high_s, "s", "fall of a cramp that ends by itself: to",
                  "same"),
        parameter("waking_s", &G::waking_s, "s", "time from onset to waking, mean",
                  "Chaney and Sherman: 41 +/- 11 s"),
        parameter("waking_sd_s", &G::waking_sd_s, "s", "its standard deviation",
                  "Chaney and Sherman: 41 +/- 11 s"),
        parameter("flurry_before_share", &G::flurry_before_share, "1",
                  "share of cramps with fasciculations before",
                  "Miller and Layzer 2005; share proposed"),
        parameter("flurry_after_share", &G::flurry_after_share, "1",
                  "share of cramps with fasciculations after",
                  "Miller and Layzer 2005; share proposed"),
        parameter("flurry_low_hz", &G::flurry_low_hz, "Hz", "fasciculations per second: from",
                  "proposal; ALS 40 a minute (SPiQE)"),
        parameter("flurry_high_hz", &G::flurry_high_hz, "Hz", "fasciculations per second: to",
                  "proposal"),
        parameter("flurry_low_s", &G::flurry_low_s, "s", "length of a flurry: from", "proposal"),
        parameter("flurry_high_s", &G::flurry_high_s, "s", "length of a flurry: to", "proposal"),
        parameter("aftermath_delay_s", &G::aftermath_delay_s, "s",
                  "movement starts within this time after a cramp",
                  "PSG case 2024: wakes, sits, rubs, walks; times proposed"),
        parameter("aftermath_low_s", &G::aftermath_low_s, "s", "time of restlessness: from",
                  "same"),
        parameter("aftermath_high_s", &G::aftermath_high_s, "s", "time of restlessness: to",
                  "same"),
        parameter("walk_share", &G::walk_share, "1",
                  "share of cramps after which the sleeper gets up and walks",
                  "PSG case 2024: sits, rubs the calves, walks; share proposed"),
        parameter("residue", &G::residue, "1", "level after a cramp over rest",
                  "Chaney and Sherman: nearly twice the baseline"),
        parameter("residue_low_s", &G::residue_low_s, "s", "time in which it returns to rest: from",
                  "minutes; proposed"),
        parameter("residue_high_s", &G::residue_high_s, "s", "time in which it returns to rest: to",
                  "minutes; proposed"),
        parameter("recurrence", &G::recurrence, "1", Range{1, 100},
                  "hazard of another cramp within recurrence_s, relative to other times",
                  "Miller 2017: threshold 18 to 14 Hz for an hour; factor proposed"),
        parameter("recurrence_s", &G::recurrence_s, "s", "time of that raised hazard",
                  "Miller 2017"),
        parameter("pitch_low", &G::pitch_low, "1", Range{0.1, 10},
                  "spectrum at onset, stretched by: from",
                  "Roeleveld 2000: short potentials; numbers proposed"),
        parameter("pitch_high", &G::pitch_high, "1", Range{0.1, 10},
                  "spectrum at onset, stretched by: to", "same"),
        parameter("pitch_fall_low", &G::pitch_fall_low, "1", Range{0, 0.9},
                  "compression of the spectrum in the first minute: from",
                  "fatigue, 10-30 % over a minute; proposed"),
        parameter("pitch_fall_high", &G::pitch_fall_high, "1", Range{0, 0.9},
                  "compression of the spectrum in the first minute: to", "same"));
  }
};
static_assert(every_member_described<CrampParameters>);

}  // namespace noctemg::synth
