#include "io/number_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace noctemg::io {
namespace {

constexpr Ticks ticks_per_millisecond = 1'000'000;

/// Nearest millisecond, halves up, also below zero.
Ticks milliseconds(Ticks time) {
  const Ticks shifted = time + ticks_per_millisecond / 2;
  const Ticks whole = shifted / ticks_per_millisecond;
  return shifted % ticks_per_millisecond < 0 ? whole - 1 : whole;
}

}  // namespace

std::string fixed_text(double value, int decimals) {
  if (!std::isfinite(value)) return "n/a";
  auto text = fmt::format("{:.{}f}", value, decimals);
  if (text.front() == '-' && text.find_first_of("123456789") == std::string::npos) {
    text.erase(0, 1);
  }
  return text;
}

std::string milliseconds_text(Ticks time) {
  const Ticks ms = milliseconds(time);
  const Ticks size = ms < 0 ? -ms : ms;
  return fmt::format("{}{}.{:03}", ms < 0 ? "-" : "", size / 1000, size % 1000);
}

std::string exact_seconds_text(Ticks time) {
  const Ticks size = time < 0 ? -time : time;
  auto text = fmt::format("{}{}.{:09}", time < 0 ? "-" : "", size / ticks_per_second,
                          size % ticks_per_second);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string clock_text(const ClockTime& start, Ticks time) {
  if (!start.known()) return "n/a";
  const ClockTime near = start.plus(time + ticks_per_millisecond / 2);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}", near.year, near.month, near.day,
                     near.hour, near.minute, near.second, near.nanosecond / ticks_per_millisecond);
}

std::string cell_text(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  std::replace(out.begin(), out.end(), '"', '\'');
  return out.find_first_not_of(' ') == std::string::npos ? "n/a" : out;
}

std::string label_text(std::string_view label) {
  auto out = cell_text(label);
  std::replace(out.begin(), out.end(), '|', '/');
  return out;
}

std::string file_name(std::string_view path) {
  return std::string(path.substr(path.find_last_of('/') + 1));
}

}  // namespace noctemg::io
