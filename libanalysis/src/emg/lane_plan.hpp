#pragma once

/// \file
/// The filters of a group of lanes.

#include <array>
#include <cstddef>
#include <span>

#include "emg/conditioner.hpp"
#include "emg/lane_cascade.hpp"

namespace noctemg::emg {

template <typename T>
struct LanePlan {
  LaneCascade<T> cascade;
  LaneCascade<T> low;                                 ///< of differences of means
  std::array<double, signal::lanes_of<T>> gain = {};  ///< of all filters of a lane
  double low_gain = 1;
  std::size_t margin = 0;  ///< frames before and after a tile that its result depends on
  std::size_t sight = 0;   ///< frames before and after a step that marks of its rows depend on
};

/// \param lanes  channels of a tile
/// \param width  lanes of a tile; those beyond the channels get the band alone
template <typename T>
[[nodiscard]] LanePlan<T> plan_lanes(const Options& options, const Band& band,
                                     std::span<const LaneSetup> lanes, std::size_t width);

}  // namespace noctemg::emg
