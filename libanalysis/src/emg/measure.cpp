#include "emg/measure.hpp"

#include <algorithm>
#include <cmath>

#include "emg/limits.hpp"
#include "emg/track.hpp"

namespace noctemg::emg {
namespace {

/// Beyond cross-talk for sure.
constexpr double sure_share = 0.25;
/// Longer than the burst with which a stretch ends a cramp (0.5-3 s).
constexpr std::int64_t least_sustained_rows = 4 * rows_per_second;
/// The beginning of an episode, where a cramp is still in one place.
constexpr std::int64_t first_rows = 5 * rows_per_second;

struct SiteWork {
  std::size_t site = 0;
  double typical_uv = 0;  ///< median over the group's seconds of the mean level above rest
  double energy = 0;      ///< above rest, in uV^2 times profile values
};

SiteWork work_of(std::size_t site, const Group& group, const BurstIndex& bursts) {
  SiteWork work{site, 0, 0};
  std::vector<double> levels(
      static_cast<std::size_t>((group.rows() + rows_per_second - 1) / rows_per_second), 0.0);
  for (const BurstRef& ref : group.members) {
    if (ref.site != site) continue;
    const Burst& burst = burst_of(bursts, ref);
    for (const float value : burst.profile) {
      const double above = std::max(0.0F, value - burst.rest_uv);
      work.energy += above * above;
    }
    for (std::size_t s = 0; s < levels.size(); ++s) {
      const std::int64_t begin = group.begin + static_cast<std::int64_t>(s) * rows_per_second;
      const std::int64_t end = std::min(group.end, begin + rows_per_second);
      levels[s] += sum_above_rest(burst, begin, end).above_rest *
                   static_cast<double>(profile_rows) / static_cast<double>(end - begin);
    }
  }
  work.typical_uv = typical(std::move(levels));
  return work;
}

/// Sites by energy, but for the leading one of a sustained group, which works more than any other
/// for most of its time: the burst of the whole leg with which a stretch ends a cramp holds more
/// energy than the cramp.
std::vector<std::size_t> sites_by_work(const Group& group, const BurstIndex& bursts) {
  std::vector<SiteWork> works;
  for (const BurstRef& ref : group.members) {
    const bool known = std::any_of(works.begin(), works.end(),
                                   [&](const SiteWork& w) { return w.site == ref.site; });
    if (!known) works.push_back(work_of(ref.site, group, bursts));
  }
  std::sort(works.begin(), works.end(), [](const SiteWork& a, const SiteWork& b) {
    return a.energy != b.energy ? a.energy > b.energy : a.site < b.site;
  });
  if (group.rows() >= least_sustained_rows) {
    const auto lead = std::max_element(
        works.begin(), works.end(),
        [](const SiteWork& a, const SiteWork& b) { return a.typical_uv < b.typical_uv; });
    std::rotate(works.begin(), lead, lead + 1);
  }
  std::vector<std::size_t> sites;
  sites.reserve(works.size());
  for (const SiteWork& work : works) sites.push_back(work.site);
  return sites;
}

/// Typical level of a site relative to the leading one: median over the seconds in which the
/// leading one works.
double typical_ratio(std::size_t site, std::size_t lead, const Group& group,
                     const BurstIndex& bursts) {
  std::vector<double> ratios;
  for (std::int64_t begin = group.begin; begin < group.end; begin += rows_per_second) {
    const std::int64_t end = std::min(group.end, begin + rows_per_second);
    const double own = bursts.mean_above_rest(lead, begin, end);
    if (own > 0) ratios.push_back(bursts.mean_above_rest(site, begin, end) / own);
  }
  return ratios.empty() ? 0 : typical(std::move(ratios));
}

/// How much one other site does, in the first seconds and over the whole group.
struct Share {
  double early = 0;
  double whole = 0;
};

/// The largest and the second largest.
void enter(double value, double& first, double& second) {
  if (value > first) {
    second = first;
    first = value;
  } else {
    second = std::max(second, value);
  }
}

void add_other_leg(const Share& share, double early, double whole, const Options& options,
                   Evidence& evidence) {
  EpisodeFeatures& f = evidence.features;
  f.contralateral_ratio = std::max(f.contralateral_ratio, share.early);
  f.contralateral_share = std::max(f.contralateral_share, share.whole);
  evidence.contralateral_joins |= share.whole >= options.classify.cramp_coactivation;
  // Nothing of one leg reaches the other's electrodes: what is there was made there. It moves from
  // the mean level above rest of a movement.
  const double least = std::min(share.early * early, share.whole * whole);
  evidence.contralateral_active |=
      least >= options.activity.movement_on_uv || std::min(share.early, share.whole) >= cross_talk;
}

void add_same_leg(const Share& share, MuscleGroup group, MuscleGroup lead, const Options& options,
                  Evidence& evidence) {
  EpisodeFeatures& f = evidence.features;
  const double joins = options.classify.cramp_coactivation;
  evidence.beyond_cross_talk += std::min(share.early, share.whole) >= sure_share ? 1 : 0;
  f.coactivation = std::max(f.coactivation, share.early);
  enter(share.whole, f.neighbour_share, f.second_neighbour_share);
  evidence.neighbour_joins |= share.whole >= joins;
  // fmax: nothing is known until a first site of the group is seen.
  if (group == lead) f.synergist_share = std::fmax(f.synergist_share, share.whole);
  if (!antagonists(group, lead)) return;
  f.antagonist_ratio = std::max(f.antagonist_ratio, share.early);
  f.antagonist_share = std::max(f.antagonist_share, share.whole);
  evidence.antagonist_joins |= share.whole >= joins;
}

void measure_others(const Group& group, const LeadTrack& track, const BurstIndex& bursts,
                    std::span<const Site> sites, const Options& options, Evidence& evidence) {
  EpisodeFeatures& f = evidence.features;
  const std::int64_t early_end = std::min(track.end, track.begin + first_rows);
  const double early = bursts.mean_above_rest(evidence.lead, track.begin, early_end);
  const double whole = bursts.mean_above_rest(evidence.lead, group.begin, group.end);
  f.coactivation = f.antagonist_ratio = f.contralateral_ratio = 0;
  f.neighbour_share = f.second_neighbour_share = f.antagonist_share = f.contralateral_share = 0;
  evidence.participants = 1;
  const Site& lead = sites[evidence.lead];
  f.leg_sites = f.other_leg_sites = 0;
  for (std::size_t s = 0; s < sites.size(); ++s) {
    (same_leg(sites[s], lead) ? f.leg_sites : f.other_leg_sites) += 1;
    if (s == evidence.lead || early <= 0 || whole <= 0) continue;
    const Share share{bursts.mean_above_rest(s, track.begin, early_end) / early,
                      typical_ratio(s, evidence.lead, group, bursts)};
    evidence.participants += share.whole >= cross_talk ? 1 : 0;
    if (same_leg(sites[s], lead)) {
      add_same_leg(share, sites[s].group, lead.group, options, evidence);
    } else {
      add_other_leg(share, early, whole, options, evidence);
    }
  }
  f.participants = evidence.participants / static_cast<double>(sites.size());
  // What no electrode could have seen is unknown, not absent.
  if (f.leg_sites < 2) f.coactivation = f.neighbour_share = not_a_number;
  if (f.leg_sites < 3) f.second_neighbour_share = not_a_number;
  if (f.other_leg_sites < 1) f.contralateral_ratio = f.contralateral_share = not_a_number;
  const bool antagonist = std::any_of(sites.begin(), sites.end(), [&](const Site& site) {
    return same_leg(site, lead) && antagonists(site.group, lead.group);
  });
  if (!antagonist) f.antagonist_ratio = f.antagonist_share = not_a_number;
}

void measure_spread(const Group& group, const BurstIndex& bursts, Evidence& evidence) {
  std::int64_t earliest = group.end;
  std::int64_t latest = group.begin;
  for (const std::size_t site : evidence.sites) {
    std::int64_t onset = group.end;
    for (const BurstRef& ref : group.members) {
      if (ref.site == site) onset = std::min(onset, burst_of(bursts, ref).begin);
    }
    earliest = std::min(earliest, onset);
    latest = std::max(latest, onset);
  }
  evidence.features.onset_spread_s = row_seconds(latest - earliest);
}

/// Does a short burst of an antagonist lie in the last seconds, as when a stretch ends a cramp?
bool ends_with_stretch(const Group& group, std::size_t lead, const BurstIndex& bursts,
                       std::span<const Site> sites) {
  constexpr std::int64_t last_rows = 4 * rows_per_second;
  constexpr std::int64_t slack_rows = rows_per_second;
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (!same_leg(sites[s], sites[lead]) || !antagonists(sites[s].group, sites[lead].group)) {
      continue;
    }
    const std::vector<Burst>& list = bursts.of(s);
    auto burst = std::partition_point(
        list.begin(), list.end(), [&](const Burst& b) { return b.begin < group.end - last_rows; });
    for (; burst != list.end() && burst->begin < group.end + slack_rows; ++burst) {
      if (burst->rows() <= last_rows) return true;
    }
  }
  return false;
}

void measure_surroundings(const Group& group, const LeadTrack& track, const BurstIndex& bursts,
                          std::span<const Site> sites, Evidence& evidence) {
  constexpr std::int64_t around_rows = 5 * rows_per_second;
  EpisodeFeatures& f = evidence.features;
  const auto rest = static_cast<double>(track.rest_uv);
  const double held_uv = std::max(0.1, std::sqrt(f.level_ratio * f.level_ratio - 1)) * rest;
  f.before_share =
      bursts.mean_above_rest(evidence.lead, track.begin - around_rows, track.begin) / held_uv;
  f.after_share =
      bursts.mean_above_rest(evidence.lead, track.end, track.end + around_rows) / held_uv;
  f.stretch = ends_with_stretch(group, evidence.lead, bursts, sites) ? 1 : 0;
}

void measure_place(const Group& group, const Site& lead, EpisodeFeatures& f) {
  const auto is = [&](MuscleGroup a, MuscleGroup b) {
    return lead.group == a || lead.group == b ? 1.0 : 0.0;
  };
  f.duration_s = row_seconds(group.rows());
  f.both_legs = group.bilateral ? 1 : 0;
  f.lead_calf = is(MuscleGroup::calf, MuscleGroup::calf);
  f.lead_shin = is(MuscleGroup::shin, MuscleGroup::shin);
  f.lead_thigh = is(MuscleGroup::thigh_front, MuscleGroup::thigh_back);
  f.lead_foot = is(MuscleGroup::foot, MuscleGroup::foot);
}

/// Onsets of the leading site's bursts.
Rhythm train_rhythm(const Group& group, std::size_t lead, const BurstIndex& bursts) {
  Rhythm rhythm;
  std::int64_t first = group.end;
  std::int64_t last = group.begin;
  for (const BurstRef& ref : group.members) {
    if (ref.site != lead) continue;
    ++rhythm.bursts;
    first = std::min(first, burst_of(bursts, ref).begin);
    last = std::max(last, burst_of(bursts, ref).begin);
  }
  rhythm.rate_hz = (rhythm.bursts - 1) / row_seconds(last - first);
  rhythm.depth = 1;
  rhythm.duty = 0;
  rhythm.covered = 1;
  return rhythm;
}

}  // namespace

