#include "io/evaluation_parts.hpp"

namespace noctemg::io {
namespace {

Json false_alarms_json(const FalseAlarms& alarms) {
  return {{"count", alarms.count},
          {"nights", alarms.nights},
          {"nights_of_known_length", alarms.nights_of_known_length},
          {"hours", alarms.hours},
          {"per_hour", number(alarms.per_hour)},
          {"per_night", number(alarms.per_night)}};
}

Json site_json(const CrampScores& s) {
  return {{"compared", s.sites_compared},
          {"equal", s.sites_equal},
          {"within", s.sites_within},
          {"accuracy", number(s.site_accuracy)},
          {"accuracy_within", number(s.site_accuracy_within)}};
}

Json strength_json(std::int64_t truths, std::int64_t matched, double sensitivity) {
  return {{"truths", truths}, {"matched", matched}, {"sensitivity", number(sensitivity)}};
}

}  // namespace

Json rules_json() {
  return {
      {"pairs",
       "one to one within a night; events of one leg, or of both or an unknown leg with any; "
       "optimal: most pairs, then largest total IoU (leg movements: smallest total onset "
       "distance), then nearest onsets"},
      {"cramp",
       "IoU >= 0.2 (f1_iou20, precision_iou20, sensitivity, errors, sites, false alarms) and "
       ">= 0.5 (f1_iou50, ...); sensitivity_any: overlapped at all by a found cramp; certainty "
       "of the found cramps decides probable and possible, every true cramp counts in both"},
      {"false_per_night",
       "8 times the false alarms per hour; analysable hours where known, else recorded or given"},
      {"errors", "found minus true, seconds"},
      {"labels",
       "pairs made without looking at labels: shared time >= 0.5 of the shorter event, largest "
       "total IoU, equal totals prefer equal labels; macro_f1: mean over labels in the truth"},
      {"leg_movement_onsets", "onsets at most 0.5 s apart"},
      {"probability",
       "all found episodes that carry one; right when paired with a true cramp at IoU >= 0.2; "
       "ECE over 10 equal-width bins"},
      {"intervals",
       "percentile bootstrap over nights; too narrow with few of them, and without width where "
       "all of them agree"}};
}

Json agreement_json(const Agreement& agreement) {
  return {{"matched", agreement.matched},
          {"precision", number(agreement.precision)},
          {"recall", number(agreement.recall)},
          {"f1", number(agreement.f1)}};
}

Json spread_json(const Spread& spread) {
  return {{"count", spread.count},       {"median", number(spread.median)},
          {"bias", number(spread.mean)}, {"mean_absolute", number(spread.mean_absolute)},
          {"p5", number(spread.p5)},     {"p95", number(spread.p95)}};
}

Json cramp_json(const CrampScores& s) {
  Json ratio = spread_json(s.duration_ratio);
  ratio["mean"] = ratio["bias"];
  ratio.erase("bias");
  ratio.erase("mean_absolute");
  return {{"truths", s.truths},
          {"found", s.found},
          {"matched_iou20", s.iou20.matched},
          {"f1_iou20", number(s.iou20.f1)},
          {"precision_iou20", number(s.iou20.precision)},
          {"sensitivity_iou20", number(s.iou20.recall)},
          {"matched_iou50", s.iou50.matched},
          {"f1_iou50", number(s.iou50.f1)},
          {"precision_iou50", number(s.iou50.precision)},
          {"sensitivity_iou50", number(s.iou50.recall)},
          {"sensitivity", number(s.iou20.recall)},
          {"touched", s.touched},
          {"sensitivity_any", number(s.sensitivity_any)},
          {"false_per_hour", number(s.false_alarms.per_hour)},
          {"false_per_night", number(s.false_alarms.per_night)},
          {"false_alarms",
           {{"all_nights", false_alarms_json(s.false_alarms)},
            {"nights_with_true_cramps", false_alarms_json(s.false_alarms_with_cramps)},
            {"nights_without", false_alarms_json(s.false_alarms_without_cramps)},
            {"overlapping_a_true_cramp", s.false_but_touching}}},
          {"onset_error_median_s", number(s.onset_error_s.median)},
          {"onset_error_s", spread_json(s.onset_error_s)},
          {"offset_error_median_s", number(s.offset_error_s.median)},
          {"offset_error_s", spread_json(s.offset_error_s)},
          {"duration_ratio", std::move(ratio)},
          {"splits", s.splits},
          {"merges", s.merges},
          {"site_accuracy", number(s.site_accuracy)},
          {"site", site_json(s)},
          {"weak", strength_json(s.weak_truths, s.weak_matched, s.weak_sensitivity)},
          {"strong", strength_json(s.strong_truths, s.strong_matched, s.strong_sensitivity)}};
}

}  // namespace noctemg::io
