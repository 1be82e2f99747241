#pragma once

/// \file
/// Every rule that options break, as messages.

#include <string>
#include <vector>

#include "noctemg/options.hpp"

namespace noctemg::detail {

/// Values out of range or not among the choices; when there are none, options at odds with another.
[[nodiscard]] std::vector<std::string> option_violations(const Options& options);

/// False when a rule between options names an option that does not exist: for the tests, since a
/// mistyped rule would never fire.
[[nodiscard]] bool order_rules_name_options();

}  // namespace noctemg::detail
