#pragma once

/// \file
/// EDF, EDF+, BDF and BDF+ behind the Reader interface.

#include <memory>
#include <string>

#include "noctemg/reader.hpp"

namespace noctemg::io {

/// \throws FileNotFoundError; InputError for damage that leaves times or scales of samples unknown
[[nodiscard]] std::unique_ptr<Reader> open_edf(const std::string& path, const ReadOptions& options);

}  // namespace noctemg::io
