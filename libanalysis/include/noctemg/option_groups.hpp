#pragma once

/// \file
/// The option groups: plain structs whose defaults are the published or measured values, each with
/// its source.

#include <string>
#include <tuple>

#include "noctemg/option_field.hpp"

namespace noctemg {

/// How samples are understood while they are read.
struct ReadOptions {
  std::string assume_unit;
  bool accept_truncated = false;

  static constexpr auto describe() {
    using G = ReadOptions;
    return std::make_tuple(
        text("assume_unit", &G::assume_unit, Choices{"|nV|uV|mV|V"},
             "unit taken for channels whose unit is missing or unknown; empty refuses to guess",
             "no default is safe: a wrong factor of 1000 is worse than no result"),
        on_off("accept_truncated", &G::accept_truncated,
               "read what is there of a file that lacks more than its last data record",
               "half a copy of a night gives wrong totals without looking wrong"));
  }
};

/// The conditioner: from raw samples to band-limited EMG.
struct FilterOptions {
  double highpass_hz = 20.0;
  double lowpass_hz = 450.0;
  int order = 4;
  std::string mains = "auto";
  double notch_q = 30.0;
  bool zero_phase = true;

  static constexpr auto describe() {
    using G = FilterOptions;
    return std::make_tuple(
        number("highpass_hz", &G::highpass_hz, "Hz", Range{5.0, 200.0},
               "lower edge of the band-pass", "De Luca 2010: 20 Hz as general compromise"),
        number(
            "lowpass_hz", &G::lowpass_hz, "Hz", Range{30.0, 5000.0},
            "upper edge of the band-pass; lowered to 0.9 of the Nyquist frequency where the rate "
            "asks for it",
            "SENIAM and ISEK: about 500 Hz; surface EMG holds its energy in 20-450 Hz"),
        number("order", &G::order, "1", Range{1, 8}, "order of the Butterworth band-pass",
               "4th order, zero phase, as the field reports it"),
        text("mains", &G::mains, Choices{"auto|50|60|off"},
             "mains frequency whose harmonics are notched where they are measured",
             "AASM advises no notch unless there is hum"),
        number("notch_q", &G::notch_q, "1", Range{5.0, 200.0},
               "quality factor of each notch (centre frequency / bandwidth)",
               "SciPy's usual value for iirnotch"),
        on_off("zero_phase", &G::zero_phase,
               "filter forward and backward (no delay) instead of forward only",
               "offline EMG practice"));
  }
};
static_assert(every_member_described<FilterOptions>);
static_assert(every_member_described<ReadOptions>);

/// What makes a second of a channel unfit for analysis.
struct QualityOptions {
  int clip_run_frames = 3;
  double flat_s = 0.25;
  double leadoff_rms_uv = 0.5;
  double leadoff_min_s = 2.0;
  double mains_share = 0.5;
  double dead_flatness = 0.9;

  static constexpr auto describe() {
    using G = QualityOptions;
    return std::make_tuple(
        number("clip_run_frames", &G::clip_run_frames, "1", Range{2, 100},
               "consecutive samples at a rail that count as clipped",
               "3-5 consecutive samples at the extreme code"),
        number("flat_s", &G::flat_s, "s", Range{0.01, 60.0},
               "shortest run of identical samples that counts as flat",
               "well above what quantisation of a live signal leaves equal"),
        number("leadoff_rms_uv", &G::leadoff_rms_uv, "uV", Range{0.0, 5.0},
               "RMS below which an electrode carries less than amplifier noise",
               "amplifier noise is 0.5-2 uV"),
        number("leadoff_min_s", &G::leadoff_min_s, "s", Range{0.1, 60.0}, "shortest lead-off",
               "1-2 s of RMS below amplifier noise"),
        number("mains_share", &G::mains_share, "1", Range{0.01, 1.0},
               "share of a second's power that the notches took, from which it counts as hum",
               "half of the power: hum as strong as everything else together"),
        number("dead_flatness", &G::dead_flatness, "1", Range{0.5, 1.0},
               "spectral flatness (geometric / arithmetic mean, 20 Hz to 0.9 Nyquist) from which a "
               "channel that never moves beside an active one is a dead electrode",
               "dead electrodes measured 0.95-0.96, live resting muscle below 0.7"));
  }
};
static_assert(every_member_described<QualityOptions>);

/// Resting level: what a channel shows while its muscle rests.
struct RestOptions {
  double window_s = 1800.0;
  double percentile = 40.0;
  double min_uv = 0.3;

