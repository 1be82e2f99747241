#pragma once

/// \file
/// How a number of the night simulator describes itself: unit, range, meaning and where it comes
/// from. "proposal" marks numbers chosen for this simulator because no measurement was found.

#include <string_view>

#include "noctemg/option_field.hpp"

namespace noctemg::synth {

/// What a number of this unit may be, unless its line says otherwise. Nothing here is negative, and
/// times and frequencies are divided by.
[[nodiscard]] constexpr Range usual_range(std::string_view name, std::string_view unit) {
  if (name.ends_with("_share")) return {0, 1};
  if (name.ends_with("sigma")) return {0, 3};
  if (unit == "1/h") return {0, 10'000};
  if (unit == "s") return {0.001, 86'400};
  if (unit == "Hz") return {0.01, 5'000};
  return unit == "1" ? Range{0, 100} : Range{0, 1'000'000};
}

template <class Group>
[[nodiscard]] constexpr Field<Group, double> parameter(std::string_view name, double Group::*member,
                                                       std::string_view unit,
                                                       std::string_view meaning,
                                                       std::string_view source) {
  return {name, member, unit, usual_range(name, unit), {}, meaning, source};
}

template <class Group>
[[nodiscard]] constexpr Field<Group, double> parameter(std::string_view name, double Group::*member,
                                                       std::string_view unit, Range range,
                                                       std::string_view meaning,
                                                       std::string_view source) {
  return {name, member, unit, range, {}, meaning, source};
}

}  // namespace noctemg::synth
