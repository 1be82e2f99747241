#pragma once

/// \file
/// What is measured on a group of bursts before anybody decides what it is.

#include <span>
#include <vector>

#include "emg/assembler.hpp"
#include "emg/burst_index.hpp"
#include "emg/rhythm.hpp"
#include "emg/site.hpp"
#include "noctemg/night.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

/// A group with its numbers. Ratios are levels above rest relative to the leading site's.
struct Evidence {
  const Group* group = nullptr;
  std::size_t lead = 0;  ///< leading site: the highest typical level above rest of a sustained
                         ///< group, the most energy above rest of a shorter one
  std::vector<std::size_t> sites;  ///< taking part, leading first, then by energy
  EpisodeFeatures features;
  double mean_ratio = 0;      ///< mean level / resting level of the leading site
  double half_second_uv = 0;  ///< largest median above rest of half a second, leading site
  double lead_s = 0;          ///< time covered by the leading site's bursts
  int participants =
      0;  ///< sites of any leg at a fifth of the leading level or more, leading one included
  bool weak_tail = false;             ///< the leading burst is what stronger activity left behind
  bool contralateral_active = false;  ///< the other leg moves, at the beginning and over the whole
  int beyond_cross_talk =
      0;  ///< other sites of the leg above cross-talk, at the beginning and over the whole
  bool antagonist_joins =
      false;  ///< over the whole group, an antagonist reaches the co-activation threshold
  bool contralateral_joins = false;  ///< the same for the other leg
  bool neighbour_joins = false;      ///< the same for any other site of the leg
  Rhythm rhythm;
};

[[nodiscard]] Evidence measure(const Group& group, const BurstIndex& bursts,
                               std::span<const Site> sites, const Options& options);

}  // namespace noctemg::emg
