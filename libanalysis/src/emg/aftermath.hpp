#pragma once

/// \file
/// What a cramp brings along: other muscles that it spreads to, the burst of the whole leg that
/// stretches it away, and the tone that it leaves. They belong to the cramp and are no episodes of
/// their own.

#include <cstdint>
#include <span>
#include <vector>

#include "emg/measure.hpp"
#include "emg/site.hpp"
#include "noctemg/night.hpp"

namespace noctemg::emg {

/// An episode with what it was made from; without evidence for twitches and faults.
struct JudgedGroup {
  Evidence evidence;
  Episode episode;
};

/// Cramps of one leg that go on at the same time are one that spreads; so are parts led by one site
/// with a pause of less than `merge_rows` between them. Else, one after the other, they are two.
/// \param groups  in order of begin
void join_spread(std::vector<JudgedGroup>& groups, std::int64_t merge_rows);

/// Takes away what belongs to a cramp and says so in the cramp's reasons.
/// \param groups  in order of begin
void join_aftermath(std::vector<JudgedGroup>& groups, std::span<const Site> sites);

}  // namespace noctemg::emg
