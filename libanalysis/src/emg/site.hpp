#pragma once

/// \file
/// The EMG channels of a montage as the decision side sees them.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "noctemg/montage.hpp"
#include "noctemg/recording.hpp"

namespace noctemg::emg {

struct Site {
  std::size_t channel = 0;  ///< index into the recording's channels
  std::string muscle;
  Side side = Side::unknown;
  MuscleGroup group = MuscleGroup::unknown;
};

/// Muscles that pull the joint the other way: shin against calf, front against back of the thigh.
[[nodiscard]] constexpr bool antagonists(MuscleGroup a, MuscleGroup b) noexcept {
  const auto pair = [&](MuscleGroup x, MuscleGroup y) {
    return (a == x && b == y) || (a == y && b == x);
  };
  return pair(MuscleGroup::calf, MuscleGroup::shin) ||
         pair(MuscleGroup::thigh_front, MuscleGroup::thigh_back);
}

/// Sites of one leg share a side. Without known sides all channels count as one leg.
[[nodiscard]] inline bool same_leg(const Site& a, const Site& b) noexcept {
  return a.side == b.side;
}

/// What the montage lets a classifier know about a leg.
struct LegKnowledge {
  int sites = 0;
  bool has_calf = false;
  /// A cramp can be told from a movement of the whole leg: a calf site and another one on the same
  /// leg.
  [[nodiscard]] bool localisable() const noexcept { return has_calf && sites >= 2; }
};

[[nodiscard]] inline LegKnowledge leg_knowledge(std::span<const Site> sites, Side side) noexcept {
  LegKnowledge knowledge;
  for (const Site& site : sites) {
    if (site.side != side) continue;
    ++knowledge.sites;
    knowledge.has_calf = knowledge.has_calf || site.group == MuscleGroup::calf;
  }
  return knowledge;
}

}  // namespace noctemg::emg
