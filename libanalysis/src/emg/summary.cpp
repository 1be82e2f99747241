#include "emg/summary.hpp"

#include <algorithm>
#include <vector>

namespace noctemg::emg {
namespace {

void count_certainty(std::int64_t& probable, std::int64_t& possible, Certainty certainty) {
  probable += certainty == Certainty::probable;
  possible += certainty == Certainty::possible;
}

/// Of both legs at once stays apart from one leg: its side is unknown.
CrampSite& site_of(std::vector<CrampSite>& sites, const Episode& cramp) {
  const auto found = std::find_if(sites.begin(), sites.end(), [&](const CrampSite& site) {
    return site.muscle == cramp.muscle && site.side == cramp.side;
  });
  if (found != sites.end()) return *found;
  sites.push_back({cramp.muscle, cramp.side, 0, 0, 0});
  return sites.back();
}

/// Runs of two or more cramps; cramps of different sites may overlap, hence the latest end.
std::int64_t count_clusters(std::span<const Episode* const> cramps) {
  std::int64_t clusters = 0;
  Ticks latest_end = 0;
  std::size_t members = 0;
  for (const auto* cramp : cramps) {
    if (members > 0 && cramp->onset - latest_end >= cluster_pause) members = 0;
    latest_end = members == 0 ? cramp->onset + cramp->duration
                              : std::max(latest_end, cramp->onset + cramp->duration);
    if (++members == 2) ++clusters;
  }
  return clusters;
}

}  // namespace

CrampTotals summarise_cramps(std::span<const Episode> episodes, double analysable_hours) {
  CrampTotals totals;
  std::vector<const Episode*> cramps;
  Ticks total = 0;
  Ticks longest = 0;
  for (const auto& episode : episodes) {
    if (episode.label != Label::cramp) continue;
    cramps.push_back(&episode);
    count_certainty(totals.probable, totals.possible, episode.certainty);
    total += episode.duration;
    longest = std::max(longest, episode.duration);
    totals.over_10_min += episode.duration > long_cramp;
    auto& site = site_of(totals.by_site, episode);
    count_certainty(site.probable, site.possible, episode.certainty);
    site.total_s += seconds(episode.duration);
  }
  totals.total_s = seconds(total);
  if (!cramps.empty()) totals.longest_s = seconds(longest);
  if (analysable_hours > 0) {
    totals.per_hour = static_cast<double>(totals.probable + totals.possible) / analysable_hours;
  }
  totals.clusters = count_clusters(cramps);
  std::sort(totals.by_site.begin(), totals.by_site.end(),
            [](const CrampSite& a, const CrampSite& b) {
              return a.muscle != b.muscle ? a.muscle < b.muscle : a.side < b.side;
            });
  return totals;
}

SleepContext sleep_context(const Hypnogram& hypnogram, std::span<const Segment> segments,
                           std::span<const Episode> episodes) {
  SleepContext context;
  if (hypnogram.empty()) return context;
  context.known = true;
  context.source = hypnogram.source;
  Ticks recorded = 0;
  const auto time_in = [&](Stage stage) {
    Ticks time = 0;
    for (const auto& segment : segments) {
      time += hypnogram.time_in(stage, segment.start, segment.start + segment.duration);
    }
    return seconds(time);
  };
  for (const auto& segment : segments) recorded += segment.duration;
  context.wake_s = time_in(Stage::wake);
  context.n1_s = time_in(Stage::n1);
  context.n2_s = time_in(Stage::n2);
  context.n3_s = time_in(Stage::n3);
  context.rem_s = time_in(Stage::rem);
  context.sleep_s = context.n1_s + context.n2_s + context.n3_s + context.rem_s;
  context.unknown_s = std::max(0.0, seconds(recorded) - context.sleep_s - context.wake_s);
  for (const auto& episode : episodes) {
    if (episode.label != Label::cramp) continue;
    const Stage stage = hypnogram.at(episode.onset);
    context.cramps_in_wake += stage == Stage::wake;
    context.cramps_in_sleep += stage != Stage::wake && stage != Stage::unknown;
  }
  return context;
}

std::array<std::int64_t, label_count> count_labels(std::span<const Episode> episodes) noexcept {
  std::array<std::int64_t, label_count> counts{};
  for (const auto& episode : episodes) ++counts[static_cast<std::size_t>(episode.label)];
  return counts;
}

}  // namespace noctemg::emg
