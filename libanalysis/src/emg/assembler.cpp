#include "emg/assembler.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "emg/limits.hpp"
#include "emg/rhythm.hpp"

namespace noctemg::emg {
namespace {

/// Onsets this close together are one recruitment.
constexpr std::int64_t same_onset_rows = rows_per_second;

Group make_group(const BurstIndex& bursts, std::vector<BurstRef> members) {
  Group group;
  std::sort(members.begin(), members.end(), [&](const BurstRef& a, const BurstRef& b) {
    const Burst& x = burst_of(bursts, a);
    const Burst& y = burst_of(bursts, b);
    return x.begin != y.begin ? x.begin < y.begin : a.site < b.site;
  });
  group.begin = burst_of(bursts, members.front()).begin;
  for (const BurstRef& ref : members) group.end = std::max(group.end, burst_of(bursts, ref).end);
  group.members = std::move(members);
  return group;
}

/// Stretches of rhythm on one site: trains of separate short bursts, and long bursts that have a
/// rhythm of their own (fast ones do not fall silent between beats). What follows within the
/// slowest beat goes on.
void take_trains(const BurstIndex& bursts, std::size_t site, const ClassifyOptions& options,
                 std::vector<bool>& taken, std::vector<Group>& groups) {
  const std::vector<Burst>& list = bursts.of(site);
  const auto longest_pause =
      static_cast<std::int64_t>(static_cast<double>(rows_per_second) / options.rhythmic_min_hz);
  std::vector<BurstRef> members;
  bool separate = false;
  std::int64_t end = 0;
  const auto close = [&] {
    // A single long burst with a rhythm is joined with its leg like any other.
    if (separate) {
      for (const BurstRef& ref : members) taken[ref.index] = true;
      groups.push_back(make_group(bursts, std::move(members)));
      groups.back().train = true;
    }
    members.clear();
    separate = false;
  };
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Burst& burst = list[i];
    const bool rhythmic =
        burst.train == 0 && burst.rows() > longest_beat_rows &&
        is_rhythmic(measure_rhythm(burst.profile, burst.rest_uv, options), options);
    if (burst.train == 0 && !rhythmic) continue;
    if (!members.empty() && burst.begin - end > longest_pause) close();
    members.push_back({site, i});
    separate = separate || burst.train != 0;
    end = burst.end;
  }
  close();
}

Side side_of(const Group& group, std::span<const Site> sites) {
  return sites[group.members.front().site].side;
}

/// Trains that go on at the same time are one, in both legs too (alternating activation).
void join_trains(std::vector<Group>& trains, const BurstIndex& bursts,
                 std::span<const Site> sites) {
  std::sort(trains.begin(), trains.end(), [](const Group& a, const Group& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.members.front().site < b.members.front().site;
  });
  std::vector<Group> joined;
  for (Group& train : trains) {
    const auto partner = std::find_if(joined.begin(), joined.end(), [&](const Group& other) {
      const std::int64_t overlap =
          std::min(train.end, other.end) - std::max(train.begin, other.begin);
      return 2 * overlap > std::min(train.rows(), other.rows());
    });
    if (partner == joined.end()) {
      joined.push_back(std::move(train));
      continue;
    }
    std::vector<BurstRef> members = partner->members;
    members.insert(members.end(), train.members.begin(), train.members.end());
    const bool both = partner->bilateral || side_of(train, sites) != side_of(*partner, sites);
    *partner = make_group(bursts, std::move(members));
    partner->train = true;
    partner->bilateral = both;
  }
  trains = std::move(joined);
}

double mean_level(const Burst& burst) {
  const ProfileSum sum = sum_above_rest(burst, burst.begin, burst.end);
  return sum.above_rest / static_cast<double>(std::max<std::int64_t>(1, sum.values));
}

bool similar_level(const Burst& a, const Burst& b) {
  const double x = mean_level(a);
  const double y = mean_level(b);
  return x < level_change * y && y < level_change * x;
}

/// A short burst that begins late in something that stayed in one place is what ended it (the burst
/// of a leg that stretches a cramp away), no part of it.
bool late_beside_local(const BurstRef& ra, const BurstRef& rb, const BurstIndex& bursts,
                       std::span<const Site> sites) {
  constexpr std::int64_t least_local_rows = 8 * rows_per_second;
  constexpr std::int64_t longest_late_rows = 4 * rows_per_second;
  constexpr double late = 0.6;
  constexpr double local_share = 0.5;
  const bool a_longer = burst_of(bursts, ra).rows() >= burst_of(bursts, rb).rows();
  const BurstRef& local_ref = a_longer ? ra : rb;
  const Burst& local = burst_of(bursts, local_ref);
  const Burst& other = burst_of(bursts, a_longer ? rb : ra);
  const std::int64_t from =
      local.begin + static_cast<std::int64_t>(late * static_cast<double>(local.rows()));
  if (local.rows() < least_local_rows || other.rows() > longest_late_rows || other.begin < from) {
    return false;
  }
  const double own = bursts.mean_above_rest(local_ref.site, local.begin, from);
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (s == local_ref.site || !same_leg(sites[s], sites[local_ref.site])) continue;
    if (bursts.mean_above_rest(s, local.begin, from) > local_share * own) return false;
  }
  return true;
}

