#pragma once

/// \file
/// Where annotations go in the annotation signal of an EDF+ or BDF+ file.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "noctemg/recording.hpp"

namespace noctemg::io {

/// The list of time stamps that opens each record: its onset, no text.
[[nodiscard]] std::string record_stamp(Ticks onset);
/// An annotation as EDF+ writes it. Onset and duration in decimals that are exact.
/// \param zero  time of the recording's first sample after the start second of the header
[[nodiscard]] std::string annotation_bytes(const Annotation& annotation, Ticks zero);

/// Start of every record of a recording in stretches without a gap.
class RecordTimes {
 public:
  explicit RecordTimes(Ticks record_duration) : duration_(record_duration) {}
  /// From record `record` on, records follow each other from `start`.
  void jump(std::int64_t record, Ticks start);
  [[nodiscard]] Ticks start_of(std::int64_t record) const;
  /// The last record that starts at or before `t`, 0 when none does.
  [[nodiscard]] std::int64_t record_at(Ticks t, std::int64_t record_count) const;
  /// True when a jump is not to the end of the record before it.
  [[nodiscard]] bool has_gap() const;

 private:
  Ticks duration_;
  std::vector<std::pair<std::int64_t, Ticks>> jumps_{{0, 0}};
};

/// What each record holds beside its stamp, by record, ascending.
using AnnotationPages = std::vector<std::pair<std::int64_t, std::string>>;

/// Puts every annotation into the record of its onset or, where that is full, into a later one.
/// Nothing when they do not all fit into `width` bytes per record.
/// \param annotations  sorted by onset
[[nodiscard]] std::optional<AnnotationPages> pack_annotations(
    const std::vector<Annotation>& annotations, const RecordTimes& times, std::int64_t record_count,
    std::size_t width, Ticks zero);

}  // namespace noctemg::io
