#pragma once

/// \file
/// Periodic leg movements, counted as a published standard asks: candidates, pairing of legs,
/// series.

#include <cmath>
#include <span>
#include <vector>

#include "noctemg/night.hpp"
#include "noctemg/option_groups.hpp"

namespace noctemg::emg {

/// An option in seconds as integer time, so that limits are met exactly.
[[nodiscard]] inline Ticks to_ticks(double s) {
  return static_cast<Ticks>(std::llround(s * static_cast<double>(ticks_per_second)));
}

/// One movement as a standard counts it: a single leg's, or both legs' combined.
struct Movement {
  std::vector<std::size_t> episodes;  ///< indices; empty for what only interrupts a series
  std::size_t segment = 0;
  Ticks begin = 0;
  Ticks end = 0;
  int parts = 0;           ///< one-leg movements within; an episode of both legs counts as two
  bool candidate = false;  ///< meets the standard's durations (a CLM)
};

/// Combines the leg movements of both legs and adds what interrupts a series, sorted by onset.
///
/// Offset pairing (WASM 2016): movements of different legs that overlap, or follow within less than
/// bilateral_gap_s from offset to onset, are one; it is a candidate only when all parts are, when
/// there are at most bilateral_max_parts of them, and when it lasts at most bilateral_max_s.
/// Onset pairing (AASM): candidates of different legs whose onsets are less than bilateral_gap_s
/// apart are one, counted from the first of them; what is no candidate is no movement at all.
/// A movement whose side is unknown is never paired.
///
/// Only leg movements are paired. Large movements, cramps, rhythmic activity and cocontractions are
/// leg muscle activity above the movement threshold for longer than a candidate: movements that are
/// no candidates. Twitches, artefacts and tonic activity are no movements.
[[nodiscard]] std::vector<Movement> combine_movements(std::span<const Episode> episodes,
                                                      const PlmOptions& options);

/// Counts candidates, series and periodic movements, and writes Episode::plm of every leg movement
/// ("n/a" for all others). An interval is measured from onset to onset within one segment; both
/// interval limits belong to a series. Series never cross a gap of the recording.
/// \param episodes          sorted by onset
/// \param hypnogram         may be empty; then nothing is called PLMS or PLMW
/// \param analysable_hours  denominator of the rates; 0 gives NaN
/// \param segments          of the recording, for the hours of sleep
MovementIndices score_plm(std::span<Episode> episodes, const PlmOptions& options,
                          const Hypnogram& hypnogram, double analysable_hours,
                          std::span<const Segment> segments);

}  // namespace noctemg::emg
