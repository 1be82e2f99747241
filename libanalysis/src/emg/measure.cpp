#include "emg/measure.hpp"

#include <algorithm>
#include <cmath>

namespace noctemg::emg {
namespace {

/// Cross-talk between neighbours stays below this share of the source (3-17 % in the literature on
/// leg muscles).
constexpr double cross_talk = 0.2;
/// Beyond cross-talk for sure.
constexpr double sure_share = 0.25;
/// The beginning of an episode, where a cramp is still in one place.
constexpr std::int64_t first_rows = 5 * rows_per_second;

/// Typical second: a moment of movement at one end of an episode must not speak for all of it.
double median(std::vector<double> values) {
  if (values.empty()) return not_a_number;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Sites by energy above rest within the group, largest first; ties by site.
std::vector<std::size_t> sites_by_energy(const Group& group, const BurstIndex& bursts) {
  std::vector<std::pair<double, std::size_t>> energies;
  for (const BurstRef& ref : group.members) {
    double energy = 0;
    const Burst& burst = burst_of(bursts, ref);
    for (const float value : burst.profile) {
      const double above = std::max(0.0F, value - burst.rest_uv);
      energy += above * above;
    }
    const auto known = std::find_if(energies.begin(), energies.end(),
                                    [&](const auto& e) { return e.second == ref.site; });
    if (known == energies.end()) {
      energies.emplace_back(energy, ref.site);
    } else {
      known->first += energy;
    }
  }
  std::stable_sort(energies.begin(), energies.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::size_t> sites;
  sites.reserve(energies.size());
  for (const auto& [energy, site] : energies) sites.push_back(site);
  return sites;
}

/// The leading site's profile from the first to the last of its bursts in the group; pauses are 0.
struct LeadTrack {
  std::vector<float> profile;
  std::vector<const SecondFeatures*> seconds;
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::int64_t covered_rows = 0;
  float rest_uv = 0;
  bool weak = false;
};

LeadTrack lead_track(const Group& group, std::size_t lead, const BurstIndex& bursts) {
  LeadTrack track;
  bool first = true;
  for (const BurstRef& ref : group.members) {
    if (ref.site != lead) continue;
    const Burst& burst = burst_of(bursts, ref);
    if (first) {
      track.begin = burst.begin;
      track.rest_uv = burst.rest_uv;
      first = false;
    }
    const auto at = static_cast<std::size_t>(
        std::max<std::int64_t>(0, burst.profile_begin - track.begin / profile_rows * profile_rows) /
        profile_rows);
    track.profile.resize(std::max(track.profile.size(), at), 0.0F);
    track.profile.insert(track.profile.end(), burst.profile.begin(), burst.profile.end());
    track.weak = track.weak || burst.weak;
    for (const SecondFeatures& second : burst.seconds) track.seconds.push_back(&second);
    track.covered_rows += burst.rows();
    track.end = burst.end;
  }
  return track;
}

/// Mean of `width` values around each, in µV.
std::vector<double> running_mean(std::span<const float> values, std::ptrdiff_t width) {
  std::vector<double> result(values.size());
  const auto n = static_cast<std::ptrdiff_t>(values.size());
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    const std::ptrdiff_t from = std::max<std::ptrdiff_t>(0, i - width / 2);
    const std::ptrdiff_t to = std::min(n, i + (width + 1) / 2);
    double sum = 0;
    for (std::ptrdiff_t j = from; j < to; ++j) {
      sum += static_cast<double>(values[static_cast<std::size_t>(j)]);
    }
    result[static_cast<std::size_t>(i)] = sum / static_cast<double>(to - from);
  }
  return result;
}

/// WASM 2016 asks for half a second in which the median stands above rest: a spike and a long tail
/// below it are no movement.
double strongest_half_second(const LeadTrack& track) {
  constexpr std::size_t half_second = rows_per_second / 2 / profile_rows;
  double strongest = 0;
  for (std::size_t i = 0; i + half_second <= track.profile.size(); ++i) {
    const auto begin = track.profile.begin() + static_cast<std::ptrdiff_t>(i);
    const double level = median(std::vector<double>(begin, begin + half_second));
    strongest = std::max(strongest, level - static_cast<double>(track.rest_uv));
  }
  return strongest;
}

void measure_level(const LeadTrack& track, const ActivityOptions& activity, Evidence& evidence) {
  EpisodeFeatures& f = evidence.features;
  const auto rest = static_cast<double>(track.rest_uv);
  f.baseline_uv = rest;
  double square = 0;
  double peak_square = 0;
  double level = 0;
  std::size_t active = 0;
  const double off =
      rest + std::min(std::max(activity.movement_off_uv, activity.noisy_off_ratio * rest),
                      (activity.slow_off_ratio - 1) * rest);
  for (std::size_t i = 0; i < track.profile.size(); ++i) {
    const auto value = static_cast<double>(track.profile[i]);
    square += value * value;
    level += value;
    const double next =
        i + 1 < track.profile.size() ? static_cast<double>(track.profile[i + 1]) : value;
    peak_square = std::max(peak_square, (value * value + next * next) / 2);
    active += value > off ? 1 : 0;
  }
  const auto count = static_cast<double>(std::max<std::size_t>(1, track.profile.size()));
  f.rms_uv = std::sqrt(square / count);
  f.peak_uv = std::sqrt(peak_square);
  f.duty = static_cast<double>(active) / count;
  evidence.mean_ratio = level / count / rest;
  evidence.half_second_uv = strongest_half_second(track);
  evidence.lead_s = row_seconds(track.covered_rows);
}

void measure_edges(const LeadTrack& track, EpisodeFeatures& f) {
  const std::vector<double> level = running_mean(track.profile, 20);  // one second
  if (level.empty()) return;
  const double peak = *std::max_element(level.begin(), level.end());
  const auto rest = static_cast<double>(track.rest_uv);
  const double high = rest + 0.9 * std::max(0.0, peak - rest);
  const auto reached = [&](double value) { return value >= high; };
  const auto first = std::find_if(level.begin(), level.end(), reached);
  const auto last = std::find_if(level.rbegin(), level.rend(), reached);
  f.rise_s = static_cast<double>(first - level.begin()) * profile_s;
  f.fall_s = static_cast<double>(last - level.rbegin()) * profile_s;
}

/// Mean square over that of rest from which a second belongs to the activity.
constexpr double active_square = 2.0;

void measure_seconds(const LeadTrack& track, EpisodeFeatures& f) {
  double clipped = 0;
  double rows = 0;
  double frequency = 0;
  double weight = 0;
  std::vector<double> low_ratios;
  std::vector<double> mains_shares;
  for (const SecondFeatures* s : track.seconds) {
    const auto band = static_cast<double>(s->mean_square);
    const auto mains = static_cast<double>(s->mains_mean_square);
    clipped += s->clipped_rows;
    rows += s->rows;
    // A second that the episode only touches shows the resting electrode, not the episode.
    if (band <
        active_square * static_cast<double>(track.rest_uv) * static_cast<double>(track.rest_uv))
      continue;
    if (band > 0) low_ratios.push_back(static_cast<double>(s->low_mean_square) / band);
    if (band + mains > 0) mains_shares.push_back(mains / (band + mains));
    if (std::isnan(s->median_hz)) continue;
    frequency += static_cast<double>(s->median_hz) * band;
    weight += band;
  }
  f.low_frequency_ratio = median(low_ratios);
  f.mains_share = median(mains_shares);
  if (rows > 0) f.clipped_share = clipped / rows;
  if (weight > 0) f.median_hz = frequency / weight;
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
  return ratios.empty() ? 0 : median(std::move(ratios));
}

/// How much other sites do, in the first seconds and over the whole group.
void measure_others(const Group& group, const LeadTrack& track, const BurstIndex& bursts,
                    std::span<const Site> sites, const Options& options, Evidence& evidence) {
  EpisodeFeatures& f = evidence.features;
  const double share = options.classify.cramp_coactivation;
  // Mean level above rest at which another leg moves: that of a movement.
  const double other_leg_uv = options.activity.movement_on_uv;
  const std::int64_t early_end = std::min(track.end, track.begin + first_rows);
  const double early = bursts.mean_above_rest(evidence.lead, track.begin, early_end);
  const double whole = bursts.mean_above_rest(evidence.lead, group.begin, group.end);
  f.coactivation = f.antagonist_ratio = f.contralateral_ratio = 0;
  evidence.participants = 1;
  const Site& lead = sites[evidence.lead];
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (s == evidence.lead || early <= 0 || whole <= 0) continue;
    const double ratio = bursts.mean_above_rest(s, track.begin, early_end) / early;
    const double overall = typical_ratio(s, evidence.lead, group, bursts);
    evidence.participants += overall >= cross_talk ? 1 : 0;
    if (!same_leg(sites[s], lead)) {
      f.contralateral_ratio = std::max(f.contralateral_ratio, ratio);
      evidence.contralateral_joins |= overall >= share;
      // Nothing of one leg reaches the other's electrodes: what is there was made there.
      const double least = std::min(ratio * early, overall * whole);
      evidence.contralateral_active |=
          least >= other_leg_uv || std::min(ratio, overall) >= cross_talk;
      continue;
    }
    evidence.beyond_cross_talk += std::min(ratio, overall) >= sure_share ? 1 : 0;
    f.coactivation = std::max(f.coactivation, ratio);
    evidence.neighbour_joins |= overall >= share;
    if (antagonists(sites[s].group, lead.group)) {
      f.antagonist_ratio = std::max(f.antagonist_ratio, ratio);
      evidence.antagonist_share = std::max(evidence.antagonist_share, overall);
      evidence.antagonist_joins |= overall >= share;
    }
  }
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
  evidence.sites = sites_by_energy(group, bursts);
  evidence.lead = evidence.sites.front();
  const LeadTrack track = lead_track(group, evidence.lead, bursts);
  measure_level(track, options.activity, evidence);
  measure_edges(track, evidence.features);
  evidence.weak_tail = track.weak;
  measure_seconds(track, evidence.features);
  measure_others(group, track, bursts, sites, options, evidence);
  measure_spread(group, bursts, evidence);
  evidence.rhythm = group.train ? train_rhythm(group, evidence.lead, bursts)
                                : measure_rhythm(track.profile, track.rest_uv, options.classify);
  evidence.features.bursts = evidence.rhythm.bursts;
  evidence.features.modulation_hz = evidence.rhythm.rate_hz;
  evidence.features.modulation_depth = evidence.rhythm.depth;
  return evidence;
}

}  // namespace noctemg::emg
