#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "io/number_text.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

using Row = std::array<std::string, 6>;

/// "8 h 00 min 12.500 s".
std::string span_text(Ticks time) {
  constexpr Ticks minute = 60 * ticks_per_second;
  return fmt::format("{} h {:02} min {} s", time / (60 * minute), time / minute % 60,
                     io::exact_seconds_text(time % minute));
}

std::string rate_text(const Rate& rate) {
  auto text = fmt::format("{:.6f}", rate.hz());
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::vector<Row> channel_table(const Recording& recording) {
  std::vector<Row> rows = {{"channel", "unit", "rate_hz", "muscle", "side", "role"}};
  for (const auto& channel : recording.channels) {
    rows.push_back({io::cell_text(channel.label), io::cell_text(channel.unit),
                    rate_text(channel.rate), io::cell_text(channel.muscle),
                    std::string(to_text(channel.side)), std::string(to_text(channel.role))});
  }
  return rows;
}

/// Characters, not bytes, so that labels in UTF-8 stay in line.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string aligned(const std::vector<Row>& rows) {
  std::array<std::size_t, std::tuple_size_v<Row>> widths{};
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width(row[c]));
  }
  std::string out;
  for (const auto& row : rows) {
    out += " ";
    for (std::size_t c = 0; c + 1 < row.size(); ++c) {
      out += " " + row[c] + std::string(widths[c] - width(row[c]) + 1, ' ');
    }
    out += " " + row.back() + "\n";
  }
  return out;
}

std::string gaps_text(const Recording& recording) {
  const auto& segments = recording.segments;
  std::string out;
  for (std::size_t i = 1; i < segments.size(); ++i) {
    const Ticks end = segments[i - 1].start + segments[i - 1].duration;
    out += fmt::format("  gap from {} s, {} s long\n", io::milliseconds_text(end),
                       io::milliseconds_text(segments[i].start - end));
  }
  return out;
}

}  // namespace

std::string info_text(const Recording& recording, bool keep_identity) {
  auto out = fmt::format("{}\n  format       {}\n  start        {}\n  duration     {}\n",
                         recording.file.empty() ? "array" : recording.file, recording.format,
                         recording.start.iso(), span_text(recording.duration));
  if (recording.record_count > 0) {
    out += fmt::format("  records      {} of {} s\n", recording.record_count,
                       io::exact_seconds_text(recording.record_duration));
  }
  out += fmt::format("  segments     {}\n", recording.segments.size()) + gaps_text(recording);
  out += fmt::format("  annotations  {}\n", recording.annotations.size());
  if (keep_identity) {
    out += fmt::format("  patient      {}\n  recording    {}\n",
                       io::cell_text(recording.identity.patient),
                       io::cell_text(recording.identity.recording));
  }
  out += aligned(channel_table(recording));
  for (const auto& warning : recording.warnings) {
    out += fmt::format("  warning: {}: {}\n", warning.place, warning.message);
  }
  return out;
}

}  // namespace noctemg
