#pragma once

/// \file
/// What to say about names that no option or preset has.

#include <string>
#include <string_view>
#include <vector>

namespace noctemg::detail {

/// "filter.highpass_hz", ... in the order of listings.
[[nodiscard]] std::vector<std::string> option_names();
/// "unknown option, did you mean filter.highpass_hz?"
[[nodiscard]] std::string unknown_option(std::string_view name);
[[nodiscard]] std::string unknown_preset(std::string_view name);

}  // namespace noctemg::detail
