#pragma once

/// \file
/// For times that a test writes in seconds.

#include "noctemg/time.hpp"

namespace noctemg::test {

inline constexpr Ticks one_s = ticks_per_second;

}  // namespace noctemg::test