  static constexpr auto describe() {
    using G = RestOptions;
    return std::make_tuple(
        number("window_s", &G::window_s, "s", Range{60.0, 7200.0},
               "length of the window, centred on the moment, whose low percentile is the resting "
               "level",
               "three times the longest cramp (10 min), so that one cannot raise the percentile"),
        number(
            "percentile", &G::percentile, "%", Range{1.0, 50.0},
            "percentile of the one-second levels within the window",
            "near the middle of rest in a quiet window, still rest in one that is active for 60 %"),
        number("min_uv", &G::min_uv, "uV", Range{0.01, 10.0},
               "smallest resting level that relative thresholds use",
               "below the noise of any amplifier in use"));
  }
};
static_assert(every_member_described<RestOptions>);

/// Activity per channel on two time scales: movements by published thresholds, and slow rises
/// relative to rest.
struct ActivityOptions {
  double smooth_s = 0.05;
  double vote_s = 0.3;
  double movement_on_uv = 8.0;
  double movement_off_uv = 2.0;
  double movement_end_s = 0.5;
  double twitch_on_uv = 3.5;
  double twitch_on_ratio = 2.0;
  double noisy_on_ratio = 1.6;
  double noisy_off_ratio = 0.4;
  double slow_vote_s = 1.0;
  double slow_on_ratio = 1.6;
  double slow_off_ratio = 1.35;
  double slow_end_s = 2.0;
  double slow_min_s = 3.0;

  static constexpr auto describe() {
    using G = ActivityOptions;
    return std::make_tuple(
        number("smooth_s", &G::smooth_s, "s", Range{0.01, 0.5}, "window of the RMS envelope",
               "shorter than the shortest twitch (75 ms)"),
        number(
            "vote_s", &G::vote_s, "s", Range{0.01, 1.0},
            "window whose median must pass the movement thresholds: shorter events (a heart beat, "
            "a "
            "pop) cannot",
            "more than twice a QRS complex (60-120 ms), less than the shortest movement (0.5 s)"),
        number("movement_on_uv", &G::movement_on_uv, "uV", Range{1.0, 200.0},
               "rise above rest that begins a movement", "AASM and WASM 2016: 8 uV"),
        number("movement_off_uv", &G::movement_off_uv, "uV", Range{0.1, 100.0},
               "level above rest that ends a movement", "AASM and WASM 2016: 2 uV"),
        number("movement_end_s", &G::movement_end_s, "s", Range{0.05, 10.0},
               "time below that level that ends a movement", "AASM and WASM 2016: 0.5 s"),
        number("twitch_on_uv", &G::twitch_on_uv, "uV", Range{0.5, 200.0},
               "rise above rest that begins a twitch",
               "RMS within 50 ms of a potential of 10 ms and 25 uV, the smaller threshold for "
               "fragmentary myoclonus"),
        number("twitch_on_ratio", &G::twitch_on_ratio, "1", Range{0.5, 20.0},
               "that rise is at least this times the resting level",
               "nine spreads of a 50 ms RMS of noise (22 % at 100 Hz of bandwidth)"),
        number("noisy_on_ratio", &G::noisy_on_ratio, "1", Range{0.0, 10.0},
               "the rise is at least this times the resting level",
               "8 uV / 5 uV: above 5 uV of noise published scorers raise the threshold (S-PLMAD)"),
        number("noisy_off_ratio", &G::noisy_off_ratio, "1", Range{0.0, 10.0},
               "the end level above rest is at least this times the resting level",
               "2 uV / 5 uV, as above"),
        number("slow_vote_s", &G::slow_vote_s, "s", Range{0.1, 10.0},
               "window whose median must pass the slow thresholds",
               "one-second levels have a spread of 4-7 %"),
        number("slow_on_ratio", &G::slow_on_ratio, "1", Range{1.1, 10.0},
               "level / resting level that begins a slow rise",
               "weakest reported cramps reach twice the baseline (Chaney and Sherman); below that, "
               "above "
               "five spreads"),
        number("slow_off_ratio", &G::slow_off_ratio, "1", Range{1.0, 10.0},
               "level / resting level that ends a slow rise", "between rest and the level above"),
        number("slow_end_s", &G::slow_end_s, "s", Range{0.1, 60.0},
               "time below that level that ends a slow rise", "pauses within one cramp stay in it"),
        number("slow_min_s", &G::slow_min_s, "s", Range{0.5, 60.0}, "shortest slow rise",
               "shortest possible cramp"));
  }
};
static_assert(every_member_described<ActivityOptions>);

/// How bursts become episodes, and what each label asks for.
struct ClassifyOptions {
  std::string classifier = "model";
  std::string model_file;
  bool veto = true;
  double probable_probability = 0.9;
  double possible_probability = 0.65;
  double rules_probability = 0.5;
  double one_head_probability = 0.05;
  bool aftermath = true;
  bool leave_out_sway = true;
  double twitch_max_s = 0.5;
  double movement_max_s = 10.0;
  double bilateral_max_s = 15.0;
  double bilateral_gap_s = 0.5;
  double morphology_uv = 2.0;
  double large_min_s = 3.0;
  double large_max_s = 60.0;
  double large_spread_s = 1.0;
  double low_frequency_ratio = 1.5;
  int rhythmic_bursts = 4;
  double rhythmic_min_hz = 0.3;
  double rhythmic_max_hz = 4.0;
  double rhythmic_depth = 0.5;
  double rhythmic_duty = 0.7;
  double tonic_min_s = 45.0;
  double tonic_min_ratio = 2.0;
  double tonic_max_ratio = 3.0;
  double tonic_rise_s = 10.0;
  double cramp_min_s = 10.0;
  double cramp_possible_min_s = 3.0;
  double cramp_max_s = 600.0;
  double cramp_duty = 0.9;
  double cramp_peak_uv = 8.0;
  double cramp_peak_ratio = 4.0;
  double cramp_least_ratio = 1.6;
  double cramp_weak_ratio = 2.0;
  double cramp_weak_min_s = 20.0;
  double cramp_coactivation = 0.5;
  double cramp_merge_s = 5.0;

