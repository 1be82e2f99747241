#pragma once

/// \file
/// Units of voltages: spellings of microvolt made one.

#include <string>
#include <string_view>

namespace noctemg::io {

struct VoltageUnit {
  std::string text;        ///< "nV", "uV", "mV", "V"; anything else as it was, trimmed
  double uv_per_unit = 0;  ///< 0 when it is no voltage
};

/// Knows micro as u, as the two Unicode signs and as the Latin-1 byte; n, u and m in lower case
/// only (M would be mega), volt as V or v.
[[nodiscard]] VoltageUnit voltage_unit(std::string_view text);

}  // namespace noctemg::io
