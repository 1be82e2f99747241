#include "io/edf_tal.hpp"

#include <algorithm>
#include <string>

#include "io/edf_text.hpp"

namespace noctemg::io {
namespace {

bool is_signed(std::string_view text) {
  return !text.empty() && (text.front() == '+' || text.front() == '-');
}

/// Seconds with a decimal point, or with a comma that makes the list odd.
std::optional<Ticks> parse_time(std::string_view text, bool& odd) {
  if (text.find(',') == std::string_view::npos) return parse_ticks(text);
  odd = true;
  std::string pointed(text);
  std::replace(pointed.begin(), pointed.end(), ',', '.');
  return parse_ticks(pointed);
}

void parse_texts(std::string_view rest, Tal& tal) {
  while (!rest.empty()) {
    const std::size_t end = rest.find(text_mark);
    tal.texts.push_back(rest.substr(0, end));
    if (end == std::string_view::npos) tal.odd = true;
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  if (tal.texts.empty()) tal.odd = true;
}

}  // namespace

std::optional<Tal> parse_tal(std::string_view bytes) {
  const std::size_t stamp_end = bytes.find(text_mark);
  if (stamp_end == std::string_view::npos) return std::nullopt;
  const std::string_view stamp = bytes.substr(0, stamp_end);
  const std::size_t mark = stamp.find(duration_mark);
  Tal tal;
  const std::optional<Ticks> onset = parse_time(stamp.substr(0, mark), tal.odd);
  if (!onset) return std::nullopt;
  tal.onset = *onset;
  if (!is_signed(stamp)) tal.odd = true;
  if (mark != std::string_view::npos) {
    const std::optional<Ticks> duration = parse_time(stamp.substr(mark + 1), tal.odd);
    if (duration && *duration >= 0)
      tal.duration = *duration;
    else
      tal.odd = true;
  }
  parse_texts(bytes.substr(stamp_end + 1), tal);
  return tal;
}

}  // namespace noctemg::io
