#include "io/evaluation_parts.hpp"
#include "noctemg/version.hpp"

namespace noctemg {
namespace {

using io::Json;
using io::number;

Json labels_json(const LabelScores& scores) {
  Json out;
  for (std::size_t i = 0; i < label_count; ++i)
    out[std::string(to_text(static_cast<Label>(i)))] = io::agreement_json(scores.labels[i]);
  return out;
}

/// confusion[true][found]; the truth "spurious" stands for none, the finding "missed" too.
Json confusion_json(const LabelScores& scores) {
  Json out;
  for (std::size_t i = 0; i <= label_count; ++i) {
    Json row;
    for (std::size_t j = 0; j <= label_count; ++j) {
      if (i == no_partner && j == no_partner) continue;
      row[j == no_partner ? "missed" : std::string(to_text(static_cast<Label>(j)))] =
          scores.confusion[i][j];
    }
    out[i == no_partner ? "spurious" : std::string(to_text(static_cast<Label>(i)))] =
        std::move(row);
  }
  return out;
}

Json onsets_json(const OnsetScores& scores) {
  Json out = {{"truths", scores.truths}, {"found", scores.found}};
  out.update(io::agreement_json(scores.agreement));
  out["onset_error_s"] = io::spread_json(scores.onset_error_s);
  return out;
}

Json probability_json(const ProbabilityScores& scores) {
  Json out = {
      {"episodes", scores.episodes},   {"without_probability", scores.without_probability},
      {"right", scores.right},         {"average_precision", number(scores.average_precision)},
      {"brier", number(scores.brier)}, {"ece", number(scores.ece)}};
  if (scores.episodes == 0) out["note"] = "no found episode carries a probability: no curve";
  Json curve = Json::array(), bins = Json::array();
  for (const CurvePoint& point : scores.curve)
    curve.push_back({{"probability", number(point.probability)},
                     {"precision", number(point.precision)},
                     {"recall", number(point.recall)}});
  for (const ReliabilityBin& bin : scores.bins)
    bins.push_back({{"low", bin.low},
                    {"high", bin.high},
                    {"count", bin.count},
                    {"mean_probability", number(bin.mean_probability)},
                    {"observed", number(bin.observed)}});
  out["curve"] = std::move(curve);
  out["bins"] = std::move(bins);
  return out;
}

Json bootstrap_json(const Evaluation& evaluation) {
  Json out = {{"unit", "night"},
              {"nights", evaluation.nights.size()},
              {"resamples", evaluation.options.resamples},
              {"seed", evaluation.options.seed},
              {"level", 0.95}};
  if (evaluation.estimates.empty())
    out["note"] = "no intervals: they need two nights and a resample at least";
  Json intervals = Json::object();
  for (const Estimate& one : evaluation.estimates)
    intervals[one.name] = {{"value", number(one.value)},
                           {"low", number(one.low)},
                           {"high", number(one.high)},
                           {"resamples", one.resamples}};
  out["intervals"] = std::move(intervals);
  return out;
}

Json night_json_of(const NightScores& night) {
  Json cramp = io::cramp_json(night.scores.cramp);
  cramp["probable"] = io::cramp_json(night.scores.probable);
  cramp["possible"] = io::cramp_json(night.scores.possible);
  return {{"id", night.id},
          {"hours", number(night.hours)},
          {"hours_source", io::text(to_text(night.hours_source))},
          {"cramp", std::move(cramp)},
          {"labels", labels_json(night.scores.labels)},
          {"macro_f1", number(night.scores.labels.macro_f1)},
          {"leg_movement_onsets", onsets_json(night.scores.leg_movements)}};
}

Json failures_json(const std::vector<NightFailure>& failures) {
  Json out = Json::array();
  for (const NightFailure& failure : failures)
    out.push_back({{"id", failure.id}, {"error", failure.error}});
  return out;
}

}  // namespace

std::string evaluation_json(const Evaluation& evaluation, const EventPairing& pairing) {
  const Scores& total = evaluation.total;
  Json out;
  out["version"] = std::string(version);
  out["rules"] = io::rules_json();
  out["cramp"] = io::cramp_json(total.cramp);
  out["cramp"]["probable"] = io::cramp_json(total.probable);
  out["cramp"]["possible"] = io::cramp_json(total.possible);
  out["labels"] = labels_json(total.labels);
  out["macro_f1"] = number(total.labels.macro_f1);
  out["confusion"] = confusion_json(total.labels);
  out["leg_movement_onsets"] = onsets_json(total.leg_movements);
  out["probability"] = probability_json(total.probability);
  out["bootstrap"] = bootstrap_json(evaluation);
  out["nights"] = Json::array();
  for (const NightScores& night : evaluation.nights) out["nights"].push_back(night_json_of(night));
  out["failed"] = failures_json(pairing.failed);
  out["missing"] = failures_json(pairing.missing);
  out["without_truth"] = pairing.without_truth;
  out["warnings"] = io::warnings_of(pairing.warnings);
  return io::dumped(out, 2) + "\n";
}

}  // namespace noctemg
