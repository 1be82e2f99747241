#pragma once

/// \file
/// From the bursts of one segment to its episodes.

#include <span>
#include <vector>

#include "emg/burst.hpp"
#include "emg/site.hpp"
#include "noctemg/night.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

/// What one segment gave, site by site.
struct SegmentFindings {
  std::vector<std::vector<Burst>> bursts;     ///< per site, sorted by begin
  std::vector<std::vector<Twitch>> twitches;  ///< per site, sorted by begin, heart beats taken out
};

/// Cuts, assembles, measures and classifies. Onsets are left as rows; the caller knows the
/// segment's place in time.
[[nodiscard]] std::vector<Episode> decide(SegmentFindings findings, std::span<const Site> sites,
                                          const Options& options);

}  // namespace noctemg::emg
