#pragma once

/// \file
/// What the probability of a cramp is worth: precision and recall over its threshold, and whether
/// it comes true as often as it says.

#include <cstdint>
#include <span>
#include <vector>

#include "noctemg/evaluate.hpp"

namespace noctemg::eval {

/// A found episode with a probability.
struct Graded {
  double probability = 0;
  /// Of the episodes of this night down to this one, one more true cramp can have a partner. Summed
  /// over a threshold's episodes, whatever the order among equals, this counts the true cramps
  /// found.
  bool adds_a_match = false;
  bool is_right = false;  ///< has a partner when all episodes of the night take part
};

struct GradedTally {
  std::int64_t truths = 0;  ///< true cramps
  std::int64_t without_probability = 0;
  std::vector<Graded> episodes;

  void add(const GradedTally& other);
};

/// \param truth  cramps \param found  episodes of every label; both sorted by onset
[[nodiscard]] GradedTally tally_graded(std::span<const ScoredEvent> truth,
                                       std::span<const ScoredEvent> found);
[[nodiscard]] ProbabilityScores scores_of(const GradedTally& tally);

}  // namespace noctemg::eval