  // NOLINTNEXTLINE(readability-function-size): a table, one entry per option
  static constexpr auto describe() {
    using G = ClassifyOptions;
    return std::make_tuple(
        text("classifier", &G::classifier, Choices{"model|rules"},
             "what decides the label: a trained model with the rules' veto, or published criteria "
             "alone",
             "held-out figures in benchmarks/accuracy.md"),
        text("model_file", &G::model_file, Choices{},
             "model to use instead of the one that noctemg ships with", "libanalysis/models"),
        on_off(
            "veto", &G::veto,
            "the rules can forbid what the model says: a label against its definition, a probable "
            "cramp that the montage cannot show",
            "definitions of the labels; without it only to see what it does"),
        number(
            "probable_probability", &G::probable_probability, "1", Range{0.0, 1.0},
            "probability from which a cramp is probable, unless a rule forbids it",
            "0.1 false ones in 8 h of drawn nights that the trees have not seen (python/training)"),
        number("possible_probability", &G::possible_probability, "1", Range{0.0, 1.0},
               "probability from which a cramp is possible", "0.5 false ones in 8 h, as above"),
        number(
            "rules_probability", &G::rules_probability, "1", Range{0.0, 1.0},
            "probability from which a strong cramp of calf, foot or thigh that is probable by the "
            "rules alone is possible",
            "a model that has only seen simulated nights overrules published criteria when it "
            "finds a cramp less likely than not"),
        number("one_head_probability", &G::one_head_probability, "1", Range{0.0, 1.0},
               "the same for a sudden one beside a watched, silent muscle of its group",
               "Ross and Thomas 1995; a model must be sure (95 %) to overrule it"),
        on_off("aftermath", &G::aftermath,
               "other sites that a cramp spreads to, the stretch that ends it and the tone that it "
               "leaves belong to the cramp instead of being episodes of their own",
               "Ross and Thomas 1995 (stretch); Chaney and Sherman (twice the baseline after)"),
        on_off("leave_out_sway", &G::leave_out_sway,
               "what a swaying noise floor does (weak tone, rhythm, artefact) is no episode",
               "tonic_min_ratio, activity.movement_on_uv"),
        number("twitch_max_s", &G::twitch_max_s, "s", Range{0.05, 2.0},
               "activity shorter than this is a twitch", "shortest movement, AASM and WASM 2016"),
        number("movement_max_s", &G::movement_max_s, "s", Range{1.0, 60.0},
               "longest leg movement of one leg", "AASM and WASM 2016"),
        number("bilateral_max_s", &G::bilateral_max_s, "s", Range{1.0, 60.0},
               "longest leg movement of both legs", "WASM 2016"),
        number("bilateral_gap_s", &G::bilateral_gap_s, "s", Range{0.0, 5.0},
               "largest pause between bursts of one episode", "WASM 2016: 0.5 s"),
        number("morphology_uv", &G::morphology_uv, "uV", Range{0.0, 50.0},
               "median above rest that some half second of a movement must reach",
               "WASM 2016 morphology rule: 2 uV"),
        number("large_min_s", &G::large_min_s, "s", Range{0.5, 60.0}, "shortest large movement",
               "IRLSSG 2021: 3-45 s"),
        number("large_max_s", &G::large_max_s, "s", Range{5.0, 600.0}, "longest large movement",
               "IRLSSG 2021: 45 s, with room for the end rule"),
        number("large_spread_s", &G::large_spread_s, "s", Range{0.1, 10.0},
               "largest spread of onsets over the sites of a large movement",
               "position changes begin in all channels within 1 s"),
        number("low_frequency_ratio", &G::low_frequency_ratio, "1", Range{0.1, 100.0},
               "power below the band / power in it, from which the limb or cable moved",
               "De Luca 2010 premise; ratio 1-2"),
        number("rhythmic_bursts", &G::rhythmic_bursts, "1", Range{2, 100},
               "fewest bursts of a rhythmic episode", "HFLM and ALMA: 4"),
        number("rhythmic_min_hz", &G::rhythmic_min_hz, "Hz", Range{0.05, 5.0}, "slowest rhythm",
               "HFLM: 0.3-4.0 Hz"),
        number("rhythmic_max_hz", &G::rhythmic_max_hz, "Hz", Range{0.5, 10.0}, "fastest rhythm",
               "HFLM: 0.3-4.0 Hz"),
        number("rhythmic_depth", &G::rhythmic_depth, "1", Range{0.1, 1.0},
               "a trough falls by this share of the peak above rest",
               "troughs below 50 % of the peak; the common modulation of cramps is shallower"),
        number("rhythmic_duty", &G::rhythmic_duty, "1", Range{0.1, 1.0},
               "largest share of a rhythmic episode above half of its peaks",
               "trains fall silent between bursts, duty below 70 %; cramps stay near 100 %"),
        number("tonic_min_s", &G::tonic_min_s, "s", Range{5.0, 3600.0}, "shortest tonic activity",
               "longer than any large movement"),
        number("tonic_min_ratio", &G::tonic_min_ratio, "1", Range{1.0, 20.0},
               "held level / resting level of tone that is told",
               "tonic activity in sleep: above twice the background (AASM, SINBAR)"),
        number("tonic_max_ratio", &G::tonic_max_ratio, "1", Range{1.1, 20.0},
               "largest level / resting level of tonic activity", "weak, 3 times rest"),
        number("tonic_rise_s", &G::tonic_rise_s, "s", Range{0.5, 600.0},
               "a rise at least this long is no onset edge", "cramps recruit within 1-10 s"),
        number("cramp_min_s", &G::cramp_min_s, "s", Range{1.0, 600.0}, "shortest probable cramp",
               "field definition: sustained for 10 s"),
        number("cramp_possible_min_s", &G::cramp_possible_min_s, "s", Range{0.5, 600.0},
               "shortest possible cramp", "field definition: 3-10 s"),
        number("cramp_max_s", &G::cramp_max_s, "s", Range{10.0, 7200.0},
               "longest cramp; counted, and said, when longer",
               "seconds to 10 min (Hallegraeff 2017)"),
        number("cramp_duty", &G::cramp_duty, "1", Range{0.1, 1.0},
               "share of a cramp that is active", "sustained: 90 %"),
        number("cramp_peak_uv", &G::cramp_peak_uv, "uV", Range{1.0, 1000.0},
               "smallest peak of a probable cramp", "the movement threshold"),
        number("cramp_peak_ratio", &G::cramp_peak_ratio, "1", Range{1.1, 100.0},
               "smallest peak / resting level of a probable cramp", "field definition: 4"),
        number("cramp_least_ratio", &G::cramp_least_ratio, "1", Range{1.0, 20.0},
               "held level / resting level below which there is no cramp",
               "weakest ones 2 (Chaney and Sherman); the held level is a lower quartile"),
        number("cramp_weak_ratio", &G::cramp_weak_ratio, "1", Range{1.1, 20.0},
               "smallest level / resting level of a weak, possible cramp",
               "Chaney and Sherman: 2-6 times baseline"),
        number("cramp_weak_min_s", &G::cramp_weak_min_s, "s", Range{1.0, 600.0},
               "shortest weak, possible cramp", "field definition: 20 s"),
        number("cramp_coactivation", &G::cramp_coactivation, "1", Range{0.05, 1.0},
               "largest activity of another site relative to the leading one in the first 5 s",
               "localised: one head, neighbours silent (Ross and Thomas 1995)"),
        number("cramp_merge_s", &G::cramp_merge_s, "s", Range{0.0, 60.0},
               "pause within one cramp of one site", "field rule: below 5 s is one episode"));
  }
};
static_assert(every_member_described<ClassifyOptions>);

/// Periodic leg movements: how a standard counts them.
struct PlmOptions {
  double min_s = 0.5;
  double max_s = 10.0;
  double bilateral_max_s = 15.0;
  int bilateral_max_parts = 4;
  double bilateral_gap_s = 0.5;
  bool onset_pairing = false;
  double interval_min_s = 10.0;
  double interval_max_s = 90.0;
  int series_min = 4;
  bool short_interval_ends = true;
  bool other_movement_ends = true;

