#pragma once

/// \file
/// What is known about a recording before its first sample is read.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/time.hpp"

namespace noctemg {

enum class Side { unknown, left, right };
enum class Role { emg, ecg, accel, angle, position, marker, eeg, ignore };

/// "left", "right", "n/a".
[[nodiscard]] std::string_view to_text(Side side) noexcept;
[[nodiscard]] std::string_view to_text(Role role) noexcept;

inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// One signal of a recording. Annotation signals of EDF+ are not channels.
struct Channel {
  std::string label;  ///< as in the file, trimmed, UTF-8; labels may repeat
  std::string
      unit;  ///< as in the file, µ normalised to "uV", "mV", "nV", "V" where it is a voltage
  double uv_per_unit = 0;  ///< 1000 for mV; 0 when the unit is unknown or no voltage
  Rate rate;
  std::int64_t frame_count = 0;  ///< over all segments
  std::string muscle;            ///< canonical name (montage.hpp) or "" when unknown
  Side side = Side::unknown;
  Role role = Role::ignore;
  std::string site;       ///< free text of the montage, may be empty
  std::string prefilter;  ///< EDF "prefiltering" field, may be empty
  /// Smallest and largest value that the file can hold, in `unit`; a run of samples there is
  /// clipped. NaN: unknown.
  double rail_low = not_a_number;
  double rail_high = not_a_number;
  double step = not_a_number;  ///< one digital step in `unit`, > 0; NaN: stored as floating point
  /// The stored integers' linear scale, as EDF states it: value = physical_min + (digital -
  /// digital_min) * ((physical_max - physical_min) / (digital_max - digital_min)), in `unit`.
  /// NaN: stored as floating point, or unknown.
  double physical_min = not_a_number;
  double physical_max = not_a_number;
  double digital_min = not_a_number;
  double digital_max = not_a_number;

  [[nodiscard]] bool calibrated() const noexcept { return uv_per_unit > 0; }
};

/// A stretch without a gap. Frame counts per channel follow from record counts and are exact.
struct Segment {
  Ticks start = 0;  ///< of its first sample, from the first sample of the recording
  Ticks duration = 0;
  std::vector<std::int64_t> first_frame;  ///< per channel: index into the channel's frames
  std::vector<std::int64_t> frame_count;  ///< per channel

  friend bool operator==(const Segment&, const Segment&) = default;
};

/// A text at a time, as the file has it. Half-open interval [onset, onset + duration).
struct Annotation {
  Ticks onset = 0;      ///< from the first sample of the recording; may be negative or past the end
  Ticks duration = -1;  ///< -1 when the file gives none
  std::string text;     ///< UTF-8

  friend bool operator==(const Annotation&, const Annotation&) = default;
};

/// Damage or doubt that does not stop the work. Lands on stderr, in `info` and in night.json.
struct Warning {
  std::string place;    ///< field, channel or time
  std::string message;  ///< what was found, what was done about it

  friend bool operator==(const Warning&, const Warning&) = default;
};

/// Patient and recording text of the header: never written to an output unless asked for
/// (--keep-identity).
struct Identity {
  std::string patient;
  std::string recording;
};

struct Recording {
  std::string file;  ///< as given by the user; "" for an array
  std::string id;    ///< file name without its ending
  std::string
      format;  ///< "EDF", "EDF+C", "EDF+D", "BDF", "BDF+C", "BDF+D", "HDF5", "OpenSignals", "array"
  ClockTime start;                ///< clock time of the first sample
  Ticks duration = 0;             ///< sum of the segments' durations (without gaps)
  std::int64_t record_count = 0;  ///< EDF/BDF data records that can be read; 0 elsewhere
  Ticks record_duration = 0;      ///< EDF/BDF; 0 elsewhere
  std::vector<Channel> channels;
  std::vector<Segment> segments;
  std::vector<Annotation> annotations;  ///< sorted by onset, record time stamps left out
  std::vector<Warning> warnings;
  Identity identity;

  /// From the first sample to the end of the last segment, gaps included.
  [[nodiscard]] Ticks span() const noexcept;
};

}  // namespace noctemg
