#pragma once

/// \file
/// Which words name which muscle.

#include <set>
#include <string>
#include <string_view>

namespace noctemg::io {

/// The muscle that a set of stems names: the rule that uses most of them wins; "" when none does
/// or when two different muscles are named equally well.
[[nodiscard]] std::string_view muscle_of_stems(const std::set<std::string>& stems);

/// The more exact of two names ("gastrocnemius", "gastrocnemius_medialis"); "" when they disagree.
[[nodiscard]] std::string_view more_exact(std::string_view a, std::string_view b) noexcept;

}  // namespace noctemg::io
