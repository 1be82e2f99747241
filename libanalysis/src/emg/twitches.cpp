#include "emg/twitches.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "emg/rhythm.hpp"

namespace noctemg::emg {
namespace {

/// A twitch this close to a burst of its channel is the burst's edge.
constexpr std::int64_t beside_burst_rows = 20;
/// Twitches of one leg that begin this close together are one.
constexpr std::int32_t same_twitch_rows = 10;
/// Beats last 0.1 s or more (ALMA); single discharges (fasciculations) do not, and come at random.
constexpr std::int32_t shortest_beat_rows = 10;
/// RMS / peak of half a sine: what is known of a twitch is its peak.
constexpr float rms_of_peak = 0.7F;

Burst to_burst(const Twitch& twitch, std::size_t site) {
  Burst burst;
  burst.channel = site;
  burst.begin = twitch.begin;
  burst.end = twitch.end;
  burst.rest_uv = twitch.rest_uv;
  burst.profile_begin = burst.begin / profile_rows * profile_rows;
  for (std::int64_t row = burst.profile_begin; row < burst.end; row += profile_rows) {
    burst.profile.push_back(std::max(twitch.rest_uv, rms_of_peak * twitch.peak_uv));
  }
  burst.second_begin = burst.begin / rows_per_second;
  return burst;
}

/// The first burst that shares rows with [begin, end).
std::vector<Burst>::iterator burst_at(std::vector<Burst>& bursts, std::int64_t begin,
                                      std::int64_t end) {
  const auto burst = std::partition_point(bursts.begin(), bursts.end(),
                                          [&](const Burst& b) { return b.end <= begin; });
  return burst != bursts.end() && burst->begin < end ? burst : bursts.end();
}

/// Marks the bursts that are mostly part of a train. \return false, with nothing marked, when most
/// of its beats belong to bursts that are something longer
bool mark_train(std::vector<Burst>& bursts, std::span<const Beat> train, int number) {
  constexpr double mostly = 0.6;
  const std::int64_t begin = train.front().begin;
  const std::int64_t end = train.back().end;
  const auto part_of_train = [&](const Burst& burst) {
    const std::int64_t inside = std::min(burst.end, end) - std::max(burst.begin, begin);
    return static_cast<double>(inside) >= mostly * static_cast<double>(burst.rows());
  };
  std::size_t elsewhere = 0;
  for (const Beat& beat : train) {
    const auto burst = burst_at(bursts, beat.begin, beat.end);
    if (burst != bursts.end() && !part_of_train(*burst)) ++elsewhere;
  }
  if (2 * elsewhere > train.size()) return false;
  for (auto burst = burst_at(bursts, begin, end); burst != bursts.end() && burst->begin < end;
       ++burst) {
    if (part_of_train(*burst)) burst->train = number;
  }
  return true;
}

bool in_fault(const std::vector<Fault>& faults, const Twitch& twitch) {
  return std::any_of(faults.begin(), faults.end(), [&](const Fault& fault) {
    return fault.begin < twitch.end && twitch.begin < fault.end;
  });
}

/// An electrode that pops or is pulled moves slowly as well; a muscle that twitches does not.
bool is_pop(const std::vector<PlacedTwitch>& together, const ClassifyOptions& options) {
  return together.size() == 1 && static_cast<double>(together.front().twitch.low_frequency_ratio) >=
                                     options.low_frequency_ratio;
}

Episode twitch_episode(const PlacedTwitch& placed, const Site& site) {
  Episode episode;
  episode.begin_row = placed.twitch.begin;
  episode.end_row = placed.twitch.end;
  episode.channels = {site.channel};
  episode.side = site.side;
  episode.muscle = site.muscle;
  episode.label = Label::twitch;
  episode.features.peak_uv = static_cast<double>(placed.twitch.peak_uv);
  episode.features.baseline_uv = static_cast<double>(placed.twitch.rest_uv);
  episode.features.peak_ratio = episode.features.peak_uv / episode.features.baseline_uv;
  episode.features.low_frequency_ratio = static_cast<double>(placed.twitch.low_frequency_ratio);
  episode.features.onset_spread_s = 0;
  episode.reasons = {fmt::format("lasts {:.2f} s: shorter than a movement",
                                 row_seconds(placed.twitch.end - placed.twitch.begin))};
  return episode;
}

}  // namespace

void mark_trains(SegmentFindings& findings, const ClassifyOptions& options) {
  int number = 0;
  for (std::size_t s = 0; s < findings.twitches.size(); ++s) {
    std::vector<Burst>& bursts = findings.bursts[s];
    std::vector<Twitch>& twitches = findings.twitches[s];
    std::vector<Beat> beats;
    for (std::size_t i = 0; i < twitches.size(); ++i) {
      if (twitches[i].end - twitches[i].begin < shortest_beat_rows) continue;
      beats.push_back({twitches[i].begin, twitches[i].end, i});
    }
    std::vector<Burst> found;
    std::vector<bool> taken(twitches.size(), false);
    for (const auto& [first, last] : find_trains(beats, options)) {
      const std::span<const Beat> train(beats.data() + first, last - first);
      if (!mark_train(bursts, train, ++number)) continue;
      for (const Beat& beat : train) {
        taken[beat.index] = true;
        if (burst_at(bursts, beat.begin, beat.end) != bursts.end()) continue;
        found.push_back(to_burst(twitches[beat.index], s));
        found.back().train = number;
      }
    }
    std::size_t i = 0;
    std::erase_if(twitches, [&](const Twitch&) { return taken[i++]; });
    std::move(found.begin(), found.end(), std::back_inserter(bursts));
    std::sort(bursts.begin(), bursts.end(),
              [](const Burst& a, const Burst& b) { return a.begin < b.begin; });
  }
}

std::vector<PlacedTwitch> free_twitches(const SegmentFindings& findings,
                                        const ClassifyOptions& options) {
  std::vector<PlacedTwitch> result;
  for (std::size_t s = 0; s < findings.twitches.size(); ++s) {
    const std::vector<Burst>& bursts = findings.bursts[s];
    for (const Twitch& twitch : findings.twitches[s]) {
      const auto near = std::partition_point(bursts.begin(), bursts.end(), [&](const Burst& b) {
        return b.end + beside_burst_rows <= twitch.begin;
      });
      if (near != bursts.end() && near->begin - beside_burst_rows < twitch.end) continue;
      if (twitch.end - twitch.begin >= to_rows(options.twitch_max_s)) continue;
      if (in_fault(findings.faults[s], twitch)) continue;
      result.push_back({s, twitch});
    }
  }
  std::sort(result.begin(), result.end(), [](const PlacedTwitch& a, const PlacedTwitch& b) {
    return a.twitch.begin != b.twitch.begin ? a.twitch.begin < b.twitch.begin : a.site < b.site;
  });
  return result;
}

void add_twitches(const std::vector<PlacedTwitch>& twitches, std::span<const Site> sites,
                  const ClassifyOptions& options, std::vector<Episode>& episodes) {
  std::vector<bool> used(twitches.size(), false);
  for (std::size_t i = 0; i < twitches.size(); ++i) {
    if (used[i]) continue;
    std::vector<PlacedTwitch> together = {twitches[i]};
    for (std::size_t j = i + 1;
         j < twitches.size() &&
         twitches[j].twitch.begin - twitches[i].twitch.begin <= same_twitch_rows;
         ++j) {
      if (used[j] || !same_leg(sites[twitches[j].site], sites[twitches[i].site])) continue;
      used[j] = true;
      together.push_back(twitches[j]);
    }
    std::stable_sort(together.begin(), together.end(), [](const auto& a, const auto& b) {
      return a.twitch.peak_uv > b.twitch.peak_uv;
    });
    Episode episode = twitch_episode(together.front(), sites[together.front().site]);
    for (std::size_t k = 1; k < together.size(); ++k) {
      episode.begin_row = std::min<std::int64_t>(episode.begin_row, together[k].twitch.begin);
      episode.end_row = std::max<std::int64_t>(episode.end_row, together[k].twitch.end);
      const std::size_t channel = sites[together[k].site].channel;
      if (std::find(episode.channels.begin(), episode.channels.end(), channel) ==
          episode.channels.end()) {
        episode.channels.push_back(channel);
      }
    }
    if (is_pop(together, options)) {
      episode.label = Label::artifact;
      episode.reasons.push_back(fmt::format(
          "power below the band is {:.1f} times the power in it (limit {:g}), one channel only",
          episode.features.low_frequency_ratio, options.low_frequency_ratio));
    }
    episodes.push_back(std::move(episode));
  }
}

}  // namespace noctemg::emg
