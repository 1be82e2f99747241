#pragma once

/// \file
/// A plan with everything looked up: the scenario's numbers, the montage's channels.

#include <cstdint>
#include <string>
#include <vector>

#include "leads.hpp"
#include "noctemg/synth.hpp"
#include "noctemg/synth/parameters.hpp"

namespace noctemg::synth {

struct Setup {
  std::string id;  ///< `<scenario>-<seed>-NNN`
  std::string scenario;
  Parameters parameters;
  std::vector<Lead> leads;  ///< rates filled in
  double duration_s = 0;    ///< a whole number
  RecordingFormat format = RecordingFormat::edf;
  std::uint64_t key = 0;  ///< of the night
};

/// \throws ArgumentError, OptionError
[[nodiscard]] Setup set_up(const NightPlan& plan);

/// Everything that decides a series of nights, but for its seed and their numbers.
[[nodiscard]] std::string options_text(const Setup& setup);

}  // namespace noctemg::synth
