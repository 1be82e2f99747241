#include "run/option_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace noctemg::detail {
namespace {

/// from_chars of the whole text, nothing before or after it.
template <class T>
bool parse_number(std::string_view text, T& out) {
  T value{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return false;
  out = value;
  return true;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string toml_escape(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    default:
      break;
  }
  const auto code = static_cast<unsigned char>(c);
  return code < 0x20 || code == 0x7f ? fmt::format("\\u{:04X}", code) : std::string(1, c);
}

}  // namespace

std::string number_text(double value) {
  std::array<char, 40> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} ? std::string(digits.data(), end) : std::string();
}

std::string toml_text(double value) {
  std::string text = number_text(value);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

std::string toml_text(int value) { return fmt::format("{}", value); }

std::string toml_text(bool value) { return value ? "true" : "false"; }

std::string toml_text(const std::string& value) {
  std::string text = "\"";
  for (const char c : value) text += toml_escape(c);
  return text + '"';
}

std::string range_text(const Range& range) {
  const bool low = std::isfinite(range.low);
  const bool high = std::isfinite(range.high);
  if (low && high) return number_text(range.low) + " to " + number_text(range.high);
  if (low) return "at least " + number_text(range.low);
  return high ? "at most " + number_text(range.high) : std::string();
}

std::string range_rule(const Range& range, std::string_view unit, std::string_view kind) {
  std::string rule = "must be";
  if (!kind.empty()) rule.append(" ").append(kind);
  const std::string span = range_text(range);
  if (span.empty()) return kind.empty() ? rule + " a finite number" : rule;
  rule += std::isfinite(range.low) && std::isfinite(range.high) ? " from " : " ";
  rule += span;
  if (!unit.empty() && unit != "1") rule.append(" ").append(unit);
  return rule;
}

std::vector<std::string> choice_list(const Choices& choices) {
  std::vector<std::string> list;
  std::string_view rest = choices.list;
  while (!choices.list.empty()) {
    const std::size_t bar = rest.find('|');
    list.emplace_back(rest.substr(0, bar));
    if (bar == std::string_view::npos) break;
    rest.remove_prefix(bar + 1);
  }
  return list;
}

std::string choices_text(const Choices& choices, std::string_view quote) {
  const std::vector<std::string> list = choice_list(choices);
  std::string text;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) text += i + 1 == list.size() ? " or " : ", ";
    if (list[i].empty() && quote.empty())
      text += "empty";
    else
      text.append(quote).append(list[i]).append(quote);
  }
  return text;
}

bool parse_text(std::string_view text, double& out) {
  double value = 0;
  if (!parse_number(text, value) || !std::isfinite(value)) return false;
  out = value + 0.0;  // turns -0 into 0, so that equal options have equal text
  return true;
}

bool parse_text(std::string_view text, int& out) { return parse_number(text, out); }

bool parse_text(std::string_view text, bool& out) {
  std::string word(text);
  std::transform(word.begin(), word.end(), word.begin(), lower);
  for (const std::string_view yes : {"true", "on", "yes", "1"})
    if (word == yes) return out = true;
  for (const std::string_view no : {"false", "off", "no", "0"}) {
    if (word != no) continue;
    out = false;
    return true;
  }
  return false;
}

bool parse_text(std::string_view text, std::string& out) {
  out = text;
  return true;
}

std::string printable(std::string_view text, std::size_t longest) {
  std::string shown(text.substr(0, longest));
  for (char& c : shown)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return text.size() > longest ? shown + "..." : shown;
}

bool within(double value, const Range& range) {
  return std::isfinite(value) && value >= range.low && value <= range.high;
}

bool among(std::string_view value, const Choices& choices) {
  const std::vector<std::string> list = choice_list(choices);
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace noctemg::detail
