#pragma once

/// \file
/// Which true and found events share time, and how much of it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "eval/matching.hpp"
#include "noctemg/evaluate.hpp"

namespace noctemg::eval {

/// A share as an exact fraction.
struct Ratio {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
};

inline constexpr Ratio iou20 = {1, 5};
inline constexpr Ratio iou50 = {1, 2};

/// Two events of legs that may be one.
struct Overlap {
  std::size_t truth = 0;
  std::size_t found = 0;
  Ticks shared = 0;   ///< > 0
  Ticks joint = 0;    ///< union
  Ticks shorter = 0;  ///< duration of the shorter one
  Ticks onset_distance = 0;

  [[nodiscard]] bool iou_reaches(Ratio least) const noexcept {
    return shared * least.denominator >= joint * least.numerator;
  }
};

/// True unless one event is of the left leg alone and the other of the right.
[[nodiscard]] bool may_be_one_leg(const ScoredEvent& a, const ScoredEvent& b) noexcept;

/// All pairs that share time and may be of one leg, sorted by truth, then found. Both sides must be
/// sorted by onset. \throws ArgumentError for more than a million of them
[[nodiscard]] std::vector<Overlap> overlaps(std::span<const ScoredEvent> truth,
                                            std::span<const ScoredEvent> found);

/// All pairs whose onsets lie at most `tolerance` apart, of legs that may be one, in the same
/// order; the cost is the distance of onsets.
[[nodiscard]] std::vector<Edge> near_onsets(std::span<const ScoredEvent> truth,
                                            std::span<const ScoredEvent> found, Ticks tolerance);

/// Cost of a pair: less for more IoU (steps of 2^-40), then for nearer onsets (microseconds).
[[nodiscard]] Edge edge_of(const Overlap& overlap);

/// The optimal pairs from `least` on: most of them, then the largest total IoU, then the nearest
/// onsets.
[[nodiscard]] std::vector<Pair> match_from(Ratio least, std::size_t truths, std::size_t founds,
                                           std::span<const Overlap> overlaps);

}  // namespace noctemg::eval
