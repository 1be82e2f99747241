#include <charconv>
#include <cmath>

#include "io/hypnogram_parts.hpp"
#include "io/plain_text.hpp"
#include "io/stage_names.hpp"
#include "noctemg/error.hpp"
#include "noctemg/reader.hpp"

namespace noctemg {
namespace io {

std::optional<Ticks> parse_seconds(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(value) || std::abs(value) > 1e9) return std::nullopt;
  return static_cast<Ticks>(std::llround(value * static_cast<double>(ticks_per_second)));
}

StageList stages_of(const std::vector<Annotation>& annotations) {
  StageList list;
  std::vector<std::size_t> open;  // stages without a duration, or of none
  for (const auto& annotation : annotations) {
    const auto stage = stage_from_annotation(annotation.text);
    if (!stage && speaks_of_a_stage(annotation.text)) {
      list.warnings.push_back({"hypnogram", "unknown stage '" + annotation.text + "' left out"});
    }
    if (!stage) continue;
    for (const auto index : open) list.intervals[index].end = annotation.onset;
    open.clear();
    const Ticks duration = annotation.duration > 0 ? annotation.duration : epoch_length;
    if (annotation.duration <= 0) open.push_back(list.intervals.size());
    list.intervals.push_back({annotation.onset, annotation.onset + duration, *stage});
  }
  return list;
}

namespace {

StageList read_edf(const std::string& path) {
  const auto file = open_recording(path);
  const auto& recording = file->recording();
  auto list = stages_of(recording.annotations);
  list.origin = Origin::clock;
  list.zero = recording.start;
  if (list.intervals.empty()) {
    throw InputError(path, "annotations", std::to_string(recording.annotations.size()),
                     "must hold sleep stages such as 'Sleep stage N2'");
  }
  return list;
}

StageList read_text_file(const std::string& path) {
  const auto text = read_text(path);
  const auto lines = split_lines(text);
  const auto first = lines.empty() ? std::string_view{} : trimmed(lines[0]);
  if (!first.empty() && first.front() == '<') return read_stage_xml(path, text);
  if (first.find('\t') != std::string_view::npos) return read_stage_table(path, text);
  return read_stage_lines(path, text);
}

}  // namespace
}  // namespace io

Hypnogram read_hypnogram(const std::string& path, const Recording& recording) {
  auto list = looks_like_recording(path) ? io::read_edf(path) : io::read_text_file(path);
  return io::align(std::move(list), recording, path);
}

Hypnogram hypnogram_from_annotations(const Recording& recording) {
  auto list = io::stages_of(recording.annotations);
  if (list.intervals.empty() && list.warnings.empty()) return {};
  list.origin = io::Origin::first_sample;
  return io::align(std::move(list), recording, "annotations of the recording");
}

}  // namespace noctemg
