#pragma once

/// \file
/// "Did you mean": the known name nearest to a mistyped one.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace noctemg {

/// Fewest insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`, byte
/// by byte.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The name among `known` with the smallest edit distance, the first one of equals; "" when even
/// that differs in more than two places and a third of its length.
[[nodiscard]] std::string nearest_name(std::string_view name, std::span<const std::string> known);

}  // namespace noctemg
