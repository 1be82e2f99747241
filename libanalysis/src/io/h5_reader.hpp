#pragma once

/// \file
/// Opening HDF5 recordings: noctemg's own layout and PLUX OpenSignals.

#include <memory>
#include <string>

#include "noctemg/reader.hpp"

namespace noctemg::io {

/// \throws FileNotFoundError; InputError for damaged files and for HDF5 files of any other layout
[[nodiscard]] std::unique_ptr<Reader> open_h5(const std::string& path, const ReadOptions& options);

}  // namespace noctemg::io
