#include "io/edf_writer_header.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/core.h>

#include "io/plain_text.hpp"

namespace noctemg::io {
namespace {

constexpr std::array month_names{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                 "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

std::string padded(std::string text, std::size_t width) {
  text.resize(width, ' ');
  return text;
}

bool is_date(std::string_view word) {
  if (word.size() != 11 || word[2] != '-' || word[6] != '-') return false;
  return std::any_of(month_names.begin(), month_names.end(),
                     [&](const char* name) { return word.substr(3, 3) == name; });
}

/// EDF+ wants "code sex birthdate name". Text that has no such form becomes the name.
std::string patient_field(const std::string& patient) {
  std::string text = header_ascii(trimmed(patient));
  const auto words = split(text, ' ');
  const bool fits = words.size() >= 4 && (words[1] == "X" || words[1] == "M" || words[1] == "F") &&
                    (words[2] == "X" || is_date(words[2]));
  if (fits) return text;
  std::string name = text.empty() ? "X" : text;
  for (char& c : name) {
    if (c == ' ') c = '_';
  }
  return "X X X " + name;
}

std::string date_word(const ClockTime& start) {
  if (!start.known()) return "X";
  return fmt::format("{:02}-{}-{:04}", start.day,
                     month_names.at(static_cast<std::size_t>(start.month - 1)), start.year);
}

/// EDF+ wants "Startdate dd-MMM-yyyy code technician equipment" and allows more words after it.
std::string recording_field(const std::string& recording, const ClockTime& start) {
  std::string text = header_ascii(trimmed(recording));
  if (text.starts_with("Startdate ")) {
    text.erase(0, 10);
    const std::size_t space = text.find(' ');
    text.erase(0, space == std::string::npos ? text.size() : space + 1);
  }
  while (split(text, ' ').size() < 3) text.insert(0, text.empty() ? "X" : "X ");
  return fmt::format("Startdate {} {}", date_word(start), text);
}

std::string start_fields(const ClockTime& start) {
  if (!start.known()) return "01.01.8500.00.00";
  // Two digits mean 1985 to 2084; for other years EDF+ wants "yy" and the full date above.
  const bool clear = start.year >= 1985 && start.year <= 2084;
  const std::string year = clear ? fmt::format("{:02}", start.year % 100) : "yy";
  return fmt::format("{:02}.{:02}.{}{:02}.{:02}.{:02}", start.day, start.month, year, start.hour,
                     start.minute, start.second);
}

}  // namespace

std::string header_number(double value) {
  if (!std::isfinite(value)) return "";
  for (int decimals = 7; decimals >= 0; --decimals) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.find('.') != std::string::npos) {
      text.erase(text.find_last_not_of('0') + 1);
      if (text.back() == '.') text.pop_back();
    }
    if (text == "-0") text = "0";
    if (text.size() <= 8) return text;
  }
  return "";
}

std::string seconds_text(Ticks t) {
  const bool negative = t < 0;
  const auto size = negative ? ~static_cast<std::uint64_t>(t) + 1 : static_cast<std::uint64_t>(t);
  const auto unit = static_cast<std::uint64_t>(ticks_per_second);
  std::string text = fmt::format("{}{}.{:09}", negative ? "-" : "", size / unit, size % unit);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string header_ascii(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x7F) {
      out += text[i];
    } else if (text.substr(i, 2) == "\xC2\xB5" || text.substr(i, 2) == "\xCE\xBC") {
      out += 'u';
    } else if (byte < 0x80 || byte >= 0xC0) {  // continuation bytes add nothing
      out += '_';
    }
  }
  return out;
}

std::string EdfHeaderText::bytes() const {
  std::string head = bdf ? std::string("\xFF") + "BIOSEMI" : padded("0", 8);
  head += padded(patient_field(patient), 80);
  head += padded(recording_field(recording, start), 80);
  head += start_fields(start);
  head += padded(fmt::format("{}", 256 * (signals.size() + 1)), 8);
  head += padded(fmt::format("{}+{}", bdf ? "BDF" : "EDF", discontinuous ? "D" : "C"), 44);
  head += padded(fmt::format("{}", record_count), 8);
  head += padded(record_duration, 8);
  head += padded(fmt::format("{}", signals.size()), 4);
  const auto field = [&](std::size_t width, auto text_of) {
    for (const EdfSignalText& signal : signals) head += padded(text_of(signal), width);
  };
  field(16, [](const auto& s) { return header_ascii(s.label); });
  field(80, [](const auto&) { return std::string(); });  // transducer
  field(8, [](const auto& s) { return header_ascii(s.unit); });
  field(8, [](const auto& s) { return s.physical_min; });
  field(8, [](const auto& s) { return s.physical_max; });
  field(8, [](const auto& s) { return s.digital_min; });
  field(8, [](const auto& s) { return s.digital_max; });
  field(80, [](const auto& s) { return header_ascii(s.prefilter); });
  field(8, [](const auto& s) { return fmt::format("{}", s.samples); });
  field(32, [](const auto&) { return std::string(); });  // reserved
  return head;
}

}  // namespace noctemg::io
