#pragma once

/// \file
/// Sleep stages over time, from the formats that sleep laboratories use.

#include <string>
#include <string_view>
#include <vector>

#include "noctemg/recording.hpp"

namespace noctemg {

enum class Stage { unknown, wake, n1, n2, n3, rem };
/// "n/a", "W", "N1", "N2", "N3", "R".
[[nodiscard]] std::string_view to_text(Stage stage) noexcept;

struct StageInterval {
  Ticks begin = 0;  ///< from the first sample of the recording; may be negative
  Ticks end = 0;    ///< half-open
  Stage stage = Stage::unknown;
  friend bool operator==(const StageInterval&, const StageInterval&) = default;
};

struct Hypnogram {
  std::vector<StageInterval> intervals;  ///< sorted, not overlapping
  std::string source;                    ///< file or "annotations of the recording"
  std::vector<Warning> warnings;         ///< unknown labels, overlaps, no clock time to align by

  [[nodiscard]] bool empty() const noexcept { return intervals.empty(); }
  /// Stage at a moment; Stage::unknown outside every interval.
  [[nodiscard]] Stage at(Ticks t) const noexcept;
  /// Time in `stage` within [begin, end).
  [[nodiscard]] Ticks time_in(Stage stage, Ticks begin, Ticks end) const noexcept;
};

/// Reads EDF+ hypnogram annotations ("Sleep stage N2", "Sleep stage 2"), plain lists (Luna .eannot,
/// YASA integers; 30 s epochs), NSRR/Profusion XML or BIDS TSV (`onset duration stage` or
/// `trial_type`), told apart by content. Aligned by clock time where the file and the recording
/// both have one, else from the first sample. \throws FileNotFoundError; InputError naming line,
/// value and rule.
[[nodiscard]] Hypnogram read_hypnogram(const std::string& path, const Recording& recording);

/// Stages among the recording's own annotations; empty when there are none.
[[nodiscard]] Hypnogram hypnogram_from_annotations(const Recording& recording);

}  // namespace noctemg
