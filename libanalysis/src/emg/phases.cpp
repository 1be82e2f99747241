#include "emg/phases.hpp"

#include <algorithm>

namespace noctemg::emg {
namespace {

/// A phase lasts at least this long: the burst with which a stretch ends a cramp (0.5-3 s) is no
/// phase of its own.
constexpr std::int64_t shortest_phase_s = 4;

enum class Phase : std::uint8_t { alone, shared };

/// Second by second: does another site (of either leg) reach a good share of this one?
std::vector<Phase> phases_of(const Burst& burst, std::size_t site, const BurstIndex& bursts,
                             double share) {
  std::vector<Phase> phases;
  for (std::int64_t begin = burst.begin; begin < burst.end; begin += rows_per_second) {
    const std::int64_t end = std::min(burst.end, begin + rows_per_second);
    const double own = bursts.mean_above_rest(site, begin, end);
    double other = 0;
    for (std::size_t s = 0; s < bursts.site_count(); ++s) {
      if (s != site) other = std::max(other, bursts.mean_above_rest(s, begin, end));
    }
    phases.push_back(other > share * own ? Phase::shared : Phase::alone);
  }
  return phases;
}

/// Phases shorter than the shortest take the phase before them (the first: the one after).
void smooth(std::vector<Phase>& phases) {
  for (std::size_t begin = 0; begin < phases.size();) {
    std::size_t end = begin + 1;
    while (end < phases.size() && phases[end] == phases[begin]) ++end;
    const bool whole = begin == 0 && end == phases.size();
    if (!whole && end - begin < static_cast<std::size_t>(shortest_phase_s)) {
      const Phase neighbour = begin > 0 ? phases[begin - 1] : phases[end];
      std::fill(phases.begin() + static_cast<std::ptrdiff_t>(begin),
                phases.begin() + static_cast<std::ptrdiff_t>(end), neighbour);
    }
    begin = end;
  }
}

struct Cut {
  std::int64_t row = 0;
  Side side = Side::unknown;
};

void add_cuts(const Burst& burst, std::size_t site, const BurstIndex& bursts,
              std::span<const Site> sites, double share, std::vector<Cut>& cuts) {
  std::vector<Phase> phases = phases_of(burst, site, bursts, share);
  smooth(phases);
  for (std::size_t i = 1; i < phases.size(); ++i) {
    if (phases[i] == phases[i - 1]) continue;
    cuts.push_back(
        {burst.begin + static_cast<std::int64_t>(i) * rows_per_second, sites[site].side});
  }
}

/// Pieces keep at least a second on both sides of a cut.
std::vector<Burst> cut_burst(const Burst& burst, Side side, const std::vector<Cut>& cuts) {
  std::vector<Burst> pieces;
  std::int64_t begin = burst.begin;
  for (const Cut& cut : cuts) {
    if (cut.side != side || cut.row < begin + rows_per_second) continue;
    if (cut.row > burst.end - rows_per_second) break;
    pieces.push_back(slice(burst, begin, cut.row));
    begin = cut.row;
  }
  pieces.push_back(begin == burst.begin ? burst : slice(burst, begin, burst.end));
  return pieces;
}

}  // namespace

BurstIndex cut_into_phases(const BurstIndex& bursts, std::span<const Site> sites,
                           const ClassifyOptions& options) {
  std::vector<Cut> cuts;
  for (std::size_t s = 0; s < bursts.site_count(); ++s) {
    for (const Burst& burst : bursts.of(s)) {
      if (burst.rows() < 2 * shortest_phase_s * rows_per_second) continue;
      add_cuts(burst, s, bursts, sites, options.cramp_coactivation, cuts);
    }
  }
  std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.row < b.row; });
  std::vector<std::vector<Burst>> result(bursts.site_count());
  for (std::size_t s = 0; s < bursts.site_count(); ++s) {
    for (const Burst& burst : bursts.of(s)) {
      const auto first = std::partition_point(
          cuts.begin(), cuts.end(), [&](const Cut& cut) { return cut.row < burst.begin; });
      const auto last = std::partition_point(first, cuts.end(),
                                             [&](const Cut& cut) { return cut.row <= burst.end; });
      for (Burst& piece : cut_burst(burst, sites[s].side, {first, last})) {
        result[s].push_back(std::move(piece));
      }
    }
  }
  return BurstIndex(std::move(result));
}

}  // namespace noctemg::emg
