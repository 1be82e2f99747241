#pragma once

/// \file
/// The resting level of a channel on its own, as analyses tell it.

#include <span>
#include <vector>

#include "noctemg/options.hpp"

namespace noctemg {

/// A low percentile of one-second levels in a long window around each second, pushed inwards at the
/// ends.
/// \param levels_uv  level of each second; NaN = not usable
/// \returns levels_uv.size() values in uV; NaN where the window holds nothing usable
[[nodiscard]] std::vector<float> resting_levels(std::span<const float> levels_uv,
                                                const RestOptions& options);

}  // namespace noctemg
