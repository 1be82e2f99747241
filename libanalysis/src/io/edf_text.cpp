#include "io/edf_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/core.h>

namespace noctemg::io {
namespace {

constexpr bool is_control(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

constexpr unsigned char byte_at(std::string_view bytes, std::size_t i) noexcept {
  return static_cast<unsigned char>(bytes[i]);
}

/// Length of the UTF-8 character at `i`, 0 when there is none: overlong forms, surrogates and
/// values beyond U+10FFFF are none.
std::size_t utf8_length(std::string_view bytes, std::size_t i) noexcept {
  const unsigned char lead = byte_at(bytes, i);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || i + length > bytes.size()) return 0;
  for (std::size_t k = 1; k < length; ++k)
    if ((byte_at(bytes, i + k) & 0xc0) != 0x80) return 0;
  const unsigned char second = byte_at(bytes, i + 1);
  const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
  const bool surrogate = lead == 0xed && second > 0x9f;
  const bool too_large = lead == 0xf4 && second > 0x8f;
  return overlong || surrogate || too_large ? 0 : length;
}

std::string latin1_to_utf8(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xc0 | (byte >> 6));
      text += static_cast<char>(0x80 | (byte & 0x3f));
    }
  }
  return text;
}

}  // namespace

bool is_ascii(std::string_view bytes) noexcept {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_utf8(std::string_view bytes) noexcept {
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = utf8_length(bytes, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string to_utf8(std::string_view bytes) {
  return is_utf8(bytes) ? std::string(bytes) : latin1_to_utf8(bytes);
}

std::string_view without_padding(std::string_view field) noexcept {
  constexpr std::string_view padding(" \0", 2);
  const std::size_t begin = field.find_first_not_of(padding);
  if (begin == std::string_view::npos) return {};
  return field.substr(begin, field.find_last_not_of(padding) + 1 - begin);
}

std::string field_text(std::string_view field) {
  std::string text = to_utf8(field);
  std::replace_if(text.begin(), text.end(), is_control, ' ');
  return std::string(without_padding(text));
}

std::string printable(std::string_view field) {
  constexpr std::size_t longest = 60;
  std::string text;
  for (const char c : to_utf8(without_padding(field).substr(0, longest))) {
    if (is_control(c))
      text += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else
      text += c;
  }
  return text;
}

NumberField number_field(std::string_view field) {
  NumberField number{std::string(without_padding(field)), {}};
  const auto note = [&](std::string_view what) {
    if (!number.oddities.empty()) number.oddities += ", ";
    number.oddities += what;
  };
  if (const std::size_t comma = number.text.find(','); comma != std::string::npos) {
    number.text[comma] = '.';
    note("a decimal comma");
  }
  if (field.find('\0') != std::string_view::npos) note("NUL padding");
  if (!number.text.empty() && field.front() == ' ') note("leading spaces");
  return number;
}

}  // namespace noctemg::io
