#pragma once

/// \file
/// Reading plain text files line by line, and the few string operations that tables and labels
/// need.

#include <string>
#include <string_view>
#include <vector>

namespace noctemg::io {

/// ASCII digits only.
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
/// Without ASCII white space at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;
/// ASCII letters in lower case; other bytes as they are.
[[nodiscard]] std::string lower(std::string_view text);
/// Fields between separators; n separators give n + 1 fields.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// Lines without their end ("\n" or "\r\n"); a last line without an end counts, an empty one after
/// the last end does not. A UTF-8 byte order mark at the start is left out.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);
/// All bytes of a file. \throws FileNotFoundError when it cannot be opened, InputError when it is
/// larger than `largest_bytes` or cannot be read
[[nodiscard]] std::string read_text(const std::string& path,
                                    std::size_t largest_bytes = std::size_t{64} << 20);
/// True for "" and "n/a" in any case.
[[nodiscard]] bool is_missing(std::string_view field);

/// The start of a text for a message: at most 60 bytes, so that a file of another kind does not
/// spill its contents.
[[nodiscard]] std::string_view excerpt(std::string_view text) noexcept;

}  // namespace noctemg::io
