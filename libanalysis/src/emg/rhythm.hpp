#pragma once

/// \file
/// Rhythm within a burst, and trains of short bursts.

#include <span>
#include <vector>

#include "emg/burst.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

/// Envelope bursts within a stretch of activity.
struct Rhythm {
  int bursts = 0;
  double rate_hz = not_a_number;  ///< bursts per second from first to last onset
  double depth =
      not_a_number;    ///< 1 - trough / peak above rest, mean over the troughs between bursts
  double duty = 1;     ///< share of the stretch above half of the local peak above rest
  double spread = 0;   ///< coefficient of variation of the onset intervals
  double covered = 0;  ///< share of the stretch from first onset to last onset plus one interval
};

/// Counts bursts of a 50 ms RMS profile: a trough must fall below (1 - options.rhythmic_depth) of
/// the local peak above rest.
/// \param profile  µV
/// \param rest_uv  resting level
[[nodiscard]] Rhythm measure_rhythm(std::span<const float> profile, float rest_uv,
                                    const ClassifyOptions& options);

/// True when the rhythm meets the definition of a rhythmic episode.
[[nodiscard]] bool is_rhythmic(const Rhythm& rhythm, const ClassifyOptions& options);

/// The longest burst that a train is made of.
inline constexpr std::int64_t longest_beat_rows = 2 * rows_per_second;

/// Short activity with its time, for trains.
struct Beat {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::size_t index = 0;  ///< of the caller
};

/// Trains of at least options.rhythmic_bursts beats whose onset intervals lie within the rhythm's
/// range and keep a pace.
/// \param beats  sorted by begin
/// \return half-open index ranges into beats
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> find_trains(
    std::span<const Beat> beats, const ClassifyOptions& options);

}  // namespace noctemg::emg
