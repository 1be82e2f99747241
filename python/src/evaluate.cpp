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

}  // namespace

void register_evaluate(py::module_& module) { module.def("evaluate", &evaluate_paths); }

}  // namespace noctemg::python
