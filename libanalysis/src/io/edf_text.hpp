#pragma once

/// \file
/// Text and numbers as EDF headers hold them: fixed width, padded, mostly ASCII.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "noctemg/time.hpp"

namespace noctemg::io {

/// Onsets, durations and whole recordings stay below this (63 years), so that sums of a few of
/// them never overflow.
inline constexpr Ticks longest_ticks = 2'000'000'000'000'000'000;

[[nodiscard]] bool is_ascii(std::string_view bytes) noexcept;
[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;
/// Bytes that are valid UTF-8 as they are, all others read as Latin-1.
[[nodiscard]] std::string to_utf8(std::string_view bytes);

/// Without padding (spaces and NUL) at both ends.
[[nodiscard]] std::string_view without_padding(std::string_view field) noexcept;
/// A text field: without padding, control characters become spaces, UTF-8.
[[nodiscard]] std::string field_text(std::string_view field);
/// A field for a message: without padding, control characters as "\x1f", at most 60 bytes.
[[nodiscard]] std::string printable(std::string_view field);

/// A number field and whether it was written in a way that EDF does not allow.
struct NumberField {
  std::string text;      ///< digits with a decimal point
  std::string oddities;  ///< "" or what was put right, e.g. "a decimal comma"
};
[[nodiscard]] NumberField number_field(std::string_view field);

/// The whole text must be the number; nullopt otherwise.
[[nodiscard]] std::optional<std::int64_t> parse_whole(std::string_view text) noexcept;
/// Finite numbers only.
[[nodiscard]] std::optional<double> parse_real(std::string_view text) noexcept;
/// Decimal seconds as nanoseconds, exact up to the ninth decimal, then rounded to nearest.
/// nullopt when it is no number or beyond longest_ticks.
[[nodiscard]] std::optional<Ticks> parse_ticks(std::string_view text) noexcept;

}  // namespace noctemg::io
