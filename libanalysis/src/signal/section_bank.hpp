#pragma once

/// \file
/// Second-order sections over a fixed group of channels, in double precision.

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "signal/kernels.hpp"
#include "signal/section_table.hpp"

namespace noctemg::signal {

/// A cascade for one group of lanes, without its gain, see SectionTable. Immutable: one serves all
/// threads.
class SectionBank {
 public:
  using Memory = std::vector<SectionMemory<double>>;

  SectionBank() = default;
  explicit SectionBank(SectionTable<double> table) : table_(std::move(table)) {}
  /// \param per_lane  as for SectionTable
  explicit SectionBank(std::span<const std::vector<Section>> per_lane)
      : SectionBank(SectionTable<double>(per_lane)) {}

  [[nodiscard]] double gain(std::size_t lane) const { return table_.gain(lane); }
  [[nodiscard]] std::span<const SectionLanes<double>> sections() const noexcept {
    return table_.sections();
  }

  /// What all sections remember, at rest.
  [[nodiscard]] Memory rest() const { return Memory(sections().size()); }
  /// Filters `frame_count` frames of lanes_of<double> values in place, from `first` on forward in
  /// time.
  void forward(Memory& memory, double* first, std::size_t frame_count) const;
  /// The same from `last` backward in time.
  void backward(Memory& memory, double* last, std::size_t frame_count) const;

 private:
  void run(Memory& memory, double* frames, std::ptrdiff_t step, std::size_t frame_count) const;

  SectionTable<double> table_;
};

}  // namespace noctemg::signal
