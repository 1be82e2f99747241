#pragma once

/// \file
/// Whether two events name the same place.

#include "noctemg/evaluate.hpp"

namespace noctemg::eval {

struct SiteMatch {
  bool comparable = false;
  bool equal = false;   ///< of the leading sites
  bool within = false;  ///< the found leading site is among the true ones
};

/// Equal: the same leading channel (without case), or the same muscle on the same side, since one
/// muscle may carry several electrodes. Comparable: both have a channel, or both muscle and side.
/// A true event of several channels has its leading one first; the others count for `within` only.
[[nodiscard]] SiteMatch compare_sites(const ScoredEvent& truth, const ScoredEvent& found);

}  // namespace noctemg::eval
