#include "io/edf_start.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <string>

#include "io/edf_text.hpp"
#include "io/plain_text.hpp"

namespace noctemg::io {
namespace {

struct Three {
  int first = 0, second = 0, third = 0;
  bool dotted = true;
};

/// "12.34.56" with any separators; nullopt for anything else.
std::optional<Three> three_numbers(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  std::array<int, 3> numbers{};
  for (std::size_t i = 0; i < 3; ++i) {
    const char tens = text[3 * i], ones = text[3 * i + 1];
    if (!is_digit(ones) || !(is_digit(tens) || tens == ' ')) return std::nullopt;
    numbers[i] = (tens == ' ' ? 0 : tens - '0') * 10 + (ones - '0');
  }
  if (is_digit(text[2]) || is_digit(text[5])) return std::nullopt;
  return Three{numbers[0], numbers[1], numbers[2], text[2] == '.' && text[5] == '.'};
}

struct Date {
  int year = 0, month = 0, day = 0;
};

bool is_valid(const Date& date) {
  using namespace std::chrono;
  return year_month_day(year(date.year), month(static_cast<unsigned>(date.month)),
                        day(static_cast<unsigned>(date.day)))
      .ok();
}

std::optional<Date> header_date(std::string_view field, const HeaderFields& fields) {
  const std::optional<Three> numbers = three_numbers(field);
  if (!numbers) return std::nullopt;
  const int year = numbers->third + (numbers->third >= 85 ? 1900 : 2000);
  const Date date{year, numbers->second, numbers->first};
  if (!is_valid(date)) return std::nullopt;
  if (!numbers->dotted) fields.warn({"start date"}, "must be written as dd.mm.yy");
  return date;
}

int month_number(std::string_view name) {
  constexpr std::array<std::string_view, 12> names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
  for (std::size_t i = 0; i < names.size(); ++i)
    if (lower(name) == names[i]) return static_cast<int>(i) + 1;
  return 0;
}

/// The date in "Startdate 02-MAR-2002 ...".
std::optional<Date> plus_date(std::string_view recording) {
  constexpr std::string_view keyword = "Startdate ";
  if (!recording.starts_with(keyword)) return std::nullopt;
  const std::string_view word = split(recording.substr(keyword.size()), ' ').front();
  const std::vector<std::string_view> parts = split(word, '-');
  if (parts.size() != 3) return std::nullopt;
  const auto day = parse_whole(parts[0]), year = parse_whole(parts[2]);
  if (!day || !year || *day < 1 || *day > 31 || *year < 1 || *year > 9999) return std::nullopt;
  const Date date{static_cast<int>(*year), month_number(parts[1]), static_cast<int>(*day)};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

bool same_but_for_century(const Date& a, const Date& b) {
  return a.day == b.day && a.month == b.month && a.year % 100 == b.year % 100;
}

std::optional<Date> settled_date(std::string_view field, std::string_view recording,
                                 const HeaderFields& fields) {
  const std::optional<Date> from_header = header_date(field, fields);
  const std::optional<Date> from_text = plus_date(recording);
  const std::string shown = printable(field);
  if (from_header && from_text && !same_but_for_century(*from_header, *from_text)) {
    fields.warn({"start date"}, "'" + shown + "' differs from the date in the recording field, " +
                                    "which was not used");
    return from_header;
  }
  if (!from_header && from_text)
    fields.warn({"start date"},
                "'" + shown + "' is no date dd.mm.yy; the one in the recording field was used");
  if (!from_header && !from_text)
    fields.warn({"start date"}, "'" + shown + "' is no date dd.mm.yy; the date is unknown");
  return from_text ? from_text : from_header;
}

}  // namespace

ClockTime edf_start(std::string_view date_field, std::string_view time_field,
                    std::string_view recording, const HeaderFields& fields) {
  const std::optional<Date> date = settled_date(date_field, recording, fields);
  const std::optional<Three> time = three_numbers(time_field);
  if (!time || time->first > 23 || time->second > 59 || time->third > 59) {
    fields.warn({"start time"},
                "'" + printable(time_field) + "' is no time hh.mm.ss; clock times are unknown");
    return {};
  }
  if (!time->dotted) fields.warn({"start time"}, "must be written as hh.mm.ss");
  const Date day = date.value_or(Date{});
  return {day.year, day.month, day.day, time->first, time->second, time->third, 0};
}

}  // namespace noctemg::io
