#include "emg/decide.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "emg/aftermath.hpp"
#include "emg/assembler.hpp"
#include "emg/judge.hpp"
#include "emg/limits.hpp"
#include "emg/measure.hpp"
#include "emg/phases.hpp"
#include "emg/twitches.hpp"

namespace noctemg::emg {
namespace {

Episode to_episode(const Evidence& evidence, const Judgement& judgement,
                   std::span<const Site> sites, const BurstIndex& bursts) {
  const Verdict& verdict = judgement.verdict;
  Episode episode;
  episode.begin_row = evidence.group->begin;
  episode.end_row = evidence.group->end;
  const Site& lead = sites[evidence.lead];
  const double whole = bursts.mean_above_rest(evidence.lead, episode.begin_row, episode.end_row);
  for (const std::size_t site : evidence.sites) {
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
  episode.probability = judgement.probability;
  episode.features = evidence.features;
  episode.reasons = verdict.reasons;
  return episode;
}

/// What else the leg does around a group.
struct Company {
  double quiet_before_s = longest_quiet_s;
  double quiet_after_s = longest_quiet_s;
  double moved_after_s = longest_quiet_s;  ///< to what both legs do
  int others = 0;  ///< groups of the leg that begin within the longest interval of a series
  static constexpr double longest_quiet_s = 120;
};

Company company_of(const Group& group, std::size_t position, const std::vector<Group>& groups,
                   std::span<const Site> sites, double reach_s) {
  const std::int64_t reach = to_rows(std::max(reach_s, Company::longest_quiet_s));
  const Site& own = sites[group.members.front().site];
  Company company;
  // A movement of both legs is one of each, whichever began it.
  const auto look = [&](const Group& other) {
    const bool same =
        std::any_of(other.members.begin(), other.members.end(),
                    [&](const BurstRef& ref) { return same_leg(sites[ref.site], own); });
    if (!same) return;
    const double before = row_seconds(std::max<std::int64_t>(0, group.begin - other.end));
    const double after = row_seconds(std::max<std::int64_t>(0, other.begin - group.end));
    if (other.begin < group.begin) {
      company.quiet_before_s = std::min(company.quiet_before_s, before);
    } else {
      company.quiet_after_s = std::min(company.quiet_after_s, after);
      if (other.bilateral) company.moved_after_s = std::min(company.moved_after_s, after);
    }
    if (std::abs(group.begin - other.begin) <= to_rows(reach_s)) ++company.others;
  };
  for (std::size_t i = position; i-- > 0;) {
    if (group.begin - groups[i].begin > reach + to_rows(600)) break;
    look(groups[i]);
  }
  for (std::size_t i = position + 1; i < groups.size(); ++i) {
    if (groups[i].begin - group.end > reach) break;
    look(groups[i]);
  }
  return company;
}

/// Twitches of a site that begin within the half-open rows.
int twitches_within(const std::vector<PlacedTwitch>& twitches, std::size_t site, std::int64_t begin,
                    std::int64_t end) {
  auto at = std::partition_point(twitches.begin(), twitches.end(),
                                 [&](const PlacedTwitch& t) { return t.twitch.begin < begin; });
  int count = 0;
  for (; at != twitches.end() && at->twitch.begin < end; ++at) count += at->site == site ? 1 : 0;
  return count;
}

/// Faults become artefacts, and what the channel shows meanwhile is theirs.
void add_faults(SegmentFindings& findings, std::span<const Site> sites,
                std::vector<Episode>& episodes) {
  for (std::size_t s = 0; s < findings.faults.size(); ++s) {
    for (const Fault& fault : findings.faults[s]) {
      Episode episode;
      episode.begin_row = fault.begin;
      episode.end_row = fault.end;
      episode.channels = {sites[s].channel};
      episode.side = sites[s].side;
      episode.muscle = sites[s].muscle;
      episode.label = Label::artifact;
      episode.reasons = {std::string(to_text(fault.kind)),
                         fmt::format("lasts {:.0f} s", row_seconds(fault.rows()))};
      episodes.push_back(std::move(episode));
      // An electrode that comes off or on jumps.
      constexpr std::int64_t edge_rows = 2 * rows_per_second;
      std::erase_if(findings.bursts[s], [&](const Burst& burst) {
        const std::int64_t inside =
            std::min(burst.end, fault.end) - std::max(burst.begin, fault.begin);
        return 2 * inside >= burst.rows() || (burst.rows() <= edge_rows && inside > -edge_rows);
      });
    }
  }
}

/// Short bursts are twitches.
Judgement judge_group(const Evidence& evidence, std::span<const Site> sites, const Options& options,
                      bool alone, const EpisodeModel* model) {
  if (!evidence.group->train &&
      row_seconds(evidence.group->rows()) < options.classify.twitch_max_s) {
    const EpisodeFeatures& f = evidence.features;
    if (evidence.participants < 2 &&
        f.low_frequency_ratio >= options.classify.low_frequency_ratio) {
      const Verdict pop{Label::artifact,
                        Certainty::none,
                        {fmt::format("power below the band is {:.1f} times the power in it (limit "
                                     "{:g}), one channel only",
                                     f.low_frequency_ratio, options.classify.low_frequency_ratio)}};
      return {pop, not_a_number};
    }
    const Verdict twitch{Label::twitch,
                         Certainty::none,
                         {fmt::format("lasts {:.2f} s: shorter than a movement",
                                      row_seconds(evidence.group->rows()))}};
    return {twitch, not_a_number};
  }
  return judge(evidence, sites, options.classify, alone, model);
}

/// Is a group no more than what its electrode hears of a stronger site of the leg? Cross-talk stays
/// below a fifth of its source (3-17 % in the literature on leg muscles).
bool heard_only(const Group& group, const BurstIndex& bursts, std::span<const Site> sites) {
  const auto in_group = [&](std::size_t site) {
    return std::any_of(group.members.begin(), group.members.end(),
                       [&](const BurstRef& ref) { return ref.site == site; });
  };
  const Site& own = sites[group.members.front().site];
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (in_group(s) || !same_leg(sites[s], own)) continue;
    const double source = bursts.mean_above_rest(s, group.begin, group.end);
    const bool louder =
        std::all_of(group.members.begin(), group.members.end(), [&](const BurstRef& ref) {
          return bursts.mean_above_rest(ref.site, group.begin, group.end) < cross_talk * source;
        });
    if (louder) return true;
  }
  return false;
}

JudgedGroup judge_one(std::size_t i, const std::vector<Group>& groups, const BurstIndex& bursts,
                      const std::vector<PlacedTwitch>& twitches, std::span<const Site> sites,
                      const Options& options, const EpisodeModel* model) {
  constexpr std::int64_t minute_rows = 60 * rows_per_second;
  const Company company = company_of(groups[i], i, groups, sites, options.plm.interval_max_s);
  Evidence evidence = measure(groups[i], bursts, sites, options);
  evidence.features.quiet_before_s = company.quiet_before_s;
  evidence.features.quiet_after_s = company.quiet_after_s;
  evidence.features.company = company.others;
  if (evidence.features.other_leg_sites > 0) {
    evidence.features.moved_after_s = company.moved_after_s;
  }
  const auto twitching = [&](std::int64_t begin) {
    return twitches_within(twitches, evidence.lead, begin, begin + minute_rows);
  };
  evidence.features.twitches_before = twitching(groups[i].begin - minute_rows);
  evidence.features.twitches_after = twitching(groups[i].end);
  const Judgement judgement = judge_group(evidence, sites, options, company.others == 0, model);
  Episode episode = to_episode(evidence, judgement, sites, bursts);
  return {std::move(evidence), std::move(episode)};
}

/// Groups that stand for something, measured.
std::vector<JudgedGroup> judge_all(const std::vector<Group>& groups, const BurstIndex& bursts,
                                   const std::vector<PlacedTwitch>& twitches,
                                   std::span<const Site> sites, const Options& options,
                                   const EpisodeModel* model) {
  std::vector<std::optional<JudgedGroup>> judged(groups.size());
  tbb::parallel_for(std::size_t{0}, groups.size(), [&](std::size_t i) {
    if (heard_only(groups[i], bursts, sites)) return;
    judged[i] = judge_one(i, groups, bursts, twitches, sites, options, model);
  });
  std::vector<JudgedGroup> result;
  for (std::optional<JudgedGroup>& group : judged) {
    if (group) result.push_back(std::move(*group));
  }
  return result;
}

/// A noise floor that sways: weak tone, and a weak rhythm or artefact in which nothing stands out.
/// What is as short as a movement and reaches the level of one is none.
bool only_sway(const JudgedGroup& judged, const Options& options) {
  const Evidence& evidence = judged.evidence;
  const EpisodeFeatures& f = evidence.features;
  // Whatever the rules forbid, what the model takes for a cramp must not vanish.
  if (judged.episode.probability >= options.classify.possible_probability) return false;
  const bool movement = f.duration_s <= options.classify.movement_max_s &&
                        evidence.half_second_uv >= options.activity.movement_on_uv;
  const bool weak = f.level_ratio < options.classify.tonic_min_ratio && !movement;
  const bool low = f.peak_uv - f.baseline_uv < options.activity.movement_on_uv;
  switch (judged.episode.label) {
    case Label::tonic:
      return weak;
    case Label::artifact:
      return weak && low;
    case Label::rhythmic:
      return low && !evidence.group->train;
    default:
      return false;
  }
}

}  // namespace

std::vector<Episode> decide(SegmentFindings findings, std::span<const Site> sites,
                            const Options& options, const EpisodeModel* model) {
  mark_trains(findings, options.classify);
  const std::vector<PlacedTwitch> twitches = free_twitches(findings, options.classify);
  std::vector<Episode> episodes;
  add_faults(findings, sites, episodes);
  const BurstIndex bursts =
      cut_into_phases(BurstIndex(std::move(findings.bursts)), sites, options.classify);
  const std::vector<Group> groups = assemble(bursts, sites, options.classify);
  std::vector<JudgedGroup> judged = judge_all(groups, bursts, twitches, sites, options, model);
  if (options.classify.aftermath) {
    join_spread(judged, to_rows(options.classify.cramp_merge_s));
    join_aftermath(judged, sites);
  }
  if (options.classify.leave_out_sway) {
    std::erase_if(judged, [&](const JudgedGroup& group) { return only_sway(group, options); });
  }
  for (JudgedGroup& group : judged) episodes.push_back(std::move(group.episode));
  add_twitches(twitches, sites, options.classify, episodes);
  std::stable_sort(episodes.begin(), episodes.end(), [](const Episode& a, const Episode& b) {
    return a.begin_row != b.begin_row ? a.begin_row < b.begin_row
                                      : a.channels.front() < b.channels.front();
  });
  return episodes;
}

}  // namespace noctemg::emg
