#pragma once

/// \file
/// The part of an EDF header that speaks of signals.

#include <string_view>
#include <vector>

#include "io/edf_fields.hpp"
#include "io/edf_header.hpp"

namespace noctemg::io {

inline constexpr std::size_t signal_header_bytes = 256;

/// \param bytes  256 bytes per signal, stored field by field
/// \param plus   in EDF+ and BDF+ a signal with the standard's label holds annotations
/// \throws InputError naming channel and field
[[nodiscard]] std::vector<EdfSignal> parse_signals(std::string_view bytes,
                                                   std::int64_t sample_bytes, bool plus,
                                                   const HeaderFields& fields);

}  // namespace noctemg::io
