#pragma once

/// \file
/// Cramps: what can be counted in a night, added up over nights, and turned into scores.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "noctemg/evaluate.hpp"

namespace noctemg::eval {

/// False alarms of nights with, or without, true cramps.
struct AlarmTally {
  std::int64_t count = 0;
  std::int64_t nights = 0;
  std::int64_t timed_count = 0;  ///< of these, on nights of known length
  std::int64_t timed_nights = 0;
  double hours = 0;

  void add(const AlarmTally& other);
};

struct CrampTally {
  std::int64_t truths = 0;
  std::int64_t found = 0;
  std::int64_t matched20 = 0;
  std::int64_t matched50 = 0;
  std::int64_t touched = 0;
  std::int64_t false_but_touching = 0;
  std::int64_t splits = 0;
  std::int64_t merges = 0;
  std::int64_t sites_compared = 0;
  std::int64_t sites_equal = 0;
  std::int64_t sites_within = 0;
  std::int64_t weak_truths = 0;
  std::int64_t weak_matched = 0;
  std::int64_t strong_truths = 0;
  std::int64_t strong_matched = 0;
  AlarmTally with_cramps;
  AlarmTally without_cramps;
  std::vector<double> onset_errors_s;
  std::vector<double> offset_errors_s;
  std::vector<double> duration_ratios;

  void add(const CrampTally& other);
};

/// \param truth, found  cramps only, sorted by onset \param hours  NaN when unknown
[[nodiscard]] CrampTally tally_cramps(std::span<const ScoredEvent> truth,
                                      std::span<const ScoredEvent> found, double hours);

[[nodiscard]] CrampScores scores_of(const CrampTally& tally);

}  // namespace noctemg::eval
