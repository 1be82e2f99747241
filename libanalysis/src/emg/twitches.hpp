#pragma once

/// \file
/// What becomes of short rises: beats of a train, edges of bursts, twitches, electrode pops.

#include <span>
#include <vector>

#include "emg/decide.hpp"
#include "emg/site.hpp"
#include "noctemg/night.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

/// Finds trains of short rises that keep a pace (HFLM, ALMA: beats of 0.1 to 1 s). Bursts that are
/// mostly such a train are marked with its number, and beats outside of bursts become bursts of it.
void mark_trains(SegmentFindings& findings, const ClassifyOptions& options);

/// A twitch by site.
struct PlacedTwitch {
  std::size_t site = 0;
  Twitch twitch;
};

/// Twitches that are not the edge of a burst and lie in no fault, in order of begin.
[[nodiscard]] std::vector<PlacedTwitch> free_twitches(const SegmentFindings& findings,
                                                      const ClassifyOptions& options);

/// Twitches of one leg that coincide become one episode, led by the strongest; what shakes one
/// electrode mostly below the band is an artefact.
void add_twitches(const std::vector<PlacedTwitch>& twitches, std::span<const Site> sites,
                  const ClassifyOptions& options, std::vector<Episode>& episodes);

}  // namespace noctemg::emg
