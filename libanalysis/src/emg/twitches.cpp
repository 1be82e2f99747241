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

void promote_beats(SegmentFindings& findings, const ClassifyOptions& options) {
  for (std::size_t s = 0; s < findings.twitches.size(); ++s) {
    std::vector<Burst>& bursts = findings.bursts[s];
    std::vector<Twitch>& twitches = findings.twitches[s];
    std::vector<Beat> beats;
    for (std::size_t i = 0; i < bursts.size(); ++i) {
      if (bursts[i].rows() <= longest_beat_rows) {
        beats.push_back({bursts[i].begin, bursts[i].end, twitches.size()});
      }
    }
    for (std::size_t i = 0; i < twitches.size(); ++i) {
      const auto near = std::partition_point(bursts.begin(), bursts.end(), [&](const Burst& b) {
        return b.end <= twitches[i].begin;
      });
      // The onset of a burst may have been seen as a twitch as well.
      if (near != bursts.end() && near->begin < twitches[i].end) continue;
      if (twitches[i].end - twitches[i].begin < shortest_beat_rows) continue;
      beats.push_back({twitches[i].begin, twitches[i].end, i});
    }
    std::sort(beats.begin(), beats.end(), [](const Beat& a, const Beat& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.index < b.index;
    });
    std::vector<bool> taken(twitches.size() + 1, false);
    for (const auto& [first, last] : find_trains(beats, options)) {
      for (std::size_t k = first; k < last; ++k) taken[beats[k].index] = true;
    }
    std::vector<Twitch> kept;
    for (std::size_t i = 0; i < twitches.size(); ++i) {
      if (taken[i]) {
        bursts.push_back(to_burst(twitches[i], s));
      } else {
        kept.push_back(twitches[i]);
      }
    }
    twitches = std::move(kept);
    std::sort(bursts.begin(), bursts.end(),
              [](const Burst& a, const Burst& b) { return a.begin < b.begin; });
  }
}

std::vector<PlacedTwitch> free_twitches(const SegmentFindings& findings) {
  std::vector<PlacedTwitch> result;
  for (std::size_t s = 0; s < findings.twitches.size(); ++s) {
    const std::vector<Burst>& bursts = findings.bursts[s];
    for (const Twitch& twitch : findings.twitches[s]) {
      const auto near = std::partition_point(bursts.begin(), bursts.end(), [&](const Burst& b) {
        return b.end + beside_burst_rows <= twitch.begin;
      });
      if (near != bursts.end() && near->begin - beside_burst_rows < twitch.end) continue;
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