/// Does an antagonist or the other leg work, beyond what could be cross-talk?
bool joined(std::size_t site, const BurstIndex& bursts, std::span<const Site> sites,
            std::int64_t begin, std::int64_t end) {
  const double own = bursts.mean_above_rest(site, begin, end);
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (s == site) continue;
    if (same_leg(sites[s], sites[site]) && !antagonists(sites[s].group, sites[site].group)) {
      continue;
    }
    if (bursts.mean_above_rest(s, begin, end) >= beyond_cross_talk * own) return true;
  }
  return false;
}

/// The same for most of a burst: the stretch that ends a cramp, however strong, is not most of it.
bool whole_leg(const BurstRef& ref, const BurstIndex& bursts, std::span<const Site> sites) {
  const Burst& burst = burst_of(bursts, ref);
  std::int64_t together = 0;
  for (std::int64_t begin = burst.begin; begin < burst.end; begin += rows_per_second) {
    const std::int64_t end = std::min(burst.end, begin + rows_per_second);
    if (joined(ref.site, bursts, sites, begin, end)) together += end - begin;
  }
  return 2 * together > burst.rows();
}

/// Does the earlier burst end where another site begins and its own becomes something much
/// stronger? Then what it was before is no part of that.
bool only_leads_into(const BurstRef& ra, const BurstRef& rb, const BurstIndex& bursts) {
  constexpr std::int64_t least_lead_rows = 4 * rows_per_second;
  constexpr std::int64_t border_rows = rows_per_second;
  const bool a_first = burst_of(bursts, ra).begin <= burst_of(bursts, rb).begin;
  const BurstRef& ref = a_first ? ra : rb;
  const Burst& first = burst_of(bursts, ref);
  const Burst& second = burst_of(bursts, a_first ? rb : ra);
  if (second.begin - first.begin < least_lead_rows || first.end - second.begin > border_rows) {
    return false;
  }
  const std::int64_t from = second.begin + border_rows;
  const std::int64_t to = std::min(second.end, from + least_lead_rows);
  return to > from && level_change * bursts.mean_above_rest(ref.site, first.begin, second.begin) <=
                          bursts.mean_above_rest(ref.site, from, to);
}

/// A burst of a leg that is being grouped.
struct LegBurst {
  BurstRef ref;
  bool whole_leg = false;
};

/// Do two bursts of one leg belong to one episode?
bool linked(const LegBurst& la, const LegBurst& lb, const BurstIndex& bursts,
            std::span<const Site> sites, const ClassifyOptions& options) {
  const BurstRef& ra = la.ref;
  const BurstRef& rb = lb.ref;
  const Burst& a = burst_of(bursts, ra);
  const Burst& b = burst_of(bursts, rb);
  const std::int64_t overlap = std::min(a.end, b.end) - std::max(a.begin, b.begin);
  const std::int64_t shorter = std::min(a.rows(), b.rows());
  const std::int64_t longer = std::max(a.rows(), b.rows());
  if (ra.site == rb.site) {
    const std::int64_t reach =
        std::max(to_rows(options.bilateral_gap_s), to_rows(options.cramp_merge_s));
    if (-overlap > reach) return false;
    // The movement before a cramp, and the restlessness after it, are no part of it.
    if (la.whole_leg != lb.whole_leg) return false;
    // A movement of the whole leg changes its level as it likes.
    if (la.whole_leg && -overlap <= to_rows(options.bilateral_gap_s)) return true;
    // A short pause within one cramp; pieces of different levels were cut apart on purpose.
    if (a.weak != b.weak || !similar_level(a, b)) return false;
    const std::int64_t span = std::max(a.end, b.end) - std::min(a.begin, b.begin);
    return overlap < 0 && -overlap < to_rows(options.cramp_merge_s) &&
           shorter >= to_rows(options.cramp_possible_min_s) &&
           static_cast<double>(a.rows() + b.rows()) >=
               options.cramp_duty * static_cast<double>(span);
  }
  if (late_beside_local(ra, rb, bursts, sites) || only_leads_into(ra, rb, bursts)) return false;
  // What stronger activity left behind is joined by what goes along with it, not by what had a part
  // in that activity and ended a moment later.
  if ((a.weak || b.weak) && 2 * overlap < shorter) return false;
  if (longer <= to_rows(options.bilateral_max_s)) {
    return overlap > 0 || (overlap < 0 && -overlap < to_rows(options.bilateral_gap_s));
  }
  // Beside something long, only what shares much of it or begins with it is part of it.
  return overlap > 0 && (2 * overlap >= longer || std::abs(a.begin - b.begin) <= same_onset_rows);
}

