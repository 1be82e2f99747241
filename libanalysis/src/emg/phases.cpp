#include "emg/phases.hpp"

#include <algorithm>

namespace noctemg::emg {
namespace {

/// A phase lasts at least this long: the burst with which a stretch ends a cramp (0.5-3 s) is no
/// phase of its own.
constexpr std::int64_t shortest_phase_s = 4;

/// Below this share of what was before, a burst is no more than its own tail.
constexpr double weak_share = 0.15;
constexpr std::size_t remembered_s = 30;

enum class Phase : std::uint8_t { alone, shared, heard, weak };

/// What a site does in a second: more than a neighbour takes part (an antagonist, the other leg, or
/// two other sites), or it is alone, or it only hears a much stronger site of its leg.
Phase phase_of(std::size_t site, const BurstIndex& bursts, std::span<const Site> sites,
               double share, std::int64_t begin, std::int64_t end) {
  const double own = bursts.mean_above_rest(site, begin, end);
  int neighbours = 0;
  bool joined = false;
  for (std::size_t s = 0; s < bursts.site_count(); ++s) {
    const double other = s == site ? 0 : bursts.mean_above_rest(s, begin, end);
    if (other <= share * own) continue;
    const bool leg = same_leg(sites[s], sites[site]);
    if (leg && share * other > own) return Phase::heard;
    joined = joined || !leg || antagonists(sites[s].group, sites[site].group);
    ++neighbours;
  }
  return joined || neighbours >= 2 ? Phase::shared : Phase::alone;
}

std::vector<Phase> phases_of(const Burst& burst, std::size_t site, const BurstIndex& bursts,
                             std::span<const Site> sites, double share) {
  std::vector<Phase> phases;
  for (std::int64_t begin = burst.begin; begin < burst.end; begin += rows_per_second) {
    const std::int64_t end = std::min(burst.end, begin + rows_per_second);
    phases.push_back(phase_of(site, bursts, sites, share, begin, end));
  }
  return phases;
}

double middle_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Second by second: strong, or only a weak rest of the seconds before (the tone that a cramp
/// leaves behind)?
std::vector<Phase> strength_of(const Burst& burst) {
  std::vector<Phase> phases;
  std::vector<double> strong;  // levels of the latest strong seconds
  for (std::int64_t begin = burst.begin; begin < burst.end; begin += rows_per_second) {
    const ProfileSum sum =
        sum_above_rest(burst, begin, std::min(burst.end, begin + rows_per_second));
    const double level =
        sum.above_rest / static_cast<double>(std::max<std::int64_t>(1, sum.values));
    const bool weak = !strong.empty() && level < weak_share * middle_of(strong);
    phases.push_back(weak ? Phase::weak : Phase::alone);
    if (weak) continue;
    if (strong.size() == remembered_s) strong.erase(strong.begin());
    strong.push_back(level);
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
  Phase after = Phase::alone;
  std::size_t site = every_site;  ///< a tail is cut on its own site only
  static constexpr std::size_t every_site = static_cast<std::size_t>(-1);
};

void add_cuts(std::vector<Phase> phases, const Burst& burst, Side side, std::size_t site,
              std::vector<Cut>& cuts) {
  smooth(phases);
  for (std::size_t i = 1; i < phases.size(); ++i) {
    // Where a site begins or ends to hear another, nothing happens in the leg.
    if (phases[i] == phases[i - 1] || phases[i] == Phase::heard || phases[i - 1] == Phase::heard) {
      continue;
    }
    cuts.push_back(
        {burst.begin + static_cast<std::int64_t>(i) * rows_per_second, side, phases[i], site});
  }
}

/// Pieces keep at least a second on both sides of a cut.
std::vector<Burst> cut_burst(const Burst& burst, std::size_t site, Side side,
                             const std::vector<Cut>& cuts) {
  std::vector<Burst> pieces;
  std::int64_t begin = burst.begin;
  bool weak = false;
  const auto add = [&](std::int64_t end) {
    pieces.push_back(slice(burst, begin, end));
    pieces.back().weak = weak;
    begin = end;
  };
  for (const Cut& cut : cuts) {
    if (cut.side != side || (cut.site != Cut::every_site && cut.site != site)) continue;
    if (cut.row < begin + rows_per_second) continue;
    if (cut.row > burst.end - rows_per_second) break;
    add(cut.row);
    if (cut.site == site) weak = cut.after == Phase::weak;
  }
  add(burst.end);
  return pieces;
}

}  // namespace

BurstIndex cut_into_phases(BurstIndex bursts, std::span<const Site> sites,
                           const ClassifyOptions& options) {
  std::vector<Cut> cuts;
  for (std::size_t s = 0; s < bursts.site_count(); ++s) {
    for (const Burst& burst : bursts.of(s)) {
      if (burst.rows() < 2 * shortest_phase_s * rows_per_second) continue;
      const Side side = sites[s].side;
      add_cuts(phases_of(burst, s, bursts, sites, options.cramp_coactivation), burst, side,
               Cut::every_site, cuts);
      add_cuts(strength_of(burst), burst, side, s, cuts);
    }
  }
  std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) {
    return a.row != b.row ? a.row < b.row : a.site < b.site;
  });
  std::vector<std::vector<Burst>> result = bursts.release();
  for (std::size_t s = 0; s < result.size(); ++s) {
    std::vector<Burst> pieces;
    for (Burst& burst : result[s]) {
      const auto first = std::partition_point(
          cuts.begin(), cuts.end(), [&](const Cut& cut) { return cut.row < burst.begin; });
      const auto last = std::partition_point(first, cuts.end(),
                                             [&](const Cut& cut) { return cut.row <= burst.end; });
      if (first == last) {
        pieces.push_back(std::move(burst));
        continue;
      }
      for (Burst& piece : cut_burst(burst, s, sites[s].side, {first, last})) {
        pieces.push_back(std::move(piece));
      }
    }
    result[s] = std::move(pieces);
  }
  return BurstIndex(std::move(result));
}

}  // namespace noctemg::emg
