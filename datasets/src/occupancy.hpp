#pragma once

/// \file
/// Which site is taken when, so that no two things happen on one muscle at once and the truth stays
/// unambiguous.

#include <cstddef>
#include <map>
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
  std::vector<std::map<double, double>> taken_;  // per site: end by begin, not touching
};

}  // namespace noctemg::synth
