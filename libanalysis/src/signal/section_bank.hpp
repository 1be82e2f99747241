#pragma once

/// \file
/// Second-order sections over a fixed group of channels: every channel is a vector lane with
/// coefficients of its own.

#include <cstddef>
#include <span>
#include <vector>

#include "noctemg/signal.hpp"
#include "signal/kernels.hpp"

namespace noctemg::signal {

/// A cascade for one group of lanes of type T (float or double), without its gain: sections run
/// with b0 = 1, and what comes out is 1 / gain(lane) of what SciPy's sosfilt gives. Lanes with
/// fewer sections than the longest pass through the rest. Immutable: one serves all threads.
template <typename T>
class SectionBank {
 public:
  using Memory = std::vector<SectionMemory<T>>;

  SectionBank() = default;
  /// \param per_lane  sections of each lane, at most lanes_of<T>; missing lanes pass samples
  /// through
  explicit SectionBank(std::span<const std::vector<Section>> per_lane);

  /// The same filter for samples that have already been subtracted from their neighbours: a zero at
  /// frequency 0 is taken out of the first section that has one. Differences of samples are exact
  /// in floats, which a high-pass filter near a large offset is not.
  /// \throws ArgumentError when a lane has no such zero
  [[nodiscard]] SectionBank of_differences() const;

  [[nodiscard]] std::size_t section_count() const noexcept { return sections_.size(); }
  [[nodiscard]] double gain(std::size_t lane) const { return gains_[lane]; }

  /// What all sections remember, at rest.
  [[nodiscard]] Memory rest() const { return Memory(sections_.size()); }
  /// Filters `frame_count` frames of lanes_of<T> values in place, from `first` on forward in time.
  void forward(Memory& memory, T* first, std::size_t frame_count) const;
  /// The same from `last` backward in time.
  void backward(Memory& memory, T* last, std::size_t frame_count) const;

  [[nodiscard]] std::span<const SectionLanes<T>> sections() const noexcept { return sections_; }

 private:
  void run(Memory& memory, T* frames, std::ptrdiff_t step, std::size_t frame_count) const;

  std::vector<SectionLanes<T>> sections_;
  std::vector<double> gains_ = std::vector<double>(lanes_of<T>, 1.0);
};

extern template class SectionBank<float>;
extern template class SectionBank<double>;

}  // namespace noctemg::signal
