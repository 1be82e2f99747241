#include "emg/aftermath.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace noctemg::emg {
namespace {

/// A stretch lasts 0.5 to 3 s, with the end of its last burst.
constexpr std::int64_t longest_stretch_rows = 4 * rows_per_second;
/// It ends the cramp, give or take.
constexpr std::int64_t stretch_reach_rows = 4 * rows_per_second;
/// Tone follows without a pause; the trimmed slope may lie between.
constexpr std::int64_t tail_overlap_rows = 5 * rows_per_second;  // another site may end later
constexpr std::int64_t tail_gap_rows = 10 * rows_per_second;

/// Cramps that share at least this part of the shorter one are one.
constexpr double least_shared = 0.2;

/// Two places at the same time, or one place that goes on: where a second muscle joins in, a cramp
/// is cut.
bool one_cramp(const JudgedGroup& x, const JudgedGroup& y, std::int64_t merge_rows) {
  const Episode& a = x.episode;
  const Episode& b = y.episode;
  if (a.label != Label::cramp || b.label != Label::cramp || a.side != b.side) return false;
  const std::int64_t shared = std::min(a.end_row, b.end_row) - std::max(a.begin_row, b.begin_row);
  const bool weak_tail = x.evidence.weak_tail || y.evidence.weak_tail;
  if (x.evidence.lead == y.evidence.lead && !weak_tail) return -shared < merge_rows;
  const std::int64_t shorter = std::min(a.end_row - a.begin_row, b.end_row - b.begin_row);
  return static_cast<double>(shared) >= least_shared * static_cast<double>(shorter);
}

/// The longer one leads and keeps its numbers; it takes the other's time and sites.
void take_over(JudgedGroup& whole, JudgedGroup part) {
  if (part.episode.end_row - part.episode.begin_row >
      whole.episode.end_row - whole.episode.begin_row) {
    std::swap(whole, part);
  }
  Episode& e = whole.episode;
  const Episode& other = part.episode;
  const double later = row_seconds(other.begin_row - e.begin_row);
  e.begin_row = std::min(e.begin_row, other.begin_row);
  e.end_row = std::max(e.end_row, other.end_row);
  for (const std::size_t channel : other.channels) {
    if (std::find(e.channels.begin(), e.channels.end(), channel) == e.channels.end()) {
      e.channels.push_back(channel);
    }
  }
  e.certainty = std::max(e.certainty, other.certainty);
  e.probability = std::fmax(e.probability, other.probability);
  e.reasons.push_back(
      fmt::format("{}: the other begins {:.1f} s {}",
                  whole.evidence.lead == part.evidence.lead ? "in two parts" : "in two places",
                  std::abs(later), later < 0 ? "earlier" : "later"));
}

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
  return at_end &&
         std::any_of(g.evidence.sites.begin(), g.evidence.sites.end(),
                     [&](std::size_t s) { return antagonists(sites[s].group, own.group); });
}

bool is_tone(const JudgedGroup& g, const JudgedGroup& cramp, std::int64_t end) {
  const Episode& e = g.episode;
  // What was cut off as the weak rest of something stronger is no cramp of its own.
  const bool tone = e.label == Label::tonic || (e.label == Label::cramp && g.evidence.weak_tail);
  return tone && g.evidence.lead == cramp.evidence.lead &&
         e.begin_row >= cramp.episode.end_row - tail_overlap_rows &&
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

void join_spread(std::vector<JudgedGroup>& groups, std::int64_t merge_rows) {
  std::vector<JudgedGroup> kept;
  for (JudgedGroup& group : groups) {
    const auto partner = std::find_if(kept.begin(), kept.end(), [&](const JudgedGroup& other) {
      return one_cramp(other, group, merge_rows);
    });
    if (partner == kept.end()) {
      kept.push_back(std::move(group));
    } else {
      take_over(*partner, std::move(group));
    }
  }
  groups = std::move(kept);
}

void join_aftermath(std::vector<JudgedGroup>& groups, std::span<const Site> sites) {
  std::vector<bool> taken(groups.size(), false);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (taken[i] || groups[i].episode.label != Label::cramp) continue;
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
