#pragma once

/// \file
/// Where nights are written.

#include <string>

namespace noctemg::synth {

/// Makes the folder and those above it, where they are missing.
/// \throws OutputError when that fails, or when something else has the name
void make_folder(const std::string& folder);

}  // namespace noctemg::synth
