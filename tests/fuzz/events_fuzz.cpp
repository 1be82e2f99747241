/// \file
/// A table of events from hostile text: either all is well, and then everything lies within the
/// promised bounds and can be judged, or InputError says what is not.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "noctemg/error.hpp"
#include "noctemg/evaluate.hpp"

namespace {

using namespace noctemg;

void check(const ScoredEvent& event) {
  const bool bad_probability = event.probability < 0 || event.probability > 1;
  if (event.duration < 0 || bad_probability || std::isinf(event.peak_uv)) std::abort();
  if (event.bilateral && event.side != Side::unknown) std::abort();
}

/// What was read agrees with itself wherever it can agree at all.
void judge(const EventTable& table) {
  NightEvents night;
  night.truth = night.found = table.events;
  const Evaluation evaluation = evaluate({&night, 1});
  const CrampScores& cramp = evaluation.total.cramp;
  if (cramp.iou20.matched != cramp.iou50.matched || cramp.touched < cramp.iou20.matched)
    std::abort();
}

void read(std::string_view text, UnknownLabels unknown) {
  try {
    const EventTable table = parse_event_table(text, "fuzz.tsv", unknown);
    for (const ScoredEvent& event : table.events) check(event);
    judge(table);
  } catch (const InputError& error) {
    if (error.rule().empty()) std::abort();  // an error that says nothing
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  read(text, UnknownLabels::are_errors);
  read(text, UnknownLabels::are_left_out);
  return 0;
}
