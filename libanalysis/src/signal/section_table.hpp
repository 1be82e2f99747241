#pragma once

/// \file
/// Coefficients of second-order sections for a fixed group of channels: every channel is a vector
/// lane with sections of its own.

#include <cstddef>
#include <span>
#include <vector>

#include "noctemg/signal.hpp"
#include "signal/kernels.hpp"

namespace noctemg::signal {

/// The sections of one group of lanes of type T (float or double), with b0 = 1: what comes out of
/// them is 1 / gain(lane) of what SciPy's sosfilt gives. Lanes with fewer sections than the longest
/// pass through the rest.
template <typename T>
class SectionTable {
 public:
  SectionTable() = default;
  /// \param per_lane  sections of each lane, at most lanes_of<T>; missing lanes pass samples
  /// through
  /// \throws ArgumentError when there are more
  explicit SectionTable(std::span<const std::vector<Section>> per_lane);

  /// The same filter for samples that have already been subtracted from their neighbours: a zero at
  /// frequency 0 is taken out of the first section that has one. Differences of samples are exact
  /// in floats, which a high-pass filter near a large offset is not.
  /// \throws ArgumentError when a lane has no such zero
  [[nodiscard]] SectionTable of_differences() const;

  [[nodiscard]] double gain(std::size_t lane) const { return gains_[lane]; }
  [[nodiscard]] std::span<const SectionLanes<T>> sections() const noexcept { return sections_; }

 private:
  std::vector<SectionLanes<T>> sections_;
  std::vector<double> gains_ = std::vector<double>(lanes_of<T>, 1.0);
};

extern template class SectionTable<float>;
extern template class SectionTable<double>;

}  // namespace noctemg::signal
