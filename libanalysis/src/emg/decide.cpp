#include "emg/decide.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "emg/assembler.hpp"
#include "emg/classifier.hpp"
#include "emg/measure.hpp"
#include "emg/phases.hpp"

namespace noctemg::emg {
namespace {

/// A twitch this close to a burst of its channel is the burst's edge.
constexpr std::int64_t beside_burst_rows = 20;
/// Twitches of one leg that begin this close together are one.
constexpr std::int32_t same_twitch_rows = 10;

Episode to_episode(const Evidence& evidence, const Verdict& verdict, std::span<const Site> sites,
                   const BurstIndex& bursts) {
  Episode episode;
  episode.begin_row = evidence.group->begin;
  episode.end_row = evidence.group->end;
  const Site& lead = sites[evidence.lead];
  const double whole = bursts.mean_above_rest(evidence.lead, episode.begin_row, episode.end_row);
  for (const std::size_t site : evidence.sites) {
    constexpr double cross_talk = 0.2;  // below it, a channel only hears the leading one
    const double level = bursts.mean_above_rest(site, episode.begin_row, episode.end_row);
    if (site == evidence.lead || level >= cross_talk * whole) {
      episode.channels.push_back(sites[site].channel);
    }
  }
  episode.side = lead.side;
  episode.bilateral = evidence.group->bilateral;
  episode.muscle = lead.muscle;
  episode.label = verdict.label;
  episode.certainty = verdict.certainty;
  episode.features = evidence.features;
  episode.reasons = verdict.reasons;
  return episode;
}

/// Is there another movement of the same leg within the longest interval of a series?
bool isolated(const Group& group, std::size_t position, const std::vector<Group>& groups,
              std::span<const Site> sites, double reach_s) {
  const auto reach = std::llround(reach_s * static_cast<double>(rows_per_second));
  const Site& own = sites[group.members.front().site];
  // A movement of both legs is one of each, whichever began it.
  const auto moves_own_leg = [&](const Group& other) {
    return std::any_of(other.members.begin(), other.members.end(),
                       [&](const BurstRef& ref) { return same_leg(sites[ref.site], own); });
  };
  for (std::size_t i = position; i-- > 0;) {
    if (group.begin - groups[i].begin > reach) break;
    if (moves_own_leg(groups[i])) return false;
  }
  for (std::size_t i = position + 1; i < groups.size(); ++i) {
    if (groups[i].begin - group.begin > reach) break;
    if (moves_own_leg(groups[i])) return false;
  }
  return true;
}

struct PlacedTwitch {
  std::size_t site = 0;
  Twitch twitch;
};

/// Twitches that are not the edge of a burst, in order of begin.
std::vector<PlacedTwitch> free_twitches(const SegmentFindings& findings) {
  std::vector<PlacedTwitch> result;
  for (std::size_t s = 0; s < findings.twitches.size(); ++s) {
    const std::vector<Burst>& bursts = findings.bursts[s];
    for (const Twitch& twitch : findings.twitches[s]) {
      const auto near = std::partition_point(bursts.begin(), bursts.end(), [&](const Burst& b) {
        return b.end + beside_burst_rows <= twitch.begin;
      });
      if (near != bursts.end() && near->begin - beside_burst_rows < twitch.end) continue;
      result.push_back({s, twitch});
    }
  }
  std::sort(result.begin(), result.end(), [](const PlacedTwitch& a, const PlacedTwitch& b) {
    return a.twitch.begin != b.twitch.begin ? a.twitch.begin < b.twitch.begin : a.site < b.site;
  });
  return result;
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
  episode.features.onset_spread_s = 0;
  episode.reasons = {fmt::format("lasts {:.2f} s: shorter than a movement",
                                 row_seconds(placed.twitch.end - placed.twitch.begin))};
  return episode;
}

/// Twitches of one leg that coincide become one, led by the strongest.
void add_twitches(const std::vector<PlacedTwitch>& twitches, std::span<const Site> sites,
                  std::vector<Episode>& episodes) {
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
    episodes.push_back(std::move(episode));
  }
}

/// Bursts that the classifier should call twitches: short ones.
Verdict decide_group(const Evidence& evidence, std::span<const Site> sites, const Options& options,
                     bool alone) {
  if (!evidence.group->train &&
      row_seconds(evidence.group->rows()) < options.classify.twitch_max_s) {
    return {Label::twitch,
            Certainty::none,
            {fmt::format("lasts {:.2f} s: shorter than a movement",
                         row_seconds(evidence.group->rows()))}};
  }
  return classify(evidence, sites, options.classify, alone);
}

}  // namespace

std::vector<Episode> decide(SegmentFindings findings, std::span<const Site> sites,
                            const Options& options) {
  const std::vector<PlacedTwitch> twitches = free_twitches(findings);
  const BurstIndex bursts =
      cut_into_phases(BurstIndex(std::move(findings.bursts)), sites, options.classify);
  const std::vector<Group> groups = assemble(bursts, sites, options.classify);
  std::vector<Episode> episodes;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool alone = isolated(groups[i], i, groups, sites, options.plm.interval_max_s);
    const Evidence evidence = measure(groups[i], bursts, sites, options);
    episodes.push_back(
        to_episode(evidence, decide_group(evidence, sites, options, alone), sites, bursts));
  }
  add_twitches(twitches, sites, episodes);
  std::stable_sort(episodes.begin(), episodes.end(), [](const Episode& a, const Episode& b) {
    return a.begin_row != b.begin_row ? a.begin_row < b.begin_row
                                      : a.channels.front() < b.channels.front();
  });
  return episodes;
}

}  // namespace noctemg::emg
