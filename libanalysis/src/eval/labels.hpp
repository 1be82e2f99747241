#pragma once

/// \file
/// Labels of matched events, and leg movements by their onsets.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "noctemg/evaluate.hpp"

namespace noctemg::eval {

struct LabelTally {
  std::array<std::array<std::int64_t, label_count + 1>, label_count + 1> confusion{};

  void add(const LabelTally& other);
};

/// All labels, both sides sorted by onset.
[[nodiscard]] LabelTally tally_labels(std::span<const ScoredEvent> truth,
                                      std::span<const ScoredEvent> found);
[[nodiscard]] LabelScores scores_of(const LabelTally& tally);

struct OnsetTally {
  std::int64_t truths = 0;
  std::int64_t found = 0;
  std::vector<double> errors_s;  ///< one per pair

  void add(const OnsetTally& other);
};

/// Leg movements only, both sides sorted by onset.
[[nodiscard]] OnsetTally tally_onsets(std::span<const ScoredEvent> truth,
                                      std::span<const ScoredEvent> found);
[[nodiscard]] OnsetScores scores_of(const OnsetTally& tally);

}  // namespace noctemg::eval
