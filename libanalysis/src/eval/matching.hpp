#pragma once

/// \file
/// Optimal one-to-one matching of a sparse bipartite graph, exact and in integers.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace noctemg::eval {

/// Compared by `major` first; sums add member by member.
struct Cost {
  std::int64_t major = 0;
  std::int64_t minor = 0;

  friend bool operator==(const Cost&, const Cost&) = default;
  friend std::strong_ordering operator<=>(const Cost& a, const Cost& b) noexcept {
    return a.major == b.major ? a.minor <=> b.minor : a.major <=> b.major;
  }
  friend Cost operator+(Cost a, Cost b) noexcept { return {a.major + b.major, a.minor + b.minor}; }
  friend Cost operator-(Cost a, Cost b) noexcept { return {a.major - b.major, a.minor - b.minor}; }
};

/// A true and a found event that may be a pair.
struct Edge {
  std::size_t truth = 0;
  std::size_t found = 0;
  Cost cost;
};

enum class Aim {
  most_pairs,  ///< as many pairs as possible, and among those the lowest total cost
  lowest_cost  ///< the lowest total cost, however many pairs that takes
};

struct Pair {
  std::size_t truth = 0;
  std::size_t found = 0;

  friend bool operator==(const Pair&, const Pair&) = default;
};

/// \return the pairs, sorted by true event. Edges must be sorted by truth, then found, without
/// repetition; of equal solutions the one is taken that these numbers lead to. Every connected part
/// is solved on its own by successive shortest paths (Ahuja, Magnanti and Orlin 1993, ch. 9): after
/// k steps the pairs are the cheapest k pairs that there are. Costs must stay below 2^42.
[[nodiscard]] std::vector<Pair> match(std::size_t truths, std::size_t founds,
                                      const std::vector<Edge>& edges, Aim aim);

}  // namespace noctemg::eval
