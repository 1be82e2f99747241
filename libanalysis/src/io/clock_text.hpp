#pragma once

/// \file
/// Clock times read from text.

#include <string_view>

#include "noctemg/time.hpp"

namespace noctemg::io {

/// Reads "2026-03-01T22:58:03.394531" and, as OpenSignals writes them, "2017-1-23T9:8:51.69": a
/// date, T or a space, a time, the fraction optional, digits not padded. Unknown (year 0) when the
/// text is anything else or no such date exists.
[[nodiscard]] ClockTime parse_clock(std::string_view text);

}  // namespace noctemg::io
