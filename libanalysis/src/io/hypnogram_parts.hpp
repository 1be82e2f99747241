#pragma once

/// \file
/// What the readers of hypnogram formats have in common: a list of stages on the file's own clock,
/// and its way onto the recording's.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/hypnogram.hpp"

namespace noctemg::io {

inline constexpr Ticks epoch_length = 30 * ticks_per_second;

/// How a file says where its time zero lies.
enum class Origin {
  first_sample,  ///< by the format's own rule, zero is the recording's first sample
  clock,         ///< date and time
  time_of_day,   ///< time without a date
  none           ///< nothing said: taken as the first sample, with a warning
};

struct StageList {
  std::vector<StageInterval> intervals;  ///< from the file's time zero; any order; may overlap
  Origin origin = Origin::none;
  ClockTime zero;  ///< for `clock` and `time_of_day` (date of no meaning, but known)
  std::vector<Warning> warnings;
};

/// Each reader: \throws InputError naming `path`, line, value and rule.
[[nodiscard]] StageList read_stage_lines(const std::string& path, std::string_view text);
[[nodiscard]] StageList read_stage_table(const std::string& path, std::string_view text);
[[nodiscard]] StageList read_stage_xml(const std::string& path, std::string_view text);
/// Stages among annotations; empty when there are none. A stage without a duration lasts until the
/// next one, the last of them for one epoch.
[[nodiscard]] StageList stages_of(const std::vector<Annotation>& annotations);

/// Seconds with an optional fraction and exponent; nullopt for anything else, and beyond 30 years.
[[nodiscard]] std::optional<Ticks> parse_seconds(std::string_view text);

/// Shifts the list onto the recording's time, sorts it, cuts overlaps (the later stage wins) and
/// joins neighbours of one stage. Nothing is added before, between or after the given stages.
[[nodiscard]] Hypnogram align(StageList list, const Recording& recording, std::string source);

}  // namespace noctemg::io
