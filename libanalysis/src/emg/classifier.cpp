#include "emg/classifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "emg/limits.hpp"

namespace noctemg::emg {
namespace {

/// Median frequencies of leg muscles lie around 116 Hz, and rarely below this (Krivickas 1998: SD
/// 20 Hz).
constexpr double lowest_muscle_hz = 56.0;
/// A contraction of antagonists longer than a movement and up to this long is a co-contraction
/// (spasms last 2-60 s).
constexpr double longest_cocontraction_s = 60.0;

struct Question {
  const Evidence& evidence;
  const Site& lead;
  LegKnowledge leg;
  const ClassifyOptions& options;
  double duration_s;
  bool isolated;
};

using Answer = std::optional<Verdict>;

std::string duration_text(const Question& q) { return fmt::format("lasts {:.1f} s", q.duration_s); }

Answer artifact(const Question& q) {
  const EpisodeFeatures& f = q.evidence.features;
  std::vector<std::string> reasons = against_muscle(f);
  // A real movement also moves its electrode. It is the artefact alone when no other site of the
  // leg works, and when what reaches into the band is only its lower end.
  const bool muscle_spectrum = f.median_hz >= lowest_muscle_hz;
  if (f.low_frequency_ratio >= q.options.low_frequency_ratio && q.evidence.participants < 2 &&
      q.leg.sites >= 2 && !muscle_spectrum) {
    reasons.push_back(fmt::format(
        "power below the band is {:.1f} times the power in it (limit {:g}), one channel only",
        f.low_frequency_ratio, q.options.low_frequency_ratio));
  }
  if (reasons.empty()) return std::nullopt;
  return Verdict{Label::artifact, Certainty::none, reasons};
}

Answer rhythmic(const Question& q) {
  if (!is_rhythmic(q.evidence.rhythm, q.options)) return std::nullopt;
  return Verdict{
      Label::rhythmic,
      Certainty::none,
      {fmt::format("{} bursts at {:.2f} Hz ({} or more, {:g}-{:g} Hz)", q.evidence.rhythm.bursts,
                   q.evidence.rhythm.rate_hz, q.options.rhythmic_bursts, q.options.rhythmic_min_hz,
                   q.options.rhythmic_max_hz),
       fmt::format("troughs fall by {:.0f} % of the peak (at least {:.0f} %)",
                   100 * q.evidence.rhythm.depth, 100 * q.options.rhythmic_depth)}};
}

/// An antagonist well beyond cross-talk, and not alone: electrodes differ, so that half of the
/// leading level would be too much to ask of every site of a leg that contracts as a whole.
bool whole_leg(const Question& q) {
  return q.evidence.participants >= 3 && q.evidence.features.antagonist_share >= beyond_cross_talk;
}

Answer large_movement(const Question& q) {
  const Evidence& e = q.evidence;
  const bool moved = e.features.low_frequency_ratio >= q.options.low_frequency_ratio;
  const bool wide = e.contralateral_joins || e.contralateral_active || e.antagonist_joins ||
                    (moved && e.neighbour_joins);
  const bool together = e.features.onset_spread_s < q.options.large_spread_s;
  if (q.duration_s < q.options.large_min_s || q.duration_s > q.options.large_max_s)
    return std::nullopt;
  if (e.participants < 2 || !wide) return std::nullopt;
  if (!e.contralateral_joins && !e.contralateral_active && !moved) return std::nullopt;
  if (!together && !moved && !e.group->bilateral) return std::nullopt;
  Verdict verdict{Label::large_movement, Certainty::none, {}};
  verdict.reasons.push_back(fmt::format("{} sites take part{}", e.participants,
                                        e.contralateral_joins ? ", other leg included" : ""));
  verdict.reasons.push_back(fmt::format("onsets within {:.2f} s", e.features.onset_spread_s));
  if (moved) {
    verdict.reasons.push_back(
        fmt::format("limb moved: power below the band {:.1f} times the power in it",
                    e.features.low_frequency_ratio));
  }
  verdict.reasons.push_back(duration_text(q));
  return verdict;
}

Answer cocontraction(const Question& q) {
  const bool joined = q.evidence.antagonist_joins || whole_leg(q);
  if (!joined || q.duration_s <= q.options.movement_max_s) return std::nullopt;
  if (q.duration_s > longest_cocontraction_s) return std::nullopt;
  return Verdict{
      Label::cocontraction,
      Certainty::none,
      {fmt::format("antagonist active at {:.0f} % of the leading site (from {:.0f} %)",
                   100 * q.evidence.features.antagonist_share, 100 * q.options.cramp_coactivation),
       duration_text(q)}};
}

Answer movement(const Question& q) {
  const double longest =
      q.evidence.group->bilateral ? q.options.bilateral_max_s : q.options.movement_max_s;
  if (q.duration_s > longest) return std::nullopt;
  if (q.evidence.half_second_uv < q.options.morphology_uv) {
    return Verdict{Label::twitch,
                   Certainty::none,
                   {duration_text(q),
                    fmt::format("no half second stands {:g} uV above rest: the best has {:.1f} uV",
                                q.options.morphology_uv, q.evidence.half_second_uv)}};
  }
  return Verdict{
      Label::leg_movement,
      Certainty::none,
      {fmt::format("lasts {:.2f} s ({:g}-{:g} s)", q.duration_s, q.options.twitch_max_s, longest)}};
}

/// What stands against a cramp of any certainty; empty when nothing does.
std::vector<std::string> against_cramp(const Question& q) {
  const EpisodeFeatures& f = q.evidence.features;
  std::vector<std::string> reasons;
  if (f.duty < q.options.cramp_duty) {
    reasons.push_back(fmt::format("active for {:.0f} % of the time only (cramp: {:.0f} %)",
                                  100 * f.duty, 100 * q.options.cramp_duty));
  }
  if (f.coactivation > q.options.cramp_coactivation) {
    reasons.push_back(
        fmt::format("not in one place: another site at {:.0f} % in the first 5 s (limit {:.0f} %)",
                    100 * f.coactivation, 100 * q.options.cramp_coactivation));
  }
  if (whole_leg(q)) {
    reasons.push_back(fmt::format("{} sites take part, an antagonist at {:.0f} %",
                                  q.evidence.participants,
                                  100 * q.evidence.features.antagonist_share));
  }
  if (q.evidence.beyond_cross_talk >= 2) {
    reasons.push_back(fmt::format("{} other sites of the leg are above cross-talk",
                                  q.evidence.beyond_cross_talk));
  }
  if (q.evidence.contralateral_active) {
    reasons.push_back(fmt::format("the other leg moves, too: {:.0f} % in the first 5 s",
                                  100 * f.contralateral_ratio));
  }
  if (f.low_frequency_ratio >= q.options.low_frequency_ratio) {
    reasons.push_back(
        fmt::format("limb or cable moved: power below the band {:.1f} times the power in it",
                    f.low_frequency_ratio));
  }
  return reasons;
}

std::string strength_text(const Question& q) {
  const EpisodeFeatures& f = q.evidence.features;
  return fmt::format("peak {:.1f} uV is {:.1f} times the resting level of {:.1f} uV", f.peak_uv,
                     f.peak_uv / f.baseline_uv, f.baseline_uv);
}

bool strong(const Question& q) {
  const EpisodeFeatures& f = q.evidence.features;
  return f.peak_uv >= std::max(q.options.cramp_peak_uv, q.options.cramp_peak_ratio * f.baseline_uv);
}

Answer cramp(const Question& q) {
  if (!against_cramp(q).empty()) return std::nullopt;
  const EpisodeFeatures& f = q.evidence.features;
  Verdict verdict{Label::cramp, Certainty::possible, {}};
  verdict.reasons.push_back(
      fmt::format("{}, active for {:.0f} % of it", duration_text(q), 100 * f.duty));
  verdict.reasons.push_back(strength_text(q));
  if (q.leg.localisable()) {
    verdict.reasons.push_back(
        fmt::format("in one place: next site at {:.0f} % in the first 5 s", 100 * f.coactivation));
  }
  if (q.duration_s > q.options.cramp_max_s) {
    verdict.reasons.push_back(
        fmt::format("longer than {:g} s: unusual for a cramp", q.options.cramp_max_s));
    return q.duration_s >= q.options.cramp_min_s && strong(q) ? Answer(verdict) : std::nullopt;
  }
  if (strong(q) && q.duration_s >= q.options.cramp_min_s) {
    if (q.leg.localisable()) {
      verdict.certainty = Certainty::probable;
    } else {
      verdict.reasons.emplace_back(
          "possible at most: a cramp needs a calf site and another one on the same leg to be told "
          "from "
          "a movement");
    }
    return verdict;
  }
  if (q.evidence.mean_ratio >= q.options.cramp_weak_ratio &&
      q.duration_s >= q.options.cramp_weak_min_s && q.leg.localisable()) {
    verdict.reasons.push_back(fmt::format("weak: mean {:.1f} times rest for {:g} s or more",
                                          q.evidence.mean_ratio, q.options.cramp_weak_min_s));
    return verdict;
  }
  return std::nullopt;
}

/// A short one: only where cramps live, in one place, and away from the movements that it could be
/// one of.
Answer short_cramp(const Question& q) {
  const bool place = q.lead.group == MuscleGroup::calf || q.lead.group == MuscleGroup::foot ||
                     q.lead.group == MuscleGroup::thigh_front ||
                     q.lead.group == MuscleGroup::thigh_back;
  if (!place || !q.leg.localisable() || !q.isolated || !strong(q)) return std::nullopt;
  if (q.duration_s < q.options.cramp_possible_min_s || q.duration_s >= q.options.cramp_min_s) {
    return std::nullopt;
  }
  if (!against_cramp(q).empty()) return std::nullopt;
  return Verdict{Label::cramp,
                 Certainty::possible,
                 {duration_text(q) + ": too short for a probable cramp", strength_text(q),
                  fmt::format("in one place: next site at {:.0f} % in the first 5 s",
                              100 * q.evidence.features.coactivation),
                  "no other movement of this leg nearby"}};
}

/// The tone that a contraction leaves behind (twice the baseline for minutes: Chaney and Sherman).
Answer tail(const Question& q) {
  if (!q.evidence.weak_tail || q.duration_s <= q.options.movement_max_s) return std::nullopt;
  return Verdict{Label::tonic,
                 Certainty::none,
                 {"what stronger activity just before left behind", duration_text(q)}};
}

Answer tonic(const Question& q) {
  const bool weak = q.evidence.mean_ratio < q.options.tonic_max_ratio;
  const bool no_edge = q.evidence.features.rise_s >= q.options.tonic_rise_s;
  const bool wide = q.evidence.features.coactivation > q.options.cramp_coactivation ||
                    q.evidence.features.contralateral_ratio > q.options.cramp_coactivation;
  if (q.duration_s < q.options.tonic_min_s || !weak || (!no_edge && !wide)) return std::nullopt;
  return Verdict{
      Label::tonic,
      Certainty::none,
      {duration_text(q),
       fmt::format("weak: mean {:.1f} times rest (below {:g})", q.evidence.mean_ratio,
                   q.options.tonic_max_ratio),
       no_edge ? fmt::format("no onset edge: rises over {:.1f} s", q.evidence.features.rise_s)
               : std::string("several sites at once")}};
}

/// Long activity that is none of the others: named by what it looks most like, with what it failed.
Verdict remainder(const Question& q) {
  std::vector<std::string> reasons = {duration_text(q)};
  for (const std::string& reason : against_cramp(q)) reasons.push_back(reason);
  if (q.evidence.participants >= 2 && q.duration_s <= 2 * q.options.large_max_s) {
    reasons.push_back(fmt::format("{} sites take part", q.evidence.participants));
    return {Label::large_movement, Certainty::none, reasons};
  }
  if (!strong(q)) reasons.push_back("too weak for a cramp: " + strength_text(q));
  return {Label::tonic, Certainty::none, reasons};
}

}  // namespace

std::vector<std::string> against_muscle(const EpisodeFeatures& f) {
  std::vector<std::string> reasons;
  if (f.mains_share >= mostly_hum) {
    reasons.push_back(fmt::format("mains hum is {:.0f} % of the power", 100 * f.mains_share));
  } else if (is_mains_sine(f.kurtosis, f.crossing_hz)) {
    reasons.push_back(
        fmt::format("mains hum off its frequency: a sine of {:.1f} Hz, kurtosis {:.2f} (limit "
                    "{:.2f}; muscle: 3)",
                    f.crossing_hz, f.kurtosis, mostly_sine_kurtosis));
  }
  if (f.clipped_share > mostly_clipped) {
    reasons.push_back(fmt::format("{:.0f} % of the rows are clipped", 100 * f.clipped_share));
  }
  return reasons;
}

Verdict classify(const Evidence& evidence, std::span<const Site> sites,
                 const ClassifyOptions& options, bool isolated) {
  const Site& lead = sites[evidence.lead];
  const Question q{
      evidence, lead, leg_knowledge(sites, lead.side), options, row_seconds(evidence.group->rows()),
      isolated};
  for (const auto& rule : {artifact, tail, rhythmic, large_movement, tonic, cramp, short_cramp,
                           movement, cocontraction}) {
    if (Answer answer = rule(q)) return *answer;
  }
  return remainder(q);
}

}  // namespace noctemg::emg
