#include "io/clock_text.hpp"

#include <charconv>
#include <chrono>

#include "io/plain_text.hpp"

namespace noctemg::io {
namespace {

/// Takes a number and, unless it is '\0', the sign after it off the front of `text`.
bool take(std::string_view& text, int& value, char sign) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value < 0) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (sign == '\0') return true;
  if (text.empty() || text.front() != sign) return false;
  text.remove_prefix(1);
  return true;
}

/// ".394531" as nanoseconds; digits beyond the ninth are dropped.
bool take_fraction(std::string_view text, std::int64_t& nanosecond) {
  nanosecond = 0;
  if (text.empty()) return true;
  if (text.front() != '.' || text.size() == 1) return false;
  std::int64_t unit = ticks_per_second / 10;
  for (const char digit : text.substr(1)) {
    if (digit < '0' || digit > '9') return false;
    nanosecond += (digit - '0') * unit;
    unit /= 10;
  }
  return true;
}

}  // namespace

ClockTime parse_clock(std::string_view text) {
  text = trimmed(text);
  ClockTime t;
  const bool date = take(text, t.year, '-') && take(text, t.month, '-') && take(text, t.day, '\0');
  if (!date || text.empty() || (text.front() != 'T' && text.front() != ' ')) return {};
  text.remove_prefix(1);
  const bool time =
      take(text, t.hour, ':') && take(text, t.minute, ':') && take(text, t.second, '\0');
  if (!time || !take_fraction(text, t.nanosecond)) return {};
  const std::chrono::year_month_day day{std::chrono::year{t.year},
                                        std::chrono::month{static_cast<unsigned>(t.month)},
                                        std::chrono::day{static_cast<unsigned>(t.day)}};
  const bool possible = day.ok() && t.year > 0 && t.hour < 24 && t.minute < 60 && t.second < 60;
  return possible ? t : ClockTime{};
}

}  // namespace noctemg::io
