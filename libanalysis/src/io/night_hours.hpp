#pragma once

/// \file
/// How long a night was, out of its night.json.

#include <string>

#include "noctemg/evaluate.hpp"

namespace noctemg::io {

struct NightLength {
  double hours = not_a_number;  ///< analysable when known, else recorded
  HoursSource source = HoursSource::unknown;
  double span_s = not_a_number;  ///< from the first sample to the last, gaps included
};

/// \throws FileNotFoundError; InputError when it is no JSON object or says no length
[[nodiscard]] NightLength read_night_length(const std::string& path);

}  // namespace noctemg::io
