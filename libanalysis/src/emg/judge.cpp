#include "emg/judge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "emg/limits.hpp"

namespace noctemg::emg {
namespace {

struct Case {
  const Evidence& evidence;
  LegKnowledge leg;
  const ClassifyOptions& options;
  [[nodiscard]] const EpisodeFeatures& f() const { return evidence.features; }
};

/// Does the definition of a label allow it here, whatever the model says?
bool allowed(Label label, const Case& c) {
  if (!c.options.veto) return true;
  const EpisodeFeatures& f = c.f();
  switch (label) {
    case Label::cramp:
      return f.duration_s >= c.options.cramp_possible_min_s &&
             f.level_ratio >= c.options.cramp_least_ratio;
    case Label::leg_movement:
      return f.duration_s <= (c.evidence.group->bilateral ? c.options.bilateral_max_s
                                                          : c.options.movement_max_s) &&
             c.evidence.half_second_uv >= c.options.morphology_uv;
    case Label::rhythmic:
      return f.bursts >= c.options.rhythmic_bursts;
    case Label::large_movement:
    case Label::cocontraction:
      // Several muscles by definition (IRLSSG 2021: two channels or more).
      return c.evidence.participants >= 2;
    case Label::tonic:
    case Label::twitch:
    case Label::artifact:
      break;
  }
  return true;
}

/// What keeps a likely cramp from being a probable one; empty when nothing does.
std::vector<std::string> doubts(const Case& c) {
  if (!c.options.veto) return {};
  const EpisodeFeatures& f = c.f();
  std::vector<std::string> result;
  if (!c.leg.localisable()) {
    result.emplace_back(
        "possible at most: a cramp needs a calf site and another one on the same leg to be told "
        "from a movement");
  }
  if (f.duration_s < c.options.cramp_min_s) {
    result.push_back(fmt::format("possible at most: shorter than {:g} s", c.options.cramp_min_s));
  }
  if (f.level_ratio < c.options.cramp_weak_ratio) {
    result.push_back(fmt::format("possible at most: held level only {:.1f} times rest (limit {:g})",
                                 f.level_ratio, c.options.cramp_weak_ratio));
  }
  return result;
}

void describe(const Case& c, std::vector<std::string>& reasons) {
  const EpisodeFeatures& f = c.f();
  reasons.push_back(
      fmt::format("lasts {:.1f} s, active for {:.0f} % of it", f.duration_s, 100 * f.duty));
  reasons.push_back(fmt::format("holds {:.1f} times the resting level of {:.1f} uV, peak {:.1f} uV",
                                f.level_ratio, f.baseline_uv, f.peak_uv));
  if (f.leg_sites >= 2) {
    reasons.push_back(
        fmt::format("next site of the leg at {:.0f} % in the first 5 s, {:.0f} % over all",
                    100 * f.coactivation, 100 * f.neighbour_share));
  }
  if (f.other_leg_sites >= 1 && f.contralateral_share > 0) {
    reasons.push_back(fmt::format("other leg at {:.0f} %", 100 * f.contralateral_share));
  }
  if (f.bursts >= c.options.rhythmic_bursts) {
    reasons.push_back(fmt::format("{:.0f} bursts at {:.2f} Hz, troughs fall by {:.0f} %", f.bursts,
                                  f.modulation_hz, 100 * f.modulation_depth));
  }
  if (f.low_frequency_ratio >= c.options.low_frequency_ratio) {
    reasons.push_back(
        fmt::format("power below the band {:.1f} times the power in it", f.low_frequency_ratio));
  }
}

/// Beyond the weak cramps that Chaney and Sherman saw (2-6 times the baseline), which tone
/// resembles.
constexpr double strong_ratio = 6.0;

/// One head works, suddenly, while another one of its group is watched and silent: a cramp by
/// definition (Ross and Thomas 1995). Who points the toes uses all of the calf.
bool in_one_head(const EpisodeFeatures& f) {
  constexpr double sudden_s = 3.0;  // low tone comes slowly
  return f.synergist_share < cross_talk && f.ramp_s <= sudden_s;
}

/// A strong cramp by the published criteria, where cramps live (calf or foot, seldom the thigh:
/// Hallegraeff 2017), that the model does not find unlikely.
bool by_the_rules(const Verdict& rules, double probability, const Case& c) {
  const EpisodeFeatures& f = c.f();
  const bool place = f.lead_calf + f.lead_foot + f.lead_thigh > 0;
  const double least =
      in_one_head(f) ? c.options.one_head_probability : c.options.rules_probability;
  return rules.label == Label::cramp && rules.certainty == Certainty::probable && place &&
         f.level_ratio >= strong_ratio && probability >= least;
}

std::string rules_text(const Verdict& rules) {
  std::string text = fmt::format("rules alone: {}", to_text(rules.label));
  if (rules.certainty != Certainty::none) text += fmt::format(", {}", to_text(rules.certainty));
  if (!rules.reasons.empty()) text += " (" + rules.reasons.front() + ")";
  return text;
}

/// The likeliest label but cramp; where its definition forbids it, what the rules say.
Label likeliest(const std::vector<double>& p, const EpisodeModel& model, const Verdict& rules,
                const Case& c) {
  double best = -1;
  double best_allowed = -1;
  Label label = Label::tonic;
  Label allowed_label = Label::tonic;
  for (std::size_t k = 0; k < p.size(); ++k) {
    const Label candidate = model.labels()[k];
    if (candidate == Label::cramp) continue;
    if (p[k] > best) {
      best = p[k];
      label = candidate;
    }
    if (p[k] > best_allowed && allowed(candidate, c)) {
      best_allowed = p[k];
      allowed_label = candidate;
    }
  }
  if (allowed(label, c)) return label;
  return rules.label == Label::cramp || rules.label == Label::twitch ? allowed_label : rules.label;
}

}  // namespace

Judgement judge(const Evidence& evidence, std::span<const Site> sites,
                const ClassifyOptions& options, bool isolated, const EpisodeModel* model) {
  Judgement result{classify(evidence, sites, options, isolated), not_a_number};
  if (model == nullptr) return result;
  const Case c{evidence, leg_knowledge(sites, sites[evidence.lead].side), options};
  const Verdict rules = std::move(result.verdict);
  const std::vector<double> p = model->probabilities(evidence.features);
  const auto of = [&](Label label) {
    for (std::size_t k = 0; k < p.size(); ++k) {
      if (model->labels()[k] == label) return p[k];
    }
    return 0.0;
  };
  result.probability = of(Label::cramp);
  if (!against_muscle(evidence.features).empty()) {
    result.probability = 0;
    result.verdict = {Label::artifact, Certainty::none, rules.reasons};
    return result;
  }
  const bool cramp =
      allowed(Label::cramp, c) && (result.probability >= options.possible_probability ||
                                   by_the_rules(rules, result.probability, c));
  const Label label = cramp ? Label::cramp : likeliest(p, *model, rules, c);
  Verdict verdict{label, Certainty::none, {}};
  if (cramp) {
    const std::vector<std::string> against = doubts(c);
    const bool probable = result.probability >= options.probable_probability && against.empty();
    verdict.certainty = probable ? Certainty::probable : Certainty::possible;
    describe(c, verdict.reasons);
    verdict.reasons.insert(verdict.reasons.end(), against.begin(), against.end());
    verdict.reasons.push_back(fmt::format("model: cramp {:.2f}", result.probability));
    if (result.probability < options.possible_probability) {
      verdict.reasons.emplace_back("possible because it is probable by the rules alone");
    }
  } else if (rules.label == label) {
    verdict.reasons = rules.reasons;
  } else {
    describe(c, verdict.reasons);
    verdict.reasons.push_back(fmt::format("model: {} {:.2f}", to_text(label), of(label)));
  }
  if (rules.label != label) verdict.reasons.push_back(rules_text(rules));
  result.verdict = std::move(verdict);
  return result;
}

}  // namespace noctemg::emg
