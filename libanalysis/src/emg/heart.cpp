#include "emg/heart.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "noctemg/time.hpp"

namespace noctemg::emg {
namespace {

constexpr std::int32_t widest_beat_rows = 30;  // QRS 60-120 ms, widened by filter and envelope
constexpr std::int32_t reach_rows = 60 * 100;
constexpr double shortest_interval = 0.46 * 100;  // 130 beats a minute
constexpr double longest_interval = 1.67 * 100;   // 36 beats a minute
constexpr double steadiness = 0.2;                // sinus arrhythmia stays within
constexpr double steady_share = 0.7;
constexpr double filled_share = 0.5;  // movements hide beats
constexpr std::size_t fewest_beats = 12;

/// Median of the intervals that a heart can have.
double pace(const std::vector<double>& intervals) {
  std::vector<double> possible;
  for (const double interval : intervals) {
    if (interval >= shortest_interval && interval <= longest_interval) possible.push_back(interval);
  }
  if (possible.size() + 1 < fewest_beats) return 0;
  const auto middle = possible.begin() + static_cast<std::ptrdiff_t>(possible.size() / 2);
  std::nth_element(possible.begin(), middle, possible.end());
  return *middle;
}

bool steady(const std::vector<double>& intervals, double span) {
  const double beat = pace(intervals);
  if (beat == 0) return false;
  std::size_t near = 0;
  std::size_t counted = 0;
  for (const double interval : intervals) {
    // A movement may hide any number of beats: such long pauses say nothing.
    if (interval > 2.5 * beat) continue;
    ++counted;
    const double beats = std::max(1.0, std::round(interval / beat));
    if (std::abs(interval - beats * beat) <= steadiness * beat) ++near;
  }
  return static_cast<double>(near) >= steady_share * static_cast<double>(counted) &&
         static_cast<double>(intervals.size() + 1) * beat >= filled_share * span;
}

/// A burst as short as a beat that overlaps one.
bool is_beat(const Burst& burst, const std::vector<Twitch>& beats) {
  if (burst.rows() > widest_beat_rows) return false;
  const auto beat = std::partition_point(beats.begin(), beats.end(),
                                         [&](const Twitch& t) { return t.end <= burst.begin; });
  return beat != beats.end() && beat->begin < burst.end;
}

/// Moves marked twitches out, and bursts that are one of them. \return how many
std::size_t take_out(const std::vector<bool>& beat, std::vector<Twitch>& twitches,
                     std::vector<Burst>& bursts) {
  std::vector<Twitch> kept;
  std::vector<Twitch> removed;
  for (std::size_t i = 0; i < twitches.size(); ++i)
    (beat[i] ? removed : kept).push_back(twitches[i]);
  twitches = std::move(kept);
  std::erase_if(bursts, [&](const Burst& burst) { return is_beat(burst, removed); });
  return removed.size();
}

/// Rows from the nearest beat to a twitch.
std::int32_t distance_from_beat(std::int32_t row, const std::vector<std::int32_t>& beats) {
  const auto next = std::lower_bound(beats.begin(), beats.end(), row);
  if (next == beats.begin()) return row - *next;
  if (next == beats.end()) return row - *(next - 1);
  return *next - row < row - *(next - 1) ? row - *next : row - *(next - 1);
}

}  // namespace

std::vector<std::int32_t> beats_of_ecg(const std::vector<Twitch>& twitches) {
  std::vector<std::int32_t> beats;
  for (const Twitch& twitch : twitches) {
    if (twitch.end - twitch.begin <= widest_beat_rows) beats.push_back(twitch.begin);
  }
  return beats;
}

std::size_t remove_beats_of_ecg(std::vector<Twitch>& twitches, std::vector<Burst>& bursts,
                                const std::vector<std::int32_t>& beats) {
  constexpr std::int32_t farthest = 20;  // rows: conduction and electrodes take far less
  constexpr std::int32_t slack = 3;      // rows, to both sides: thresholds are passed at slopes
  constexpr double by_chance = 3.0;
  if (beats.size() < fewest_beats) return 0;
  const auto place = [](std::int32_t distance) {
    return static_cast<std::size_t>(distance) + static_cast<std::size_t>(farthest);
  };
  std::vector<std::int32_t> distances(twitches.size());
  std::vector<std::size_t> counts(2 * farthest + 1, 0);
  std::size_t narrow = 0;
  for (std::size_t i = 0; i < twitches.size(); ++i) {
    distances[i] = distance_from_beat(twitches[i].begin, beats);
    if (twitches[i].end - twitches[i].begin > widest_beat_rows) continue;
    ++narrow;
    if (std::abs(distances[i]) <= farthest) {
      ++counts[place(distances[i])];
    }
  }
  const auto near = [&](std::int32_t distance) {
    std::size_t sum = 0;
    for (std::int32_t d = std::max(-farthest, distance - slack);
         d <= std::min(farthest, distance + slack); ++d) {
      sum += counts[place(d)];
    }
    return sum;
  };
  std::int32_t best = 0;
  for (std::int32_t d = -farthest; d <= farthest; ++d) {
    if (near(d) > near(best)) best = d;
  }
  const double span = std::max(1, beats.back() - beats.front());
  const double expected =
      static_cast<double>(narrow) * (2 * slack + 1) * static_cast<double>(beats.size()) / span;
  if (near(best) < fewest_beats || static_cast<double>(near(best)) < by_chance * expected) return 0;
  std::vector<bool> beat(twitches.size(), false);
  for (std::size_t i = 0; i < twitches.size(); ++i) {
    beat[i] = twitches[i].end - twitches[i].begin <= widest_beat_rows &&
              std::abs(distances[i] - best) <= slack;
  }
  return take_out(beat, twitches, bursts);
}

std::size_t remove_heart_beats(std::vector<Twitch>& twitches, std::vector<Burst>& bursts) {
  std::vector<std::size_t> narrow;
  for (std::size_t i = 0; i < twitches.size(); ++i) {
    if (twitches[i].end - twitches[i].begin <= widest_beat_rows) narrow.push_back(i);
  }
  std::vector<bool> beat(twitches.size(), false);
  std::size_t low = 0;
  std::size_t high = 0;
  std::vector<double> intervals;
  for (std::size_t k = 0; k < narrow.size(); ++k) {
    const std::int32_t centre = twitches[narrow[k]].begin;
    while (twitches[narrow[low]].begin < centre - reach_rows) ++low;
    while (high < narrow.size() && twitches[narrow[high]].begin <= centre + reach_rows) ++high;
    if (high - low < fewest_beats) continue;
    intervals.clear();
    for (std::size_t i = low + 1; i < high; ++i) {
      intervals.push_back(twitches[narrow[i]].begin - twitches[narrow[i - 1]].begin);
    }
    const double span = twitches[narrow[high - 1]].begin - twitches[narrow[low]].begin;
    // A rhythm that fills less than half of the minutes around it is no heart; at the ends of a
    // recording less is there.
    const double expected =
        std::min<double>(2.0 * reach_rows, std::max(span, 1.0 * reach_rows / 4));
    beat[narrow[k]] = steady(intervals, expected);
  }
  return take_out(beat, twitches, bursts);
}

}  // namespace noctemg::emg
