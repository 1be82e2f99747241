#pragma once

/// \file
/// The physical dimension field of EDF signals.

#include <string_view>

#include "io/voltage_unit.hpp"

namespace noctemg::io {

/// Like voltage_unit(), for bytes in any encoding and all spellings met in EDF files: any case
/// (there are no megavolts), "microvolt", and the letter mu also in Shift-JIS and GB 2312.
[[nodiscard]] VoltageUnit edf_unit(std::string_view field);

}  // namespace noctemg::io