  static constexpr auto describe() {
    using G = PlmOptions;
    return std::make_tuple(
        number("min_s", &G::min_s, "s", Range{0.1, 5.0}, "shortest candidate movement",
               "AASM and WASM 2016"),
        number("max_s", &G::max_s, "s", Range{1.0, 60.0}, "longest candidate movement of one leg",
               "AASM and WASM 2016"),
        number("bilateral_max_s", &G::bilateral_max_s, "s", Range{1.0, 60.0},
               "longest candidate movement of both legs", "WASM 2016"),
        number("bilateral_max_parts", &G::bilateral_max_parts, "1", Range{1, 100},
               "most one-leg movements within one of both legs", "WASM 2016"),
        number("bilateral_gap_s", &G::bilateral_gap_s, "s", Range{0.0, 10.0},
               "legs that overlap or follow within this belong together (offset to onset; onset to "
               "onset "
               "with onset_pairing)",
               "WASM 2016: 0.5 s offset to onset; AASM: 5 s onset to onset"),
        on_off("onset_pairing", &G::onset_pairing, "measure that time from onset to onset",
               "AASM pairs onsets, WASM offsets with onsets"),
        number("interval_min_s", &G::interval_min_s, "s", Range{0.5, 60.0},
               "shortest onset-to-onset interval within a series", "WASM 2016: 10 s; AASM: 5 s"),
        number("interval_max_s", &G::interval_max_s, "s", Range{10.0, 300.0},
               "longest onset-to-onset interval within a series", "AASM and WASM 2016: 90 s"),
        number("series_min", &G::series_min, "1", Range{2, 20}, "fewest movements of a series",
               "AASM and WASM 2016: 4"),
        on_off("short_interval_ends", &G::short_interval_ends,
               "an interval below the shortest ends the series instead of being passed over",
               "WASM 2016"),
        on_off("other_movement_ends", &G::other_movement_ends,
               "a movement that is no candidate ends the series", "WASM 2016"));
  }
};
static_assert(every_member_described<PlmOptions>);

/// How the work is done. Cannot change a result, hence no part of the provenance.
struct RunOptions {
  double block_s = 64.0;

  static constexpr auto describe() {
    using G = RunOptions;
    return std::make_tuple(number("block_s", &G::block_s, "s", Range{1.0, 3600.0},
                                  "samples held in memory at a time",
                                  "larger brings no speed, smaller costs some"));
  }
};
static_assert(every_member_described<RunOptions>);

}  // namespace noctemg
