#pragma once

/// \file
/// From the bursts of one segment to its episodes.

#include <span>
#include <vector>

#include "emg/burst.hpp"
#include "emg/faults.hpp"
#include "emg/site.hpp"
#include "noctemg/episode_model.hpp"
#include "noctemg/night.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

/// What one segment gave, site by site.
struct SegmentFindings {
  std::vector<std::vector<Burst>> bursts;     ///< per site, sorted by begin
  std::vector<std::vector<Twitch>> twitches;  ///< per site, sorted by begin, heart beats taken out
  std::vector<std::vector<Fault>> faults;     ///< per site, sorted by begin
};

/// Cuts, assembles, measures and classifies. Onsets are left as rows; the caller knows the
/// segment's place in time.
/// \param model  nullptr: rules alone
[[nodiscard]] std::vector<Episode> decide(SegmentFindings findings, std::span<const Site> sites,
                                          const Options& options, const EpisodeModel* model);

}  // namespace noctemg::emg
