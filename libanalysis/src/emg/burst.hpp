#pragma once

/// \file
/// Activity on one channel.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "emg/rows.hpp"

namespace noctemg::emg {

/// Rows per value of a burst's profile (50 ms).
inline constexpr std::int64_t profile_rows = 5;
inline constexpr double profile_s =
    static_cast<double>(profile_rows) / static_cast<double>(rows_per_second);

/// Activity on one channel over the half-open rows [begin, end).
struct Burst {
  std::size_t channel = 0;
  std::int64_t begin = 0;
  std::int64_t end = 0;
  float rest_uv = 0;               ///< resting level at begin
  bool weak = false;               ///< what is left of stronger activity just before
  int train = 0;                   ///< number of the rhythmic train that it belongs to, 0 = none
  bool slow = false;               ///< found by the slow relative rise (alone or beside movements)
  std::int64_t profile_begin = 0;  ///< row of profile[0], a multiple of profile_rows, <= begin
  std::vector<float> profile;      ///< 50 ms RMS in µV
  std::int64_t second_begin = 0;   ///< second of seconds[0]
  std::vector<SecondFeatures> seconds;

  [[nodiscard]] std::int64_t rows() const noexcept { return end - begin; }
};

/// Where the profile and the seconds of a burst begin that begins at a row.
[[nodiscard]] constexpr std::int64_t profile_begin_of(std::int64_t row) {
  return row / profile_rows * profile_rows;
}
[[nodiscard]] constexpr std::int64_t second_begin_of(std::int64_t row) {
  return row / rows_per_second;
}

/// A short rise on one channel, a twitch or a beat of something longer: kept small, a night may
/// hold tens of thousands.
struct Twitch {
  std::int32_t begin = 0;
  std::int32_t end = 0;
  float peak_uv = 0;
  float rest_uv = 0;
  float low_frequency_ratio = 0;  ///< of the seconds it lies in: power below the band, beyond what
                                  ///< the seconds around have, / power in the band
};

}  // namespace noctemg::emg
