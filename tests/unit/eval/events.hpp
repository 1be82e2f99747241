#pragma once

/// \file
/// Events by hand, in seconds.

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "noctemg/evaluate.hpp"

namespace noctemg::eval {

using Events = std::vector<ScoredEvent>;

inline Ticks ticks(double time_s) {
  return static_cast<Ticks>(std::llround(time_s * 1000)) * (ticks_per_second / 1000);
}

/// [begin_s, end_s) on the left calf.
inline ScoredEvent event(double begin_s, double end_s, Label label = Label::cramp) {
  ScoredEvent out;
  out.onset = ticks(begin_s);
  out.duration = ticks(end_s) - out.onset;
  out.label = label;
  out.side = Side::left;
  out.channels = {"L GM"};
  out.muscle = "gastrocnemius_medialis";
  return out;
}

inline ScoredEvent on_side(ScoredEvent event, Side side, bool bilateral = false) {
  event.side = side;
  event.bilateral = bilateral;
  return event;
}

inline ScoredEvent of_certainty(ScoredEvent event, Certainty certainty) {
  event.certainty = certainty;
  return event;
}

inline ScoredEvent of_probability(ScoredEvent event, double probability) {
  event.probability = probability;
  return event;
}

inline NightEvents night(Events truth, Events found, double hours = 8) {
  return {"night", std::move(truth), std::move(found), hours, HoursSource::given};
}

/// One night, without intervals.
inline Scores judged(Events truth, Events found, double hours = 8) {
  const std::vector<NightEvents> nights = {night(std::move(truth), std::move(found), hours)};
  return evaluate(nights).total;
}

}  // namespace noctemg::eval
