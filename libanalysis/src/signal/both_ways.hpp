#pragma once

/// \file
/// sosfiltfilt of long signals in one go: stretches of them are lanes of a vector register, each
/// with as much before and after it as the filter remembers. A stretch is read once, passes through
/// both directions while it lies in the cache, and is written once.

#include <cstddef>
#include <span>
#include <vector>

#include "noctemg/signal.hpp"
#include "signal/row_layout.hpp"
#include "signal/section_bank.hpp"

namespace noctemg::signal {

class BothWays {
 public:
  /// \param memory   frames after which the filter has forgotten
  /// \param padding  samples of the extension at each end
  BothWays(std::span<const Section> sections, const RowLayout& layout, std::size_t memory,
           std::size_t padding, Extension::Kind kind);

  /// Are signals long enough? Where not, run() must not be called.
  [[nodiscard]] bool pays() const { return stretches_ >= 2; }

  /// Filters x to y.
  /// \returns rows that hold something not finite, to be filtered otherwise
  [[nodiscard]] std::vector<std::size_t> run(const double* x, double* y) const;

 private:
  using Frames = std::vector<LaneValues<double>>;

  /// A stretch of a row: samples [begin, begin + stretch_) of it.
  struct Lane {
    std::size_t row = 0;
    const double* x = nullptr;  ///< of the row
    double* y = nullptr;
    std::ptrdiff_t begin = 0;
    bool finite = true;
  };

  [[nodiscard]] double sample(const double* x, std::ptrdiff_t i) const;
  void run_group(std::span<Lane> group, Frames& frames) const;
  void gather(std::span<const Lane> group, std::ptrdiff_t first, std::ptrdiff_t count,
              LaneValues<double>* frames) const;
  void scatter(std::span<const Lane> group, std::ptrdiff_t first, std::ptrdiff_t count,
               const LaneValues<double>* frames) const;
  [[nodiscard]] SectionBank::Memory steady(const LaneValues<double>& level) const;

  RowLayout layout_;
  std::ptrdiff_t length_;
  std::ptrdiff_t margin_;  ///< frames before and after a stretch
  std::ptrdiff_t padding_;
  Extension::Kind kind_;
  std::ptrdiff_t stretch_;  ///< frames
  std::ptrdiff_t stretches_;
  SectionBank bank_;
  std::vector<std::array<double, 2>> steady_;
  double gain_ = 1;
};

}  // namespace noctemg::signal
