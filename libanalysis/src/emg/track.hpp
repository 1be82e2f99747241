#pragma once

/// \file
/// What the leading site of a group does over time, and what can be measured on it alone.

#include <cstdint>
#include <vector>

#include "emg/assembler.hpp"
#include "emg/burst_index.hpp"
#include "noctemg/episode_features.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

/// The leading site's profile from the first to the last of its bursts in the group; pauses are 0.
struct LeadTrack {
  std::vector<float> profile;
  std::vector<const SecondFeatures*> seconds;
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::int64_t covered_rows = 0;
  float rest_uv = 0;
  bool weak = false;
};

[[nodiscard]] LeadTrack lead_track(const Group& group, std::size_t lead, const BurstIndex& bursts);

/// Median of values; NaN of none. Typical second: a moment of movement at one end of an episode
/// must not speak for all of it.
[[nodiscard]] double typical(std::vector<double> values);

/// WASM 2016 asks for half a second in which the median stands above rest: a spike and a long tail
/// below it are no movement. \return the largest such median above rest, µV
[[nodiscard]] double strongest_half_second(const LeadTrack& track);

/// Mean level / resting level.
[[nodiscard]] double mean_level_ratio(const LeadTrack& track);

/// Levels, edges, steadiness and what the seconds tell of the spectrum.
void measure_track(const LeadTrack& track, const ActivityOptions& activity, EpisodeFeatures& f);

}  // namespace noctemg::emg
