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

/// Rows at which the QRS complexes of an ECG channel begin: its twitches as short as one.
[[nodiscard]] std::vector<std::int32_t> beats_of_ecg(const std::vector<Twitch>& twitches);

/// Takes heart beats out of the twitches of a leg channel by the beats of an ECG channel: those
/// that keep one distance from a beat (the leg sees it within 0.2 s), where many more do than would
/// by chance. Unlike the above it needs no steady heart, and knows single beats among movements.
/// \param beats  sorted, see beats_of_ecg  \return number of beats removed
[[nodiscard]] std::size_t remove_beats_of_ecg(std::vector<Twitch>& twitches,
                                              std::vector<Burst>& bursts,
                                              const std::vector<std::int32_t>& beats);

}  // namespace noctemg::emg
