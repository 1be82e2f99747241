#pragma once

/// \file
/// Sums of a night: cramps by site and in clusters, time per sleep stage, episodes per label.

#include <array>
#include <span>

#include "noctemg/night.hpp"

namespace noctemg::emg {

/// Pause, offset to onset, from which two cramps belong to different clusters: the muscle stays
/// easier to cramp for at least an hour (Miller 2017).
inline constexpr Ticks cluster_pause = 3600 * ticks_per_second;
/// Cramps longer than this are counted apart (Hallegraeff 2017: seconds to 10 min).
inline constexpr Ticks long_cramp = 600 * ticks_per_second;

/// \param episodes          sorted by onset
/// \param analysable_hours  denominator of the rate; 0 gives NaN
[[nodiscard]] CrampTotals summarise_cramps(std::span<const Episode> episodes,
                                           double analysable_hours);

/// Time per stage within the segments; what the hypnogram leaves out is unknown. Cramps count by
/// the stage at their onset. `known` is false, and every time 0, for an empty hypnogram.
[[nodiscard]] SleepContext sleep_context(const Hypnogram& hypnogram,
                                         std::span<const Segment> segments,
                                         std::span<const Episode> episodes);

/// Episodes per label, in the order of Label.
[[nodiscard]] std::array<std::int64_t, label_count> count_labels(
    std::span<const Episode> episodes) noexcept;

}  // namespace noctemg::emg
