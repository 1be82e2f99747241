// The number part of edf_text.hpp.

#include <charconv>
#include <cmath>
#include <system_error>

#include "io/edf_text.hpp"
#include "io/plain_text.hpp"
#include "io/wide.hpp"

namespace noctemg::io {
namespace {

std::string_view without_plus(std::string_view text) noexcept {
  return text.size() > 1 && text[0] == '+' && text[1] != '-' ? text.substr(1) : text;
}

/// A decimal number mantissa * 10^exponent, cut after 30 digits.
struct Decimal {
  Wide mantissa = 0;
  std::int64_t exponent = 0;
};

struct DecimalParser {
  std::string_view rest;
  Decimal value{};
  bool any_digit = false;

  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }

  void take_digits(bool after_point) {
    constexpr Wide full = Wide{1'000'000'000'000'000} * 1'000'000'000'000'000;
    for (; !rest.empty() && is_digit(rest.front()); rest.remove_prefix(1)) {
      any_digit = true;
      const bool fits = value.mantissa < full;
      if (fits) value.mantissa = value.mantissa * 10 + (rest.front() - '0');
      // A digit that no longer fits still moves the point when it stands before it.
      if (fits == after_point) value.exponent += after_point ? -1 : 1;
    }
  }

  bool take_exponent() {
    if (!take('e') && !take('E')) return rest.empty();
    const std::optional<std::int64_t> exponent = parse_whole(rest);
    if (!exponent || *exponent > 99 || *exponent < -99) return false;
    value.exponent += *exponent;
    return true;
  }
};

std::optional<Decimal> parse_decimal(std::string_view text) {
  DecimalParser parser{text};
  const bool negative = parser.take('-');
  if (!negative) parser.take('+');
  parser.take_digits(false);
  if (parser.take('.')) parser.take_digits(true);
  if (!parser.any_digit || !parser.take_exponent()) return std::nullopt;
  if (negative) parser.value.mantissa = -parser.value.mantissa;
  return parser.value;
}

/// value / 10, ..., rounded once, half away from zero.
Wide divided_by_power_of_ten(Wide value, std::int64_t power) {
  if (power > 37) return 0;
  Wide divisor = 1;
  for (; power > 0; --power) divisor *= 10;
  const Wide half = divisor / 2;
  return (value >= 0 ? value + half : value - half) / divisor;
}

}  // namespace

std::optional<std::int64_t> parse_whole(std::string_view text) noexcept {
  text = without_plus(text);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> parse_real(std::string_view text) noexcept {
  text = without_plus(text);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<Ticks> parse_ticks(std::string_view text) noexcept {
  const std::optional<Decimal> decimal = parse_decimal(text);
  if (!decimal) return std::nullopt;
  Wide ticks = decimal->mantissa;
  std::int64_t power = decimal->exponent + 9;
  // Whole seconds, as nearly all onsets of records are.
  constexpr Wide most_seconds = longest_ticks / 1'000'000'000;
  if (power == 9 && ticks <= most_seconds && ticks >= -most_seconds) {
    return static_cast<Ticks>(ticks * 1'000'000'000);
  }
  for (; power > 0 && ticks != 0; --power) {
    ticks *= 10;
    if (ticks > longest_ticks || ticks < -longest_ticks) return std::nullopt;
  }
  if (power < 0) ticks = divided_by_power_of_ten(ticks, -power);
  if (ticks > longest_ticks || ticks < -longest_ticks) return std::nullopt;
  return static_cast<Ticks>(ticks);
}

}  // namespace noctemg::io
