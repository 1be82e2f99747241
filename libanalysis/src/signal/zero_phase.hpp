#pragma once

/// \file
/// scipy.signal.sosfiltfilt of a long signal, a block at a time.

#include <cstdint>
#include <span>
#include <vector>

#include "signal/section_bank.hpp"

namespace noctemg::signal {

/// Filters blocks of a signal forward and backward. A block is handed over with what surrounds it,
/// and comes out as if the whole signal had been filtered: the filter forgets what lies further
/// away, but for 1e-11 of it. Immutable: one serves all threads.
class ZeroPhase {
 public:
  using Frames = std::vector<LaneValues<double>>;

  /// \param per_lane  sections of each lane, at most lanes_of<double>
  /// \param both_ways  false: forward alone, as sosfilt from the steady state of the first frame
  ZeroPhase(std::span<const std::vector<Section>> per_lane, bool both_ways);

  /// Frames that must surround a block, as far as the signal reaches.
  [[nodiscard]] std::int64_t margin_frames() const noexcept { return margin_; }

  /// Filters frames in place.
  /// \param starts  the first frame is the signal's first: it is extended beyond it as SciPy does,
  ///                by its mirror image about that frame
  /// \param ends    the same at the end
  void run(Frames& frames, bool starts, bool ends) const;

 private:
  [[nodiscard]] SectionBank::Memory steady(const LaneValues<double>& input) const;

  SectionBank bank_;
  bool both_ways_;
  SectionBank::Memory steady_;  ///< after an endless stretch of ones
  std::int64_t margin_ = 0;
  std::size_t padding_ = 0;
};

}  // namespace noctemg::signal
