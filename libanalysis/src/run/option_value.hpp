#pragma once

/// \file
/// One option value as text: parsing, the rule it must meet, its TOML form. A rule is a clause such
/// as "must be from 5 to 200 Hz"; an empty one means that all is well.

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "noctemg/option_field.hpp"

namespace noctemg::detail {

/// Shortest text that reads back as the same value: "20", "0.35", "1e-05".
[[nodiscard]] std::string number_text(double value);

/// The same as TOML; a number always looks like one ("20.0").
[[nodiscard]] std::string toml_text(double value);
[[nodiscard]] std::string toml_text(int value);
[[nodiscard]] std::string toml_text(bool value);
[[nodiscard]] std::string toml_text(const std::string& value);

/// "5 to 200", "at least 5", "" for anything.
[[nodiscard]] std::string range_text(const Range& range);
[[nodiscard]] std::vector<std::string> choice_list(const Choices& choices);
/// "auto, 50, 60 or off"
[[nodiscard]] std::string choices_text(const Choices& choices, std::string_view quote = "");

/// "must be from 5 to 200 Hz", or with a kind "must be a number from 5 to 200 Hz".
[[nodiscard]] std::string range_rule(const Range& range, std::string_view unit,
                                     std::string_view kind = "");

/// The whole text must be the value. \return false when it is not; `out` is then untouched
[[nodiscard]] bool parse_text(std::string_view text, double& out);
[[nodiscard]] bool parse_text(std::string_view text, int& out);
[[nodiscard]] bool parse_text(std::string_view text, bool& out);
[[nodiscard]] bool parse_text(std::string_view text, std::string& out);

/// Text as it may stand in a message: control characters as '?', at most `longest` bytes.
[[nodiscard]] std::string printable(std::string_view text, std::size_t longest = 60);

template <class T>
[[nodiscard]] constexpr std::string_view type_name() {
  if constexpr (std::is_same_v<T, double>) return "number";
  if constexpr (std::is_same_v<T, int>) return "integer";
  if constexpr (std::is_same_v<T, bool>) return "switch";
  return "text";
}

/// What any text must be to become this option at all.
template <class Group, class T>
[[nodiscard]] std::string type_rule(const Field<Group, T>& field) {
  if constexpr (std::is_same_v<T, double>) return range_rule(field.range, field.unit, "a number");
  if constexpr (std::is_same_v<T, int>)
    return range_rule(field.range, field.unit, "a whole number");
  if constexpr (std::is_same_v<T, bool>) return "must be true or false (or on, off, yes, no, 1, 0)";
  return "must be text";
}

[[nodiscard]] bool within(double value, const Range& range);
[[nodiscard]] bool among(std::string_view value, const Choices& choices);

/// The rule that `value` breaks, "" when none.
template <class Group, class T>
[[nodiscard]] std::string broken_rule(const Field<Group, T>& field, const T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    return among(value, field.choices) ? "" : "must be " + choices_text(field.choices);
  } else if constexpr (std::is_same_v<T, bool>) {
    return {};
  } else {
    return within(value, field.range) ? "" : range_rule(field.range, field.unit);
  }
}

/// "5 to 200", "auto, 50, 60 or off", ""
template <class Group, class T>
[[nodiscard]] std::string allowed_text(const Field<Group, T>& field) {
  if constexpr (std::is_same_v<T, std::string>) return choices_text(field.choices);
  if constexpr (std::is_same_v<T, bool>) return "true or false";
  return range_text(field.range);
}

}  // namespace noctemg::detail
