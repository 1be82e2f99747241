#pragma once

/// \file
/// How a number of the night simulator describes itself: unit, meaning and where it comes from.
/// "proposal" marks numbers chosen for this simulator because no measurement was found.

#include <string_view>

#include "noctemg/option_field.hpp"

namespace noctemg::synth {

template <class Group>
[[nodiscard]] constexpr Field<Group, double> parameter(std::string_view name, double Group::*member,
                                                       std::string_view unit,
                                                       std::string_view meaning,
                                                       std::string_view source) {
  return {name, member, unit, {}, {}, meaning, source};
}

}  // namespace noctemg::synth
