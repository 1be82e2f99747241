#include "io/json_parts.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {

/// Annotations are counted, not printed: their text is free and may name people.
std::string info_json(const Recording& recording, bool keep_identity) {
  io::Json out;
  out["file"] = recording.file;
  out["format"] = recording.format;
  out["start"] = io::start_of(recording);
  out["duration_s"] = seconds(recording.duration);
  out["span_s"] = seconds(recording.span());
  out["records"] = recording.record_count;
  out["record_duration_s"] = seconds(recording.record_duration);
  out["annotations"] = recording.annotations.size();
  out["segments"] = io::segments_of(recording);
  out["channels"] = io::channels_of(recording, false);
  out["warnings"] = io::warnings_of(recording.warnings);
  if (keep_identity) out["identity"] = io::identity_of(recording.identity);
  return io::dumped(out, -1);
}

}  // namespace noctemg
