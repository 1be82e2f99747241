#include "noctemg/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include "eval/bootstrap.hpp"
#include "eval/calibration.hpp"
#include "eval/cramps.hpp"
#include "eval/labels.hpp"
#include "eval/overlap.hpp"
#include "noctemg/error.hpp"

namespace noctemg {
namespace eval {
namespace {

using Events = std::vector<ScoredEvent>;

/// Everything countable of a night, or of several.
struct Tally {
  CrampTally cramp;
  CrampTally probable;
  CrampTally possible;
  LabelTally labels;
  OnsetTally leg_movements;
  GradedTally graded;

  void add(const Tally& other) {
    cramp.add(other.cramp);
    probable.add(other.probable);
    possible.add(other.possible);
    labels.add(other.labels);
    leg_movements.add(other.leg_movements);
    graded.add(other.graded);
  }
};

void check(const ScoredEvent& event, const std::string& id) {
  constexpr Ticks longest = std::int64_t{1'000'000'000} * ticks_per_second;  // 32 years
  const auto fail = [&](const char* rule) {
    throw ArgumentError("night '" + id + "': event at " + std::to_string(seconds(event.onset)) +
                        " s: " + rule);
  };
  if (event.duration < 0) fail("duration must not be negative");
  if (event.duration > longest || event.onset > longest || event.onset < -longest)
    fail("onset and duration must lie within 10^9 s");
  if (event.probability < 0 || event.probability > 1) fail("probability must be from 0 to 1");
}

/// Sorted by all that can matter, so that the order of lines cannot.
Events in_order(Events events) {
  const auto probability = [](const ScoredEvent& e) {
    return std::isnan(e.probability) ? -1.0 : e.probability;
  };
  const auto key = [](const ScoredEvent& e) {
    return std::tie(e.onset, e.duration, e.label, e.side, e.bilateral, e.channels, e.muscle,
                    e.certainty);
  };
  std::stable_sort(events.begin(), events.end(), [&](const ScoredEvent& a, const ScoredEvent& b) {
    return key(a) != key(b) ? key(a) < key(b) : probability(a) < probability(b);
  });
  return events;
}

template <class Condition>
Events only(const Events& events, Condition condition) {
  Events out;
  std::copy_if(events.begin(), events.end(), std::back_inserter(out), condition);
  return out;
}

bool is_cramp(const ScoredEvent& event) { return event.label == Label::cramp; }
bool is_leg_movement(const ScoredEvent& event) { return event.label == Label::leg_movement; }

void check(const NightEvents& night) {
  for (const ScoredEvent& event : night.truth) check(event, night.id);
  for (const ScoredEvent& event : night.found) check(event, night.id);
}

Tally tally_of(const NightEvents& night) {
  check(night);
  const Events truth = in_order(night.truth);
  const Events found = in_order(night.found);
  const Events true_cramps = only(truth, is_cramp);
  const auto cramps_found_as = [&](Certainty certainty) {
    const Events cramps = only(found, [&](const ScoredEvent& event) {
      return is_cramp(event) && event.certainty == certainty;
    });
    return tally_cramps(true_cramps, cramps, night.hours);
  };
  Tally tally;
  tally.cramp = tally_cramps(true_cramps, only(found, is_cramp), night.hours);
  tally.probable = cramps_found_as(Certainty::probable);
  tally.possible = cramps_found_as(Certainty::possible);
  tally.labels = tally_labels(truth, found);
  tally.leg_movements = tally_onsets(only(truth, is_leg_movement), only(found, is_leg_movement));
  tally.graded = tally_graded(true_cramps, found);
  return tally;
}

Scores scores_of_tally(const Tally& tally) {
  return {scores_of(tally.cramp),  scores_of(tally.probable),      scores_of(tally.possible),
          scores_of(tally.labels), scores_of(tally.leg_movements), scores_of(tally.graded)};
}

void add_cramp_values(const std::string& prefix, const CrampScores& s,
                      std::vector<NamedValue>& out) {
  const auto add = [&](const char* name, double value) { out.push_back({prefix + name, value}); };
  add("f1_iou20", s.iou20.f1);
  add("precision_iou20", s.iou20.precision);
  add("sensitivity_iou20", s.iou20.recall);
  add("f1_iou50", s.iou50.f1);
  add("precision_iou50", s.iou50.precision);
  add("sensitivity_iou50", s.iou50.recall);
  add("sensitivity_any", s.sensitivity_any);
  add("false_per_hour", s.false_alarms.per_hour);
  add("false_per_night", s.false_alarms.per_night);
  add("onset_error_median_s", s.onset_error_s.median);
  add("offset_error_median_s", s.offset_error_s.median);
  add("site_accuracy", s.site_accuracy);
  add("weak.sensitivity", s.weak_sensitivity);
}

std::vector<NamedValue> values_of(const Scores& scores) {
  std::vector<NamedValue> out;
  add_cramp_values("cramp.", scores.cramp, out);
  add_cramp_values("cramp.probable.", scores.probable, out);
  add_cramp_values("cramp.possible.", scores.possible, out);
  for (std::size_t i = 0; i < label_count; ++i)
    out.push_back({"labels." + std::string(to_text(static_cast<Label>(i))) + ".f1",
                   scores.labels.labels[i].f1});
  out.push_back({"macro_f1", scores.labels.macro_f1});
  out.push_back({"leg_movement_onsets.f1", scores.leg_movements.agreement.f1});
  out.push_back({"probability.average_precision", scores.probability.average_precision});
  out.push_back({"probability.brier", scores.probability.brier});
  out.push_back({"probability.ece", scores.probability.ece});
  return out;
}

Tally together(const std::vector<Tally>& tallies, const std::vector<std::size_t>& which) {
  Tally sum;
  for (const std::size_t i : which) sum.add(tallies[i]);
  return sum;
}

}  // namespace
}  // namespace eval

std::vector<CrampPair> pair_cramps(const NightEvents& night) {
  eval::check(night);
  const eval::Events truth = eval::only(eval::in_order(night.truth), eval::is_cramp);
  const eval::Events found = eval::only(eval::in_order(night.found), eval::is_cramp);
  std::vector<CrampPair> pairs;
  for (const ScoredEvent& event : truth) pairs.push_back({event, std::nullopt});
  std::vector<bool> has_partner(found.size(), false);
  for (const eval::Pair& pair :
       eval::match_from(eval::iou20, truth.size(), found.size(), eval::overlaps(truth, found))) {
    pairs[pair.truth].found = found[pair.found];
    has_partner[pair.found] = true;
  }
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!has_partner[i]) pairs.push_back({std::nullopt, found[i]});
  std::ranges::stable_sort(
      pairs, {}, [](const CrampPair& p) { return p.truth ? p.truth->onset : p.found->onset; });
  return pairs;
}

Evaluation evaluate(std::span<const NightEvents> nights, const EvaluateOptions& options) {
  if (options.resamples < 0)
    throw ArgumentError("resamples " + std::to_string(options.resamples) +
                        ": must not be negative");
  Evaluation out;
  out.options = options;
  std::vector<eval::Tally> tallies;
  eval::Tally sum;
  for (const NightEvents& night : nights) {
    tallies.push_back(eval::tally_of(night));
    sum.add(tallies.back());
    out.nights.push_back(
        {night.id, night.hours, night.hours_source, eval::scores_of_tally(tallies.back())});
  }
  out.total = eval::scores_of_tally(sum);
  out.estimates =
      eval::bootstrap(tallies.size(), options, [&](const std::vector<std::size_t>& which) {
        return eval::values_of(eval::scores_of_tally(eval::together(tallies, which)));
      });
  return out;
}

}  // namespace noctemg
