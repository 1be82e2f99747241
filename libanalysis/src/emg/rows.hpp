#pragma once

/// \file
/// What the sample side hands to the decision side: features on the 10 ms grid, channel by channel.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "emg/uninitialized.hpp"
#include "noctemg/recording.hpp"

namespace noctemg::emg {

/// The nearest number of rows.
[[nodiscard]] inline std::int64_t to_rows(double time_s) {
  return std::llround(time_s * static_cast<double>(rows_per_second));
}

/// Bits of a row's flags.
enum RowFlag : std::uint8_t {
  row_missing = 1,  ///< a sample was missing or lies beside a missing one
  row_flat = 2,     ///< identical samples
  row_clipped = 4   ///< samples at a rail
};

/// Features of one second of one channel, µV and µV² of the conditioned signal unless said
/// otherwise.
struct SecondFeatures {
  float min_uv = 0;
  float max_uv = 0;
  float mean_square = 0;
  float mean_fourth = 0;      ///< mean of the fourth powers, µV⁴: with mean_square the kurtosis
  float low_mean_square = 0;  ///< of the raw signal between 2 Hz and the high-pass edge
  float mains_mean_square = 0;  ///< that the notches took
  float median_hz =
      static_cast<float>(not_a_number);  ///< NaN unless the second is loud and the rate allows it
  std::uint16_t zero_crossings = 0;      ///< changes of sign
  std::uint8_t missing_rows = 0;
  std::uint8_t flat_rows = 0;
  std::uint8_t clipped_rows = 0;
  std::uint8_t rows = 0;  ///< 100 but for the last second of a segment
};

/// One value per row, all of which are written when there are more of them.
using RowValues = UninitializedVector<float>;

/// Consecutive rows of one channel.
struct ChannelRows {
  RowValues mean_square;            ///< per row, µV²; NaN where missing or flat
  std::vector<std::uint8_t> flags;  ///< per row, RowFlag bits; empty where no row has any
  std::vector<SecondFeatures> seconds;

  void clear() {
    mean_square.clear();
    flags.clear();
    seconds.clear();
  }
};

}  // namespace noctemg::emg
