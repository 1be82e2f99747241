#pragma once

/// \file
/// A long burst may be several things in a row: a cramp and the tone that it leaves, a weak cramp
/// and the restlessness after it. This finds where its level changes for good, and where within a
/// piece the activity itself begins and ends.

#include <cstdint>
#include <span>
#include <vector>

#include "emg/burst.hpp"

namespace noctemg::emg {

/// Level of quarter seconds: the root of the power above rest, µV. One value per quarter second
/// from the beginning of the profile on; the last one may cover less.
[[nodiscard]] std::vector<double> quarter_levels(std::span<const float> profile, float rest_uv);
[[nodiscard]] inline std::vector<double> quarter_levels(const Burst& burst) {
  return quarter_levels(burst.profile, burst.rest_uv);
}
inline constexpr std::int64_t quarter_rows = rows_per_second / 4;

/// Level that the burst holds: the largest lower quartile of ten seconds (of all of it, when
/// shorter), µV above rest. Short bursts on top of it do not raise it.
[[nodiscard]] double held_level(const std::vector<double>& quarters);

/// Rows at which the level changes by a factor of three or more, between four seconds before and
/// four seconds after. A slow rise at the beginning, and a slow fall at the end, are no change.
[[nodiscard]] std::vector<std::int64_t> level_changes(const Burst& burst);

/// Half-open rows.
struct Valley {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// Pauses of 1.5 to 10 s in which the level stays below a fifth of that of the four seconds before
/// and of the four seconds after. (Longer ones are changes of level.)
[[nodiscard]] std::vector<Valley> valleys(const Burst& burst);

/// A piece of a burst without what is only on its way to it or from it: from where its level passes
/// a tenth of the way from what was before to what it holds, to where it falls back to that.
/// \param before_uv, after_uv  level of the activity that it touches, 0 = rest
[[nodiscard]] Burst trimmed(const Burst& piece, double before_uv, double after_uv);

}  // namespace noctemg::emg
