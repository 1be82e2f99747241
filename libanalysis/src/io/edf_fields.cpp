#include "io/edf_fields.hpp"

#include <cmath>
#include <optional>

#include <fmt/core.h>

#include "io/edf_text.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

/// Also whole numbers that are written like real ones, "256.0" or "1e3".
std::optional<std::int64_t> lenient_whole(std::string_view text) {
  if (const auto value = parse_whole(text)) return value;
  const std::optional<double> real = parse_real(text);
  if (!real || *real != std::nearbyint(*real) || std::fabs(*real) > 1e15) return std::nullopt;
  return static_cast<std::int64_t>(*real);
}

}  // namespace

void HeaderFields::warn(const FieldPlace& place, std::string_view message) const {
  if (place.channel.empty())
    warnings_.add(place.field, message);
  else
    warnings_.add_for_channel(place.field, message, place.channel);
}

void HeaderFields::reject(const FieldPlace& place, std::string_view value,
                          std::string_view rule) const {
  std::string where(place.channel);
  if (!where.empty()) where += ", ";
  where += place.field;
  const std::string shown = printable(value);
  throw InputError(path_, where, shown.empty() ? "(blank)" : shown, rule);
}

std::string HeaderFields::text(const FieldPlace& place, std::string_view field) const {
  if (!is_ascii(field))
    warn(place, fmt::format("must be ASCII; read as {}", is_utf8(field) ? "UTF-8" : "Latin-1"));
  return field_text(field);
}

std::string HeaderFields::number_text(const FieldPlace& place, std::string_view field) const {
  NumberField number = number_field(field);
  if (!number.oddities.empty())
    warn(place, fmt::format("written with {}; read as if it were not", number.oddities));
  return number.text;
}

std::int64_t HeaderFields::whole(const FieldPlace& place, std::string_view field, std::int64_t low,
                                 std::int64_t high) const {
  const std::string text = number_text(place, field);
  const std::optional<std::int64_t> value = lenient_whole(text);
  if (!value || *value < low || *value > high)
    reject(place, field, fmt::format("must be a whole number from {} to {}", low, high));
  if (!parse_whole(text)) warn(place, "must be written as a whole number");
  return *value;
}

double HeaderFields::real(const FieldPlace& place, std::string_view field) const {
  const std::optional<double> value = parse_real(number_text(place, field));
  if (!value) reject(place, field, "must be a number");
  return *value;
}

Ticks HeaderFields::duration(const FieldPlace& place, std::string_view field) const {
  const std::optional<Ticks> value = parse_ticks(number_text(place, field));
  if (!value || *value < 0) reject(place, field, "must be a number of seconds, 0 or more");
  return *value;
}

}  // namespace noctemg::io
