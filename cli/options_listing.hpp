#pragma once

/// \file
/// Options as listings for people and programs.

#include <string>
#include <vector>

#include "noctemg/options.hpp"

namespace noctemg::cli {

/// Options whose name, help, unit or source contains every word, in any case.
[[nodiscard]] std::vector<OptionDescription> search(const std::vector<OptionDescription>& options,
                                                    const std::vector<std::string>& words);

/// Name, value, range, wrapped help and source.
[[nodiscard]] std::string text_listing(const std::vector<OptionDescription>& options);
/// All presets with what they are for and where they come from.
[[nodiscard]] std::string preset_listing();
/// TOML with the help as comments: a file for --config.
[[nodiscard]] std::string toml_listing(const std::vector<OptionDescription>& options);
/// One JSON array.
[[nodiscard]] std::string json_listing(const std::vector<OptionDescription>& options);

}  // namespace noctemg::cli
