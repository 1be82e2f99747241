#include "io/night_hours.hpp"

#include <algorithm>

#include "io/json_parts.hpp"
#include "io/plain_text.hpp"
#include "noctemg/error.hpp"

namespace noctemg {

std::string_view to_text(HoursSource source) noexcept {
  switch (source) {
    case HoursSource::analysable:
      return "analysable";
    case HoursSource::recorded:
      return "recorded";
    case HoursSource::given:
      return "given";
    case HoursSource::unknown:
      break;
  }
  return "n/a";
}

namespace io {
namespace {

/// NaN unless there is a number.
double number_at(const Json& object, const char* key) {
  const auto member = object.find(key);
  return member != object.end() && member->is_number() ? member->get<double>() : not_a_number;
}

}  // namespace

NightLength read_night_length(const std::string& path) {
  const Json json = Json::parse(read_text(path), nullptr, false);
  if (!json.is_object()) throw InputError(path, "file", "", "must be a JSON object");
  NightLength length;
  const double analysable_h = number_at(json, "analysable_hours");
  const auto recording = json.find("recording");
  if (recording != json.end() && recording->is_object()) {
    const double recorded_s = number_at(*recording, "duration_s");
    length.span_s = std::max(recorded_s, number_at(*recording, "span_s"));
    if (recorded_s > 0) {
      length.hours = recorded_s / 3600;
      length.source = HoursSource::recorded;
    }
  }
  if (analysable_h > 0) {
    length.hours = analysable_h;
    length.source = HoursSource::analysable;
  }
  if (length.source == HoursSource::unknown)
    throw InputError(path, "recording.duration_s", "",
                     "must be a number above 0, or analysable_hours must");
  return length;
}

}  // namespace io
}  // namespace noctemg
