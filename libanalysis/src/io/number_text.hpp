#pragma once

/// \file
/// Numbers, times and labels as the result files show them.

#include <string>
#include <string_view>

#include "noctemg/recording.hpp"

namespace noctemg::io {

/// Fixed decimals; "n/a" for NaN and infinities; never "-0".
[[nodiscard]] std::string fixed_text(double value, int decimals);
/// Seconds with three decimals, rounded half up in integers: 83000004999 ns -> "83.000".
[[nodiscard]] std::string milliseconds_text(Ticks time);
/// Seconds exactly, without trailing zeros: 1500000000 -> "1.5", 3000000000 -> "3".
[[nodiscard]] std::string exact_seconds_text(Ticks time);
/// "2026-03-01T22:58:03.394", rounded to a millisecond; "n/a" when the start is unknown.
[[nodiscard]] std::string clock_text(const ClockTime& start, Ticks time);
/// One table field: control characters become blanks, double quotes single ones (readers take a
/// leading one for quoting); "n/a" when nothing is left.
[[nodiscard]] std::string cell_text(std::string_view text);
/// A channel label within a list joined by '|': also without that character.
[[nodiscard]] std::string label_text(std::string_view label);
/// File name without its folders.
[[nodiscard]] std::string file_name(std::string_view path);

}  // namespace noctemg::io
