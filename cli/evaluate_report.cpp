#include "evaluate_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "layout.hpp"

namespace noctemg::cli {
namespace {

/// "3 nights, 23.40 h (analysable); 2 with true cramps, 1 without"
std::string headline(const Evaluation& evaluation) {
  const CrampScores& cramp = evaluation.total.cramp;
  const std::int64_t with = cramp.false_alarms_with_cramps.nights;
  const std::int64_t without = cramp.false_alarms_without_cramps.nights;
  const std::int64_t timed = cramp.false_alarms.nights_of_known_length;
  std::string sources;
  for (const HoursSource source :
       {HoursSource::analysable, HoursSource::recorded, HoursSource::given}) {
    bool is_used = false;
    for (const NightScores& night : evaluation.nights)
      is_used = is_used || night.hours_source == source;
    if (is_used) sources.append(sources.empty() ? "" : ", ").append(to_text(source));
  }
  std::string text = fmt::format("{} night{}", with + without, with + without == 1 ? "" : "s");
  if (timed > 0) text += fmt::format(", {:.2f} h ({})", cramp.false_alarms.hours, sources);
  text += fmt::format("; {} with true cramps, {} without\n", with, without);
  if (timed < with + without)
    text += fmt::format(
        "{} of unknown length (no night.json beside events.tsv, no --hours): false alarms per hour "
        "and night {}\n",
        with + without - timed, timed == 0 ? "are n/a" : "leave them out");
  return text;
}

std::string interval_note(const Evaluation& evaluation) {
  const std::size_t nights = evaluation.nights.size();
  if (evaluation.estimates.empty())
    return nights < 2 ? "No confidence intervals: a bootstrap over nights needs two at least.\n"
                      : "No confidence intervals: no resamples.\n";
  return fmt::format(
      "[low, high]: 95 % by bootstrap over {} nights, {} resamples, seed {}{}.\n"
      "An interval without width says that these nights agree, not that others would.\n",
      nights, evaluation.options.resamples, evaluation.options.seed,
      nights < 10 ? "; too narrow with fewer than about 10 nights" : "");
}

std::string leg_movement_line(const Evaluation& evaluation) {
  const OnsetScores& s = evaluation.total.leg_movements;
  return fmt::format(
      "leg movements, onsets within 0.5 s: {} true, {} found, {} matched, F1 {}, precision {}, "
      "recall {}\n",
      s.truths, s.found, s.agreement.matched,
      with_interval(evaluation, "leg_movement_onsets.f1", s.agreement.f1, 2),
      decimals(s.agreement.precision, 2), decimals(s.agreement.recall, 2));
}

std::string probability_part(const Evaluation& evaluation) {
  const ProbabilityScores& s = evaluation.total.probability;
  if (s.episodes == 0)
    return "probability: no found episode carries one (n/a): no precision-recall curve, no "
           "calibration\n";
  const auto score = [&](const char* name, double value) {
    return with_interval(evaluation, std::string("probability.") + name, value, 3);
  };
  std::string text = fmt::format(
      "probability of {} episodes ({} without one left out), {} true cramps: average precision {}, "
      "Brier {}, ECE {}\n",
      s.episodes, s.without_probability, s.right, score("average_precision", s.average_precision),
      score("brier", s.brier), score("ece", s.ece));
  Table table({"probability", "episodes", "mean", "observed"}, {1, 2, 3});
  for (const ReliabilityBin& bin : s.bins)
    if (bin.count > 0)
      table.add({fmt::format("{:.1f} to {:.1f}", bin.low, bin.high), fmt::format("{}", bin.count),
                 decimals(bin.mean_probability, 3), decimals(bin.observed, 3)});
  return text + table.text(2);
}

std::string nights_table(const Evaluation& evaluation) {
  if (evaluation.nights.size() < 2) return "";
  Table table({"night", "hours", "true", "found", "matched", "false", "F1", "onset_s", "macro_F1"},
              {1, 2, 3, 4, 5, 6, 7, 8});
  for (const NightScores& night : evaluation.nights) {
    const CrampScores& s = night.scores.cramp;
    table.add({night.id, decimals(night.hours, 2), fmt::format("{}", s.truths),
               fmt::format("{}", s.found), fmt::format("{}", s.iou20.matched),
               fmt::format("{}", s.false_alarms.count), decimals(s.iou20.f1, 2),
               decimals(s.onset_error_s.median, 2), decimals(night.scores.labels.macro_f1, 2)});
  }
  return "\n" + table.text();
}

}  // namespace

std::string evaluation_report(const Evaluation& evaluation) {
  if (evaluation.nights.empty()) return "";
  return headline(evaluation) + "\n" + cramp_scores_table(evaluation) + "\n" +
         confusion_table(evaluation.total.labels) + "\n" + label_scores_table(evaluation) + "\n" +
         leg_movement_line(evaluation) + probability_part(evaluation) + nights_table(evaluation) +
         "\n" + interval_note(evaluation);
}

}  // namespace noctemg::cli
