#include "emg/phases.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>

#include "emg/level_changes.hpp"
#include "emg/rhythm.hpp"

namespace noctemg::emg {
namespace {

/// A phase lasts at least this long: the burst with which a stretch ends a cramp (0.5-3 s) is no
/// phase of its own.
constexpr std::int64_t shortest_phase_s = 4;

/// Pieces at least this long can be cramps, whose ends are looked for; movements keep the borders
/// of the standards.
constexpr std::int64_t sustained_rows = 10 * rows_per_second;

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
  std::size_t site = 0;
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

double middle_level(const Burst& burst, std::int64_t begin, std::int64_t end) {
  const auto first = std::max<std::int64_t>(0, (begin - burst.profile_begin) / profile_rows);
  const auto last = std::min(static_cast<std::int64_t>(burst.profile.size()),
                             (end - burst.profile_begin + profile_rows - 1) / profile_rows);
  const std::span<const float> profile(burst.profile);
  if (last <= first) return 0;
  std::vector<double> levels = quarter_levels(
      profile.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first)),
      burst.rest_uv);
  const auto middle = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2);
  std::nth_element(levels.begin(), middle, levels.end());
  return *middle;
}

/// Does a site only hear another one for most of the seconds around a row, before it and after it?
bool heard_around(const std::vector<Phase>& phases, std::int64_t second) {
  constexpr std::int64_t around = 4;
  const auto mostly_heard = [&](std::int64_t begin, std::int64_t end) {
    begin = std::clamp<std::int64_t>(begin, 0, std::ssize(phases));
    end = std::clamp<std::int64_t>(end, begin, std::ssize(phases));
    return 2 * std::count(phases.begin() + begin, phases.begin() + end, Phase::heard) > end - begin;
  };
  return mostly_heard(second - around, second) && mostly_heard(second, second + around);
}

/// What follows a fall of the level is a weak rest of what was before (the tone that a cramp leaves
/// behind), until it rises again.
void add_level_cuts(const Burst& burst, Side side, std::size_t site,
                    const std::vector<Phase>& phases, std::vector<Cut>& cuts) {
  std::vector<std::int64_t> rows = level_changes(burst);
  std::erase_if(rows, [&](std::int64_t row) {
    return heard_around(phases, (row - burst.begin) / rows_per_second);
  });
  std::int64_t begin = burst.begin;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::int64_t end = i + 1 < rows.size() ? rows[i + 1] : burst.end;
    const bool falls = middle_level(burst, rows[i], end) < middle_level(burst, begin, rows[i]);
    cuts.push_back({rows[i], side, falls ? Phase::weak : Phase::alone, site});
    begin = rows[i];
  }
}

/// Is the site alone for most of the seconds?
bool mostly_alone(std::span<const Phase> phases) {
  const auto alone = std::count(phases.begin(), phases.end(), Phase::alone);
  return 2 * alone > std::ssize(phases);
}

/// A pause between something of one site and something of the whole leg: the movement before a
/// cramp, the restlessness after it. (A pause between like and like may be one within a cramp.)
void add_valley_cuts(const Burst& burst, Side side, std::size_t site,
                     const std::vector<Phase>& phases, std::vector<Cut>& cuts) {
  constexpr std::int64_t around = 10;
  for (const Valley& valley : valleys(burst)) {
    const auto first = std::clamp<std::int64_t>((valley.begin - burst.begin) / rows_per_second, 0,
                                                std::ssize(phases));
    const auto last = std::clamp<std::int64_t>(
        (valley.end - burst.begin + rows_per_second - 1) / rows_per_second, 0, std::ssize(phases));
    const std::int64_t from = std::max<std::int64_t>(0, first - around);
    const std::int64_t to = std::min<std::int64_t>(std::ssize(phases), last + around);
    const std::span<const Phase> all(phases);
    const auto part = [&](std::int64_t begin, std::int64_t end) {
      return all.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    };
    if (first <= from || to <= last ||
        mostly_alone(part(from, first)) == mostly_alone(part(last, to))) {
      continue;
    }
    cuts.push_back({valley.begin, side, Phase::weak, site});
    cuts.push_back({valley.end, side, Phase::alone, site});
  }
}

