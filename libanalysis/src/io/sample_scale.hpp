#pragma once

/// \file
/// From stored integers to values and back, in the one way that every format of noctemg shares, so
/// that the same samples give the same bits whatever file they come from.

#include <cmath>

#include "noctemg/recording.hpp"

namespace noctemg::io {

/// value = (physical_min + (digital - digital_min) * gain) * factor
struct SampleScale {
  double physical_min = 0;
  double digital_min = 0;
  double gain = 1;    ///< (physical_max - physical_min) / (digital_max - digital_min)
  double factor = 1;  ///< to µV where the unit is a voltage, else 1

  /// The identity where the channel states no scale (floating-point samples).
  [[nodiscard]] static SampleScale of(const Channel& channel) noexcept {
    SampleScale scale;
    scale.factor = channel.calibrated() ? channel.uv_per_unit : 1;
    if (std::isnan(channel.digital_min)) return scale;
    scale.physical_min = channel.physical_min;
    scale.digital_min = channel.digital_min;
    scale.gain =
        (channel.physical_max - channel.physical_min) / (channel.digital_max - channel.digital_min);
    return scale;
  }

  [[nodiscard]] double value(double digital) const noexcept {
    return (physical_min + (digital - digital_min) * gain) * factor;
  }
  /// The integer that value() made `value` of. Exact for up to 32 bits, whatever the rounding.
  [[nodiscard]] double digital(double value) const noexcept {
    return std::nearbyint((value / factor - physical_min) / gain) + digital_min;
  }
};

}  // namespace noctemg::io
