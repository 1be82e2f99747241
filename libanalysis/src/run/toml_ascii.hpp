#pragma once

/// \file
/// Letters beyond ASCII in TOML: allowed in comments and strings only. toml++ 3.3 runs into
/// undefined behaviour on some of them elsewhere ("[é]"), so they are looked for beforehand.

#include <cstddef>
#include <optional>
#include <string_view>

namespace noctemg::detail {

struct TomlPosition {
  std::size_t line = 1;
  std::size_t column = 1;  ///< in characters

  friend bool operator==(const TomlPosition&, const TomlPosition&) = default;
};

/// The first byte above 127 outside comments and strings, or right behind the backslash of an
/// escape. A byte order mark at the start does not count. In text that is not TOML the answer is
/// right up to the first mistake, which is all that its reader looks at.
[[nodiscard]] std::optional<TomlPosition> misplaced_non_ascii(std::string_view text);

}  // namespace noctemg::detail