/// A stretch ends a cramp: a burst of the whole leg, 0.5 to 3 s, after which the cramping site
/// shows less than before, be it residual tone (Ross and Thomas 1995, Bertolasi 1993).
void add_stretch_cuts(const Burst& burst, Side side, std::size_t site, const BurstIndex& bursts,
                      std::span<const Site> sites, std::vector<Cut>& cuts) {
  constexpr std::int64_t longest_stretch = 4 * rows_per_second;
  constexpr std::int64_t before_rows = 10 * rows_per_second;
  constexpr std::int64_t after_rows = 6 * rows_per_second;
  constexpr std::int64_t least_rows = 3 * rows_per_second;
  constexpr std::int64_t settle_rows = rows_per_second / 2;
  constexpr double lower = 0.8;
  for (std::size_t other = 0; other < bursts.site_count(); ++other) {
    if (other == site || !same_leg(sites[other], sites[site]) ||
        !antagonists(sites[other].group, sites[site].group)) {
      continue;
    }
    for (const Burst& stretch : bursts.of(other)) {
      const std::int64_t after = stretch.end + settle_rows;
      if (stretch.rows() > longest_stretch || stretch.begin < burst.begin + least_rows ||
          after > burst.end - least_rows) {
        continue;
      }
      const std::int64_t from = std::max(burst.begin, stretch.begin - before_rows);
      const std::int64_t to = std::min(burst.end, after + after_rows);
      if (middle_level(burst, after, to) >= lower * middle_level(burst, from, stretch.begin)) {
        continue;
      }
      cuts.push_back({stretch.end, side, Phase::weak, site});
    }
  }
}

/// Sustained pieces without the slopes that lead to and from them.
void trim(std::vector<Burst>& pieces) {
  std::vector<double> levels;
  levels.reserve(pieces.size());
  for (const Burst& piece : pieces) levels.push_back(middle_level(piece, piece.begin, piece.end));
  std::vector<Burst> result;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Burst& piece = pieces[i];
    if (piece.rows() < sustained_rows) {
      result.push_back(piece);
      continue;
    }
    const bool touches_before = i > 0 && pieces[i - 1].end == piece.begin;
    const bool touches_after = i + 1 < pieces.size() && pieces[i + 1].begin == piece.end;
    const double own = levels[i];
    const double before = touches_before ? std::min(own, levels[i - 1]) : 0;
    const double after = touches_after ? std::min(own, levels[i + 1]) : 0;
    result.push_back(trimmed(piece, before, after));
  }
  pieces = std::move(result);
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
    if (cut.side != side || cut.site != site) continue;
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
  std::vector<std::vector<Cut>> cuts_of(bursts.site_count());
  tbb::parallel_for(std::size_t{0}, bursts.site_count(), [&](std::size_t s) {
    std::vector<Cut>& cuts = cuts_of[s];
    for (const Burst& burst : bursts.of(s)) {
      if (burst.rows() < 2 * shortest_phase_s * rows_per_second) continue;
      const Side side = sites[s].side;
      const std::vector<Phase> phases =
          phases_of(burst, s, bursts, sites, options.cramp_coactivation);
      add_cuts(phases, burst, side, s, cuts);
      // The beats of a slow rhythm are no changes of level.
      const Rhythm rhythm = measure_rhythm(burst.profile, burst.rest_uv, options);
      if (is_rhythmic(rhythm, options)) continue;
      add_level_cuts(burst, side, s, phases, cuts);
      add_valley_cuts(burst, side, s, phases, cuts);
      add_stretch_cuts(burst, side, s, bursts, sites, cuts);
    }
  });
  std::vector<Cut> cuts;
  for (const std::vector<Cut>& own : cuts_of) cuts.insert(cuts.end(), own.begin(), own.end());
  std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) {
    return a.row != b.row ? a.row < b.row : a.site < b.site;
  });
  std::vector<std::vector<Burst>> result = bursts.release();
  tbb::parallel_for(std::size_t{0}, result.size(), [&](std::size_t s) {
    std::vector<Burst> pieces;
    for (Burst& burst : result[s]) {
      const auto first = std::partition_point(
          cuts.begin(), cuts.end(), [&](const Cut& cut) { return cut.row < burst.begin; });
      const auto last = std::partition_point(first, cuts.end(),
                                             [&](const Cut& cut) { return cut.row <= burst.end; });
      std::vector<Burst> parts = first == last ? std::vector<Burst>{burst}
                                               : cut_burst(burst, s, sites[s].side, {first, last});
      trim(parts);
      std::move(parts.begin(), parts.end(), std::back_inserter(pieces));
    }
    result[s] = std::move(pieces);
  });
  return BurstIndex(std::move(result));
}

}  // namespace noctemg::emg
