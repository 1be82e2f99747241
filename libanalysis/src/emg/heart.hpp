#pragma once

/// \file
/// Heart beats in a leg channel: short rises in a steady rhythm that lasts for minutes.

#include <vector>

#include "emg/burst.hpp"

namespace noctemg::emg {

/// Takes heart beats out of the twitches of one channel.
/// A twitch is a beat when it is as short as a QRS complex and, within a minute on both sides, the
/// intervals between such twitches keep one pace between 36 and 130 per minute and fill most of the
/// time. Trains of leg movements last seconds.
/// \param twitches  sorted by begin; beats are removed
/// \param bursts    of the same channel, sorted by begin; those that are a removed beat go with it
/// \return number of beats removed
[[nodiscard]] std::size_t remove_heart_beats(std::vector<Twitch>& twitches,
                                             std::vector<Burst>& bursts);

}  // namespace noctemg::emg
