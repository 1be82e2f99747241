#pragma once

/// \file
/// Bursts of one leg that belong together become a group; a group becomes an episode.

#include <cstdint>
#include <span>
#include <vector>

#include "emg/burst_index.hpp"
#include "emg/site.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

/// A burst by site and position within the site's list.
struct BurstRef {
  std::size_t site = 0;
  std::size_t index = 0;
  friend bool operator==(const BurstRef&, const BurstRef&) = default;
};
[[nodiscard]] inline const Burst& burst_of(const BurstIndex& bursts, const BurstRef& ref) {
  return bursts.of(ref.site)[ref.index];
}

/// Bursts that belong together, in order of begin, then site.
struct Group {
  std::vector<BurstRef> members;
  std::int64_t begin = 0;
  std::int64_t end = 0;
  bool train = false;      ///< a rhythmic train of separate bursts
  bool bilateral = false;  ///< of both legs

  [[nodiscard]] std::int64_t rows() const noexcept { return end - begin; }
};

/// Groups the bursts of a segment: trains of short bursts first, then bursts of one leg that
/// overlap or follow within the pause that the standards allow, then large movements of both legs.
/// Sorted by begin, then first member's site.
[[nodiscard]] std::vector<Group> assemble(const BurstIndex& bursts, std::span<const Site> sites,
                                          const ClassifyOptions& options);

}  // namespace noctemg::emg
