#pragma once

/// \file
/// Every number of the night simulator, and numbers as text.

#include <string>
#include <string_view>
#include <vector>

#include "noctemg/synth/artifact_parameters.hpp"
#include "noctemg/synth/body_parameters.hpp"
#include "noctemg/synth/cramp_parameters.hpp"
#include "noctemg/synth/motor_unit_parameters.hpp"
#include "noctemg/synth/movement_parameters.hpp"
#include "noctemg/synth/muscle_parameters.hpp"
#include "noctemg/synth/rhythm_parameters.hpp"
#include "noctemg/synth/sleep_parameters.hpp"
#include "noctemg/synth/tone_parameters.hpp"
#include "noctemg/synth/twitch_parameters.hpp"
#include "noctemg/synth/wake_parameters.hpp"

namespace noctemg::synth {

/// A scenario is a set of changes to these defaults, which are a healthy sleeper's.
struct Parameters {
  MuscleParameters muscle;
  MotorUnitParameters unit;
  CrampUnitParameters cramp_unit;
  CrampParameters cramp;
  MovementParameters movement;
  RhythmParameters rhythm;
  ToneParameters tone;
  TwitchParameters twitch;
  WakeParameters wake;
  ArtifactParameters artifact;
  BodyParameters body;
  SleepParameters sleep;

  /// Group names and members, in the order of listings.
  template <class Visitor>
  static constexpr void visit_groups(Visitor&& visit) {
    visit("muscle", &Parameters::muscle);
    visit("unit", &Parameters::unit);
    visit("cramp_unit", &Parameters::cramp_unit);
    visit("cramp", &Parameters::cramp);
    visit("movement", &Parameters::movement);
    visit("rhythm", &Parameters::rhythm);
    visit("tone", &Parameters::tone);
    visit("twitch", &Parameters::twitch);
    visit("wake", &Parameters::wake);
    visit("artifact", &Parameters::artifact);
    visit("body", &Parameters::body);
    visit("sleep", &Parameters::sleep);
  }
};

/// One number as listings show it.
struct ParameterDescription {
  std::string name;  ///< "cramp.fewest"
  double value = 0;
  std::string unit;  ///< "1" for a ratio or a number of things
  Range range;
  std::string meaning;
  std::string source;  ///< never "same": the source that this points to
};
[[nodiscard]] std::vector<ParameterDescription> describe_parameters(
    const Parameters& parameters = {});

/// Sets "group.name". \return the rule that name or value breaks, "" when none
[[nodiscard]] std::string set_parameter(Parameters& parameters, std::string_view name,
                                        double value);
/// The same for the text "group.name=value"; a broken rule comes with the text.
[[nodiscard]] std::string assign_parameter(Parameters& parameters, std::string_view assignment);

/// Rules between numbers that are broken: `x_low` above `x_high`.
[[nodiscard]] std::vector<std::string> parameter_violations(const Parameters& parameters);

/// TOML of all numbers, shortest round-trip form; with comments when `explained`.
[[nodiscard]] std::string parameters_toml(const Parameters& parameters, bool explained = false);

}  // namespace noctemg::synth
