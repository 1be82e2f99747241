#include "io/json_parts.hpp"

#include <cmath>

namespace noctemg::io {

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json text(std::string_view value) {
  return value.empty() || value == "n/a" ? Json(nullptr) : Json(std::string(value));
}

Json start_of(const Recording& recording) { return text(recording.start.iso()); }

Json segments_of(const Recording& recording) {
  auto out = Json::array();
  for (const auto& segment : recording.segments) {
    out.push_back({{"start_s", seconds(segment.start)}, {"duration_s", seconds(segment.duration)}});
  }
  return out;
}

Json channels_of(const Recording& recording, bool with_site) {
  auto out = Json::array();
  for (const auto& channel : recording.channels) {
    Json one = {{"label", channel.label},
                {"unit", channel.unit},
                {"rate_hz", channel.rate.hz()},
                {"muscle", text(channel.muscle)},
                {"side", text(to_text(channel.side))},
                {"role", to_text(channel.role)}};
    if (with_site) one["site"] = text(channel.site);
    out.push_back(std::move(one));
  }
  return out;
}

Json warnings_of(const std::vector<Warning>& warnings) {
  auto out = Json::array();
  for (const auto& warning : warnings) {
    out.push_back({{"place", warning.place}, {"message", warning.message}});
  }
  return out;
}

Json identity_of(const Identity& identity) {
  return {{"patient", identity.patient}, {"recording", identity.recording}};
}

std::string dumped(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace noctemg::io
