#include "occupancy.hpp"

#include <algorithm>
#include <iterator>

namespace noctemg::synth {

bool Occupancy::free(std::span<const std::size_t> sites, double begin_s, double end_s,
                     double margin_s) const {
  return std::ranges::all_of(sites, [&](std::size_t site) {
    const std::map<double, double>& taken = taken_[site];
    const auto after = taken.lower_bound(end_s + margin_s);
    return after == taken.begin() || std::prev(after)->second <= begin_s - margin_s;
  });
}

void Occupancy::take(std::span<const std::size_t> sites, double begin_s, double end_s) {
  for (const std::size_t site : sites) {
    std::map<double, double>& taken = taken_[site];
    double begin = begin_s;
    double end = end_s;
    auto next = taken.upper_bound(begin);
    if (next != taken.begin() && std::prev(next)->second >= begin) --next;
    while (next != taken.end() && next->first <= end) {
      begin = std::min(begin, next->first);
      end = std::max(end, next->second);
      next = taken.erase(next);
    }
    taken.emplace(begin, end);
  }
}

}  // namespace noctemg::synth
