#include <fmt/core.h>

#include <array>
#include <charconv>

#include "io/hypnogram_parts.hpp"
#include "io/plain_text.hpp"
#include "io/stage_names.hpp"
#include "io/xml_scan.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

/// One <ScoredEvent> while it is read.
struct Event {
  std::string_view type;
  std::string_view concept_text;
  std::string_view start;
  std::string_view duration;
  std::string_view clock;
  std::size_t line = 0;
};

std::string place(std::size_t line, std::string_view tag) {
  return fmt::format("line {}, {}", line, tag);
}

/// "00.00.00 22.13.39" -> a time of day on a day of no meaning.
std::optional<ClockTime> parse_time_of_day(std::string_view text) {
  const auto blank = text.find_last_of(" T");
  const auto time = blank == std::string_view::npos ? text : text.substr(blank + 1);
  std::array<int, 3> numbers{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto end = std::min(time.find_first_of(".:", at), time.size());
    const auto part = time.substr(at, end - at);
    const auto parsed = std::from_chars(part.data(), part.data() + part.size(), numbers[i]);
    if (parsed.ec != std::errc{} || parsed.ptr != part.data() + part.size()) return std::nullopt;
    if (numbers[i] < 0 || numbers[i] >= (i == 0 ? 24 : 60)) return std::nullopt;
    at = std::min(end + 1, time.size());
  }
  return ClockTime{2000, 1, 1, numbers[0], numbers[1], numbers[2], 0};
}

bool is_stage_event(const Event& event) {
  return lower(event.type).find("stage") != std::string::npos ||
         stage_from_annotation(event.concept_text).has_value();
}

/// An event of NSRR that says when the recording, and with it time zero, began.
void take_clock(StageList& list, const Event& event) {
  if (lower(event.concept_text) != "recording start time") return;
  const auto zero = parse_time_of_day(event.clock);
  if (!zero) return;
  list.zero = *zero;
  list.origin = Origin::time_of_day;
}

void take_event(StageList& list, const std::string& path, const Event& event) {
  take_clock(list, event);
  if (!is_stage_event(event)) return;
  const auto stage = stage_from(event.concept_text, StageNumbers::rechtschaffen_kales);
  if (!stage) {
    list.warnings.push_back(
        {place(event.line, "EventConcept"),
         "unknown stage '" + std::string(excerpt(event.concept_text)) + "' left out"});
    return;
  }
  const auto start = parse_seconds(event.start);
  const auto duration = parse_seconds(event.duration);
  if (!start) {
    throw InputError(path, place(event.line, "Start"), excerpt(event.start),
                     "must be a number of seconds");
  }
  if (!duration || *duration < 0) {
    throw InputError(path, place(event.line, "Duration"), excerpt(event.duration),
                     "must be a number of seconds, not negative");
  }
  list.intervals.push_back({*start, *start + *duration, *stage});
}

void set_field(Event& event, const XmlScan& scan) {
  const auto name = scan.name();
  if (name == "EventType") event.type = scan.text();
  if (name == "EventConcept" || name == "Name") event.concept_text = scan.text();
  if (name == "Start") event.start = scan.text();
  if (name == "Duration") event.duration = scan.text();
  if (name == "ClockTime") event.clock = scan.text();
}

Ticks parse_epoch_length(const std::string& path, const XmlScan& scan) {
  const auto length = parse_seconds(scan.text());
  if (!length || *length <= 0) {
    throw InputError(path, place(scan.line(), "EpochLength"), excerpt(scan.text()),
                     "must be a number of seconds above 0");
  }
  return *length;
}

Stage profusion_stage(const std::string& path, const XmlScan& scan) {
  const auto stage = stage_from(scan.text(), StageNumbers::rechtschaffen_kales);
  if (!stage) {
    throw InputError(path, place(scan.line(), "SleepStage"), excerpt(scan.text()),
                     "must be a stage from 0 to 5, or 9 when it was not scored");
  }
  return *stage;
}

}  // namespace

StageList read_stage_xml(const std::string& path, std::string_view text) {
  StageList list;
  Event event;
  std::vector<Stage> epochs;
  Ticks length = epoch_length;
  for (XmlScan scan(text); scan.next();) {
    if (scan.name() == "ScoredEvent" && !scan.closing()) {
      event = Event{};
      event.line = scan.line();
    } else if (scan.name() == "ScoredEvent") {
      take_event(list, path, event);
    } else if (!scan.closing() && scan.name() == "EpochLength") {
      length = parse_epoch_length(path, scan);
    } else if (!scan.closing() && scan.name() == "SleepStage") {
      epochs.push_back(profusion_stage(path, scan));
    } else if (!scan.closing()) {
      set_field(event, scan);
    }
  }
  if (list.origin == Origin::none) list.origin = Origin::first_sample;  // as both formats define
  if (list.intervals.empty()) {
    for (std::size_t i = 0; i < epochs.size(); ++i) {
      const Ticks begin = static_cast<Ticks>(i) * length;
      list.intervals.push_back({begin, begin + length, epochs[i]});
    }
  }
  if (list.intervals.empty()) {
    throw InputError(path, "file", "", "must hold <ScoredEvent> stages or <SleepStage> epochs");
  }
  return list;
}

}  // namespace noctemg::io
