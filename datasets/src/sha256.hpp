#pragma once

/// \file
/// SHA-256 (FIPS 180-4), as sha256sum prints it.

#include <string>
#include <string_view>

namespace noctemg::synth {

[[nodiscard]] std::string sha256_of_text(std::string_view text);
/// \throws OutputError when the file cannot be read: it is one that was just written
[[nodiscard]] std::string sha256_of_file(const std::string& path);

}  // namespace noctemg::synth
