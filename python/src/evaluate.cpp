#include "noctemg/evaluate.hpp"

#include <string>
#include <utility>

#include "bindings.hpp"

namespace noctemg::python {
namespace {

/// \return what `noctemg evaluate --json` prints
std::string evaluate_paths(const std::string& truth, const std::string& found,
                           bool ignore_unknown_labels, bool missing_as_empty, double hours,
                           int resamples, std::uint64_t seed) {
  const py::gil_scoped_release no_gil;
  PairingOptions pairing;
  if (ignore_unknown_labels) pairing.unknown = UnknownLabels::are_left_out;
  pairing.missing_as_empty = missing_as_empty;
  pairing.hours = hours;
  const EventPairing pairs = pair_event_tables(truth, found, pairing);
  return evaluation_json(evaluate(pairs.nights, {resamples, seed}), pairs);
}

/// Onsets of true and found cramps and whether they are a pair; NaN where one side has none.
py::list cramp_pairs(const std::string& truth_tsv, const std::string& found_tsv) {
  NightEvents night;
  night.truth = parse_event_table(truth_tsv, "truth").events;
  night.found = parse_event_table(found_tsv, "events").events;
  py::list list;
  const auto onset = [](const std::optional<ScoredEvent>& event) {
    return event ? seconds(event->onset) : not_a_number;
  };
  const auto duration = [](const std::optional<ScoredEvent>& event) {
    return event ? seconds(event->duration) : not_a_number;
  };
  for (const CrampPair& pair : pair_cramps(night)) {
    list.append(py::make_tuple(onset(pair.truth), duration(pair.truth), onset(pair.found),
                               duration(pair.found)));
  }
  return list;
}

}  // namespace

void register_evaluate(py::module_& module) {
  module.def("evaluate", &evaluate_paths);
  module.def("cramp_pairs", &cramp_pairs);
}

}  // namespace noctemg::python
