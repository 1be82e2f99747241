#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "io/number_text.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

/// EDF+ asks for data records of at most this size.
constexpr std::size_t largest_record = 61440;
constexpr char end_of_text = '\x14';
constexpr char duration_follows = '\x15';

std::string padded(std::string text, std::size_t width) {
  text.resize(width, ' ');
  return text;
}

/// EDF dates hold two digits for the years 1985 to 2084.
bool has_edf_date(const ClockTime& start) { return start.year >= 1985 && start.year <= 2084; }

std::string start_fields(const ClockTime& start) {
  if (!has_edf_date(start)) return "01.01.8500.00.00";
  return fmt::format("{:02}.{:02}.{:02}{:02}.{:02}.{:02}", start.day, start.month, start.year % 100,
                     start.hour, start.minute, start.second);
}

std::string recording_field(const ClockTime& start) {
  constexpr std::array<const char*, 12> months = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                  "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
  if (!has_edf_date(start)) return "Startdate X X X noctemg";
  return fmt::format("Startdate {:02}-{}-{:04} X X noctemg", start.day,
                     months.at(static_cast<std::size_t>(start.month - 1)), start.year);
}

/// No character of the annotation format, and no control character, within a text.
std::string safe_text(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return out;
}

/// "cramp probable@@EMG L GM": EDF+ links a text to a signal by two at signs.
std::string annotation_text(const Episode& episode, const Recording& recording) {
  std::string out(to_text(episode.label));
  if (episode.certainty != Certainty::none) out += fmt::format(" {}", to_text(episode.certainty));
  if (!episode.channels.empty()) {
    out += "@@" + safe_text(recording.channels.at(episode.channels.front()).label);
  }
  return out;
}

std::string signed_seconds(Ticks time) {
  return (time < 0 ? "" : "+") + io::exact_seconds_text(time);
}

std::string annotation_list(const Episode& episode, const Recording& recording, Ticks fraction) {
  std::string out = signed_seconds(fraction + episode.onset);
  if (episode.duration > 0) out += duration_follows + io::exact_seconds_text(episode.duration);
  out += end_of_text + annotation_text(episode, recording) + end_of_text;
  out += '\0';
  return out;
}

/// The header's clock knows whole seconds; the rest stands in the time stamp of each record.
std::vector<std::string> make_records(const Night& night) {
  const auto& start = night.recording.start;
  const Ticks fraction = has_edf_date(start) ? start.nanosecond : 0;
  std::string stamp = signed_seconds(fraction) + end_of_text + end_of_text;
  stamp += '\0';
  std::vector<std::string> records = {stamp};
  for (const auto& episode : night.episodes) {
    const auto list = annotation_list(episode, night.recording, fraction);
    if (records.back().size() + list.size() > largest_record) records.push_back(stamp);
    records.back() += list;
  }
  return records;
}

std::string header_of(const Recording& recording, std::size_t records, std::size_t samples) {
  return padded("0", 8) + padded("X X X X", 80) + padded(recording_field(recording.start), 80) +
         start_fields(recording.start) + padded("512", 8) + padded("EDF+C", 44) +
         padded(std::to_string(records), 8) + padded("0", 8) + padded("1", 4) +
         padded("EDF Annotations", 16) + padded("", 80) + padded("", 8) + padded("-1", 8) +
         padded("1", 8) + padded("-32768", 8) + padded("32767", 8) + padded("", 80) +
         padded(std::to_string(samples), 8) + padded("", 32);
}

}  // namespace

void write_annotations_edf(const Night& night, const std::string& path) {
  auto records = make_records(night);
  std::size_t bytes = 0;
  for (const auto& record : records) bytes = std::max(bytes, record.size());
  bytes += bytes % 2;
  auto out = header_of(night.recording, records.size(), bytes / 2);
  for (auto& record : records) {
    record.resize(bytes, '\0');
    out += record;
  }
  write_text_atomically(path, out);
}

}  // namespace noctemg