std::size_t root(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

/// Groups bursts of the given sites by links.
void link_leg(const BurstIndex& bursts, const std::vector<BurstRef>& refs,
              std::span<const Site> sites, const ClassifyOptions& options,
              std::vector<Group>& groups) {
  std::vector<std::size_t> parent(refs.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const std::int64_t reach =
      std::max(to_rows(options.cramp_merge_s), to_rows(options.bilateral_gap_s));
  std::vector<LegBurst> leg;
  leg.reserve(refs.size());
  for (const BurstRef& ref : refs) leg.push_back({ref, whole_leg(ref, bursts, sites)});
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < leg.size(); ++i) {
    const std::int64_t begin = burst_of(bursts, refs[i]).begin;
    std::erase_if(open,
                  [&](std::size_t j) { return burst_of(bursts, refs[j]).end + reach < begin; });
    for (const std::size_t j : open) {
      if (linked(leg[j], leg[i], bursts, sites, options)) {
        parent[root(parent, i)] = root(parent, j);
      }
    }
    open.push_back(i);
  }
  std::vector<std::vector<BurstRef>> members(refs.size());
  for (std::size_t i = 0; i < refs.size(); ++i) members[root(parent, i)].push_back(refs[i]);
  for (auto& list : members) {
    if (!list.empty()) groups.push_back(make_group(bursts, std::move(list)));
  }
}

bool several_sites(const Group& group) {
  return std::any_of(group.members.begin(), group.members.end(),
                     [&](const BurstRef& ref) { return ref.site != group.members.front().site; });
}

/// Short movements of both legs are one when they overlap or follow within the pause that WASM 2016
/// allows; long ones when they begin together and are movements of many muscles.
bool one_movement(const Group& a, const Group& b, std::span<const Site> sites,
                  const ClassifyOptions& options) {
  const std::int64_t longest = to_rows(options.bilateral_max_s);
  if (a.rows() <= longest && b.rows() <= longest) {
    const std::int64_t gap = std::max(a.begin, b.begin) - std::min(a.end, b.end);
    return gap < to_rows(options.bilateral_gap_s) &&
           std::max(a.end, b.end) - std::min(a.begin, b.begin) <= longest;
  }
  const bool wide = several_sites(a) || several_sites(b) ||
                    (sites.size() <= 2 && a.rows() > to_rows(options.movement_max_s));
  return wide && std::abs(a.begin - b.begin) <= to_rows(options.large_spread_s) &&
         std::min(a.rows(), b.rows()) >= to_rows(options.large_min_s);
}

/// Joins what both legs do at once.
std::vector<Group> join_legs(std::vector<Group> groups, const BurstIndex& bursts,
                             std::span<const Site> sites, const ClassifyOptions& options) {
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.members.front().site < b.members.front().site;
  });
  const std::int64_t reach = to_rows(options.bilateral_max_s) + to_rows(options.bilateral_gap_s);
  std::vector<bool> used(groups.size(), false);
  std::vector<Group> result;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (used[i]) continue;
    Group group = groups[i];
    for (std::size_t j = i + 1; j < groups.size() && groups[j].begin - groups[i].begin <= reach;
         ++j) {
      if (used[j] || group.train || groups[j].train ||
          side_of(groups[i], sites) == side_of(groups[j], sites) ||
          !one_movement(groups[i], groups[j], sites, options)) {
        continue;
      }
      std::vector<BurstRef> members = group.members;
      members.insert(members.end(), groups[j].members.begin(), groups[j].members.end());
      group = make_group(bursts, std::move(members));
      group.bilateral = true;
      used[j] = true;
    }
    result.push_back(std::move(group));
  }
  return result;
}

}  // namespace

std::vector<Group> assemble(const BurstIndex& bursts, std::span<const Site> sites,
                            const ClassifyOptions& options) {
  std::vector<Group> groups;
  std::vector<std::vector<bool>> taken(bursts.site_count());
  for (std::size_t s = 0; s < bursts.site_count(); ++s) {
    taken[s].assign(bursts.of(s).size(), false);
    take_trains(bursts, s, options, taken[s], groups);
  }
  join_trains(groups, bursts, sites);
  for (const Side side : {Side::unknown, Side::left, Side::right}) {
    std::vector<BurstRef> refs;
    for (std::size_t s = 0; s < bursts.site_count(); ++s) {
      if (sites[s].side != side) continue;
      for (std::size_t i = 0; i < bursts.of(s).size(); ++i) {
        if (!taken[s][i]) refs.push_back({s, i});
      }
    }
    std::sort(refs.begin(), refs.end(), [&](const BurstRef& a, const BurstRef& b) {
      const std::int64_t x = burst_of(bursts, a).begin;
      const std::int64_t y = burst_of(bursts, b).begin;
      return x != y ? x < y : a.site < b.site;
    });
    link_leg(bursts, refs, sites, options, groups);
  }
  return join_legs(std::move(groups), bursts, sites, options);
}

}  // namespace noctemg::emg
