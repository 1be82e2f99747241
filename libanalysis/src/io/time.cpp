#include "noctemg/time.hpp"

#include <chrono>
#include <cmath>

#include <fmt/core.h>

#include "io/wide.hpp"
#include "noctemg/error.hpp"

namespace noctemg {
namespace {

// Rates and times stay exact however long the recording is.
using io::Wide;

constexpr std::int64_t max_denominator = 1'000'000;
constexpr double lowest_rate_hz = 1e-6;
constexpr double highest_rate_hz = 1e12;
constexpr Ticks ticks_per_day = 86'400 * ticks_per_second;

constexpr Wide floor_div(Wide a, Wide b) {
  return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}
constexpr Wide ceil_div(Wide a, Wide b) { return -floor_div(-a, b); }
constexpr Wide magnitude(Wide a) { return a < 0 ? -a : a; }

constexpr Wide common_divisor(Wide a, Wide b) {
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

Rate reduced(Wide frames, Wide per_seconds) {
  const Wide divisor = common_divisor(frames, per_seconds);
  return {static_cast<std::int64_t>(frames / divisor),
          static_cast<std::int64_t>(per_seconds / divisor)};
}

/// The fraction nearest to numerator / denominator whose denominator is at most max_denominator:
/// the last convergent of the continued fraction or the best semiconvergent after it.
Rate nearest_fraction(const Wide numerator, const Wide denominator) {
  if (denominator <= max_denominator) return reduced(numerator, denominator);
  Wide p0 = 0, q0 = 1, p1 = 1, q1 = 0;
  Wide n = numerator, d = denominator;
  while (true) {
    const Wide whole = n / d;
    if (q0 + whole * q1 > max_denominator) break;
    const Wide p2 = p0 + whole * p1, q2 = q0 + whole * q1, rest = n - whole * d;
    p0 = p1, q0 = q1, p1 = p2, q1 = q2;
    n = d, d = rest;
    if (d == 0) return reduced(p1, q1);
  }
  const Wide steps = (max_denominator - q0) / q1;
  const Wide ps = p0 + steps * p1, qs = q0 + steps * q1;
  const Wide miss_s = magnitude(ps * denominator - numerator * qs) * q1;
  const Wide miss_1 = magnitude(p1 * denominator - numerator * q1) * qs;
  return miss_1 <= miss_s ? reduced(p1, q1) : reduced(ps, qs);
}

std::int64_t day_number(const ClockTime& t) {
  using namespace std::chrono;
  const year_month_day date(year(t.year), month(static_cast<unsigned>(t.month)),
                            day(static_cast<unsigned>(t.day)));
  return sys_days(date).time_since_epoch().count();
}

Ticks time_of_day(const ClockTime& t) {
  return ((t.hour * 60LL + t.minute) * 60 + t.second) * ticks_per_second + t.nanosecond;
}

void set_date(ClockTime& t, std::int64_t day_count) {
  using namespace std::chrono;
  const year_month_day date{sys_days(days(day_count))};
  t.year = static_cast<int>(date.year());
  t.month = static_cast<int>(static_cast<unsigned>(date.month()));
  t.day = static_cast<int>(static_cast<unsigned>(date.day()));
}

void set_time_of_day(ClockTime& t, Ticks since_midnight) {
  const std::int64_t whole_seconds = since_midnight / ticks_per_second;
  t.hour = static_cast<int>(whole_seconds / 3600);
  t.minute = static_cast<int>(whole_seconds / 60 % 60);
  t.second = static_cast<int>(whole_seconds % 60);
  t.nanosecond = since_midnight % ticks_per_second;
}

}  // namespace

Rate Rate::from_span(std::int64_t frames_in_span, Ticks span) {
  if (frames_in_span < 0 || span <= 0)
    throw ArgumentError(
        fmt::format("a rate of {} frames in {} ns makes no sense: frames must be >= 0 "
                    "and the span > 0",
                    frames_in_span, span));
  return reduced(Wide{frames_in_span} * ticks_per_second, span);
}

Rate Rate::from_hz(double hz) {
  if (!(hz >= lowest_rate_hz && hz <= highest_rate_hz))
    throw ArgumentError(fmt::format("sampling rate is {} Hz: must be a number from {} to {}", hz,
                                    lowest_rate_hz, highest_rate_hz));
  // A double is an integer times a power of two: no rounding on the way to the fraction.
  int exponent = 0;
  const double mantissa = std::frexp(hz, &exponent);
  const auto numerator = static_cast<std::int64_t>(std::ldexp(mantissa, 53));
  const int shift = 53 - exponent;  // from 13 to 72 within the range of rates
  return nearest_fraction(numerator, Wide{1} << shift);
}

std::int64_t Rate::first_frame_of_row(std::int64_t row) const noexcept {
  // Nearly always small enough for the processor's own division.
  constexpr std::int64_t small = std::int64_t{1} << 31;
  if (row >= 0 && row < small && frames < small && per_seconds < small / rows_per_second) {
    const std::int64_t divisor = rows_per_second * per_seconds;
    const std::int64_t product = row * frames;
    return product / divisor + (product % divisor != 0 ? 1 : 0);
  }
  return static_cast<std::int64_t>(
      ceil_div(Wide{row} * frames, Wide{rows_per_second} * per_seconds));
}

std::int64_t Rate::rows_in(std::int64_t frame_count) const noexcept {
  if (frames <= 0) return 0;
  return static_cast<std::int64_t>(
      floor_div(Wide{frame_count} * rows_per_second * per_seconds, frames));
}

Ticks Rate::time_of_frame(std::int64_t frame) const noexcept {
  if (frames <= 0) return 0;
  const Wide product = Wide{frame} * per_seconds;
  const Wide whole_seconds = floor_div(product, frames);
  const Wide rest = product - whole_seconds * frames;
  return static_cast<Ticks>(whole_seconds * ticks_per_second + rest * ticks_per_second / frames);
}

std::string ClockTime::iso() const {
  if (!known()) return "n/a";
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", year, month, day, hour, minute, second);
  if (nanosecond == 0) return text;
  text += fmt::format(".{:09}", nanosecond);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

ClockTime ClockTime::plus(Ticks t) const {
  const Wide total = Wide{time_of_day(*this)} + t;
  const Wide days = floor_div(total, ticks_per_day);
  ClockTime moved = *this;
  set_time_of_day(moved, static_cast<Ticks>(total - days * ticks_per_day));
  if (known()) set_date(moved, day_number(*this) + static_cast<std::int64_t>(days));
  return moved;
}

Ticks ClockTime::since(const ClockTime& earlier) const {
  if (!known() || !earlier.known())
    throw ArgumentError("a clock time without a date cannot be compared with another");
  const std::int64_t days = day_number(*this) - day_number(earlier);
  return days * ticks_per_day + time_of_day(*this) - time_of_day(earlier);
}

}  // namespace noctemg
