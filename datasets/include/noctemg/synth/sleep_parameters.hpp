#pragma once

/// \file
/// The hypnogram. Each number with its unit, its meaning and where it comes from.

#include <tuple>

#include "noctemg/synth/parameter.hpp"

namespace noctemg::synth {

/// The hypnogram.
struct SleepParameters {
  double latency_low_s = 300.0;
  double latency_high_s = 1500.0;
  double cycle_s = 5400.0;
  double awakening_share = 0.012;
  double awakening_epochs = 2.0;

  static constexpr auto describe() {
    using G = SleepParameters;
    return std::make_tuple(parameter("latency_low_s", &G::latency_low_s, "s",
                                     "time until sleep: from", "general knowledge"),
                           parameter("latency_high_s", &G::latency_high_s, "s",
                                     "time until sleep: to", "general knowledge"),
                           parameter("cycle_s", &G::cycle_s, "s", "mean length of a sleep cycle",
                                     "general knowledge: about 90 min"),
                           parameter("awakening_share", &G::awakening_share, "1",
                                     "chance per 30 s of sleep of an awakening", "proposal"),
                           parameter("awakening_epochs", &G::awakening_epochs, "1",
                                     "mean length of an awakening in epochs of 30 s", "proposal"));
  }
};
static_assert(every_member_described<SleepParameters>);

}  // namespace noctemg::synth
