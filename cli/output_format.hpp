#pragma once

/// \file
/// Which recording a command is to write.

#include <string>

#include "noctemg/writers.hpp"

namespace noctemg::cli {

/// The format that the ending of a path asks for. \throws OptionError for another ending, and when
/// the file is there already unless `replace`
[[nodiscard]] RecordingFormat output_format(const std::string& path, bool replace);

}  // namespace noctemg::cli
