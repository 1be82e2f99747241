#pragma once

/// \file
/// Scores as JSON, piece by piece.

#include "io/json_parts.hpp"
#include "noctemg/evaluate.hpp"

namespace noctemg::io {

/// How every number was made, in words.
[[nodiscard]] Json rules_json();
[[nodiscard]] Json agreement_json(const Agreement& agreement);
[[nodiscard]] Json spread_json(const Spread& spread);
[[nodiscard]] Json cramp_json(const CrampScores& scores);

}  // namespace noctemg::io
