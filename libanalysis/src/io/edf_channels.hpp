#pragma once

/// \file
/// Recording channels made of EDF signals: unit, scale, rails, rate.

#include <cstddef>
#include <vector>

#include "io/edf_header.hpp"
#include "io/edf_warnings.hpp"
#include "noctemg/option_groups.hpp"
#include "noctemg/recording.hpp"

namespace noctemg::io {

/// Signals that are channels: those with samples that are no annotations. Indices into
/// header.signals; a signal without samples is left out with a warning.
[[nodiscard]] std::vector<std::size_t> channel_signals(const EdfHeader& header,
                                                       WarningList& warnings);

/// Everything about a channel but its montage. A signal whose ranges give no scale becomes an
/// uncalibrated channel that delivers digital values, with a warning.
[[nodiscard]] Channel edf_channel(const EdfHeader& header, std::size_t index,
                                  const ReadOptions& options, WarningList& warnings);

}  // namespace noctemg::io
