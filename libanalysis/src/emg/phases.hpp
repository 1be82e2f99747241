#pragma once

/// \file
/// A long burst may be several things in a row: a cramp in one muscle, then the whole leg that
/// stretches it away and walks. This cuts long bursts where the rest of the leg joins in or falls
/// silent.

#include <span>
#include <vector>

#include "emg/burst.hpp"
#include "emg/burst_index.hpp"
#include "emg/site.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

/// \return the bursts of every site with long ones cut at changes of phase
[[nodiscard]] BurstIndex cut_into_phases(BurstIndex bursts, std::span<const Site> sites,
                                         const ClassifyOptions& options);

}  // namespace noctemg::emg
