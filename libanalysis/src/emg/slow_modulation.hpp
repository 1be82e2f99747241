#pragma once

/// \file
/// The slow common oscillation of a cramp's motor units.

#include <span>

namespace noctemg::emg {

/// How much more an envelope swings between 0.8 and 2.2 Hz than between 4 and 8 Hz: power per Hz
/// over power per Hz, summed over windows of 10 s that overlap by half. Discharge rates of cramps
/// share an oscillation of 1.4 +- 0.4 Hz (Minetto 2009); what the estimate of a level itself adds
/// is the same in both bands.
/// \param profile 50 ms RMS, µV  \return 1 for a steady contraction; NaN for less than 10 s
[[nodiscard]] double slow_modulation(std::span<const float> profile);

}  // namespace noctemg::emg
