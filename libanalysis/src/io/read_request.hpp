#pragma once

/// \file
/// What every reader checks before it reads.

#include <cstddef>
#include <cstdint>
#include <span>

#include "noctemg/recording.hpp"

namespace noctemg::io {

/// \throws ArgumentError when segment, channels or frames are out of range or the channels' rates
/// differ
void check_request(const Recording& recording, std::size_t segment,
                   std::span<const std::size_t> channels, std::int64_t first, std::int64_t count);

}  // namespace noctemg::io
