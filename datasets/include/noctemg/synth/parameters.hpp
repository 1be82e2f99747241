#pragma once

/// \file
/// Every number of the night simulator.

#include <string_view>

#include "noctemg/synth/artifact_parameters.hpp"
#include "noctemg/synth/cramp_parameters.hpp"
#include "noctemg/synth/motor_unit_parameters.hpp"
#include "noctemg/synth/movement_parameters.hpp"
#include "noctemg/synth/muscle_parameters.hpp"
#include "noctemg/synth/sleep_parameters.hpp"

namespace noctemg::synth {

/// A scenario is a set of changes to these defaults, which are a healthy sleeper's.
struct Parameters {
  MuscleParameters muscle;
  MotorUnitParameters unit;
  CrampUnitParameters cramp_unit;
  CrampParameters cramp;
  MovementParameters movement;
  ArtifactParameters artifact;
  SleepParameters sleep;
};

/// \param scenario  one of scenarios()
/// \param hours     length of the night, for scenarios that ask for a number of events in any
/// length \throws ArgumentError for an unknown scenario
[[nodiscard]] Parameters scenario_parameters(std::string_view scenario, double hours);

}  // namespace noctemg::synth
