#pragma once

/// \file
/// Which site is taken when, so that no two things happen on one muscle at once and the truth stays
/// unambiguous.

#include <cstddef>
#include <span>
#include <vector>

namespace noctemg::synth {

class Occupancy {
 public:
  explicit Occupancy(std::size_t sites) : taken_(sites) {}

  /// True when none of `sites` is taken within [begin, end) widened by `margin` on both sides.
  [[nodiscard]] bool free(std::span<const std::size_t> sites, double begin_s, double end_s,
                          double margin_s) const;
  void take(std::span<const std::size_t> sites, double begin_s, double end_s);

 private:
  struct Span {
    double begin_s;
    double end_s;
  };
  std::vector<std::vector<Span>> taken_;  // per site
};

}  // namespace noctemg::synth
