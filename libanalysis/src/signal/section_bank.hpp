#pragma once

/// \file
/// Second-order sections over a fixed group of channels: every channel is a vector lane with
/// coefficients of its own.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "noctemg/signal.hpp"

namespace noctemg::signal {

/// Channels filtered side by side.
inline constexpr std::size_t lane_count = 8;
using Lanes = std::array<double, lane_count>;

/// A cascade for one group of lanes. Lanes with fewer sections than the longest pass through
/// identities.
class SectionBank {
 public:
  /// \param per_lane  sections of each lane, at most lane_count lanes; missing lanes pass samples
  /// through
  explicit SectionBank(std::span<const std::vector<Section>> per_lane);

  [[nodiscard]] std::size_t section_count() const noexcept { return coefficients_.size(); }

  /// Filters `frames` in place, forward in time, from the steady state of the first frame's value.
  void forward(std::span<Lanes> frames) const;
  /// The same from the last frame to the first.
  void backward(std::span<Lanes> frames) const;

 private:
  struct Coefficients {
    Lanes b0, b1, b2, a1, a2, steady1, steady2;
  };
  static void filter(const Coefficients& c, const Lanes& first, Lanes* frame, std::ptrdiff_t step,
                     std::size_t frame_count);

  std::vector<Coefficients> coefficients_;
};

}  // namespace noctemg::signal