Evidence measure(const Group& group, const BurstIndex& bursts, std::span<const Site> sites,
                 const Options& options) {
  Evidence evidence;
  evidence.group = &group;
  evidence.sites = sites_by_work(group, bursts);
  evidence.lead = evidence.sites.front();
  const LeadTrack track = lead_track(group, evidence.lead, bursts);
  measure_track(track, options.activity, evidence.features);
  measure_place(group, sites[evidence.lead], evidence.features);
  evidence.mean_ratio = mean_level_ratio(track);
  evidence.half_second_uv = strongest_half_second(track);
  evidence.lead_s = row_seconds(track.covered_rows);
  evidence.weak_tail = track.weak;
  measure_others(group, track, bursts, sites, options, evidence);
  measure_spread(group, bursts, evidence);
  evidence.rhythm = measure_rhythm(track.profile, track.rest_uv, options.classify);
  if (group.train) {
    // Members may be single beats or stretches of them.
    const Rhythm members = train_rhythm(group, evidence.lead, bursts);
    if (members.bursts > evidence.rhythm.bursts) evidence.rhythm = members;
  }
  evidence.features.bursts = evidence.rhythm.bursts;
  evidence.features.modulation_hz = evidence.rhythm.rate_hz;
  evidence.features.modulation_depth = evidence.rhythm.depth;
  evidence.features.modulation_spread = evidence.rhythm.spread;
  evidence.features.modulation_duty = evidence.rhythm.duty;
  measure_surroundings(group, track, bursts, sites, evidence);
  return evidence;
}

}  // namespace noctemg::emg
