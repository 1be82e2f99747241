#pragma once

/// \file
/// The filters of a group of lanes, and in which order they are run.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "emg/conditioner.hpp"
#include "signal/section_bank.hpp"

namespace noctemg::emg {

/// Sections that are run in one go, and what is told of them.
template <typename T>
struct LanePass {
  std::size_t first = 0;
  std::size_t count = 0;
  int tap = -1;  ///< sections before the notches, -1: no notches here
  signal::LaneValues<T> gain = {};
  std::array<double, signal::lanes_of<T>> taken_scale = {};  ///< to uV^2
};

template <typename T>
struct LanePlan {
  signal::SectionBank<T> forward;  ///< of differences
  signal::SectionBank<T> backward;
  signal::SectionBank<T> low;                         ///< of differences of means
  std::vector<LanePass<T>> passes;                    ///< over the sections of `forward`
  std::array<double, signal::lanes_of<T>> gain = {};  ///< of all filters of a lane
  double low_gain = 1;
  std::size_t margin = 0;  ///< frames before and after a tile that its result depends on
};

/// \param lanes  channels of a tile
/// \param width  lanes of a tile; those beyond the channels get the band alone
template <typename T>
[[nodiscard]] LanePlan<T> plan_lanes(const Options& options, const Band& band,
                                     std::span<const LaneSetup> lanes, std::size_t width);

}  // namespace noctemg::emg
