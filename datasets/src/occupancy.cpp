#include "occupancy.hpp"

#include <algorithm>

namespace noctemg::synth {

bool Occupancy::free(std::span<const std::size_t> sites, double begin_s, double end_s,
                     double margin_s) const {
  return std::ranges::all_of(sites, [&](std::size_t site) {
    return std::ranges::none_of(taken_[site], [&](const Span& s) {
      return s.begin_s < end_s + margin_s && begin_s - margin_s < s.end_s;
    });
  });
}

void Occupancy::take(std::span<const std::size_t> sites, double begin_s, double end_s) {
  for (const std::size_t site : sites) taken_[site].push_back({begin_s, end_s});
}

}  // namespace noctemg::synth
