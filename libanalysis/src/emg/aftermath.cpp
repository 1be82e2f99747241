#include "emg/aftermath.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace noctemg::emg {
namespace {

/// A stretch lasts 0.5 to 3 s, with the end of its last burst.
constexpr std::int64_t longest_stretch_rows = 4 * rows_per_second;
/// It ends the cramp, give or take.
constexpr std::int64_t stretch_reach_rows = 4 * rows_per_second;
/// Tone follows without a pause; the trimmed slope may lie between.
constexpr std::int64_t tail_gap_rows = 10 * rows_per_second;

struct Remains {
  std::int64_t tone_rows = 0;
  bool stretch = false;
};

bool is_stretch(const JudgedGroup& g, const JudgedGroup& cramp, std::span<const Site> sites) {
  const Episode& e = g.episode;
  if (e.end_row - e.begin_row > longest_stretch_rows) return false;
  if (e.label != Label::leg_movement && e.label != Label::large_movement &&
      e.label != Label::cocontraction) {
    return false;
  }
  const bool at_end = e.begin_row >= cramp.episode.end_row - stretch_reach_rows &&
                      e.begin_row <= cramp.episode.end_row + rows_per_second;
  const Site& own = sites[cramp.evidence.lead];
  return at_end && std::any_of(g.evidence.sites.begin(), g.evidence.sites.end(),
                               [&](std::size_t s) { return antagonists(sites[s].group, own.group); });
}

bool is_tone(const JudgedGroup& g, const JudgedGroup& cramp, std::int64_t end) {
  const Episode& e = g.episode;
  return e.label == Label::tonic && g.evidence.lead == cramp.evidence.lead &&
         e.begin_row >= cramp.episode.end_row - rows_per_second &&
         e.begin_row <= end + tail_gap_rows &&
         g.evidence.features.level_ratio < cramp.evidence.features.level_ratio;
}

void tell(const Remains& remains, Episode& cramp) {
  if (remains.stretch) {
    cramp.reasons.emplace_back("ends with a short burst of the whole leg, as when stretched");
  }
  if (remains.tone_rows > 0) {
    cramp.reasons.push_back(
        fmt::format("leaves a weaker tone for {:.0f} s", row_seconds(remains.tone_rows)));
  }
}

}  // namespace

void join_aftermath(std::vector<JudgedGroup>& groups, std::span<const Site> sites) {
  std::vector<bool> taken(groups.size(), false);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].episode.label != Label::cramp) continue;
    Remains remains;
    std::int64_t end = groups[i].episode.end_row;
    for (std::size_t j = i + 1; j < groups.size(); ++j) {
      if (groups[j].episode.begin_row > end + tail_gap_rows) break;
      if (taken[j]) continue;
      if (is_stretch(groups[j], groups[i], sites)) {
        taken[j] = remains.stretch = true;
      } else if (is_tone(groups[j], groups[i], end)) {
        taken[j] = true;
        remains.tone_rows += groups[j].episode.end_row - groups[j].episode.begin_row;
        end = groups[j].episode.end_row;
      }
    }
    tell(remains, groups[i].episode);
  }
  std::vector<JudgedGroup> kept;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!taken[i]) kept.push_back(std::move(groups[i]));
  }
  groups = std::move(kept);
}

}  // namespace noctemg::emg
