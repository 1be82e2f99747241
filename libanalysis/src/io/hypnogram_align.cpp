#include <fmt/core.h>

#include <algorithm>

#include "io/hypnogram_parts.hpp"

namespace noctemg::io {
namespace {

constexpr Ticks day = 86'400 * ticks_per_second;

/// The same time of day, on the day that brings it nearest: from -12 h (included) to 12 h.
Ticks nearest_day(Ticks shift) {
  Ticks rest = shift % day;
  if (rest < -day / 2) rest += day;
  if (rest >= day / 2) rest -= day;
  return rest;
}

Ticks shift_of(StageList& list, const Recording& recording) {
  if (list.origin == Origin::first_sample) return 0;
  if (list.origin == Origin::none) {
    list.warnings.push_back(
        {"hypnogram", "has no clock time: its first epoch is taken to begin at the first sample"});
    return 0;
  }
  if (!list.zero.known() || !recording.start.known()) {
    list.warnings.push_back({"hypnogram",
                             "the recording or the hypnogram has no start time: both are taken to "
                             "begin together"});
    return 0;
  }
  const Ticks shift = list.zero.since(recording.start);
  if (list.origin == Origin::time_of_day) return nearest_day(shift);
  if (shift > -day && shift < day) return shift;
  list.warnings.push_back(
      {"hypnogram", fmt::format("its date {} is not that of the recording ({}): aligned by the "
                                "time of day alone",
                                list.zero.iso(), recording.start.iso())});
  return nearest_day(shift);
}

/// Sorted, without overlaps or empty intervals. \return how many intervals had to be cut
std::int64_t untangle(std::vector<StageInterval>& intervals) {
  std::stable_sort(
      intervals.begin(), intervals.end(),
      [](const StageInterval& a, const StageInterval& b) { return a.begin < b.begin; });
  std::vector<StageInterval> out;
  std::int64_t cut = 0;
  for (const auto& next : intervals) {
    if (next.end <= next.begin) continue;
    if (!out.empty() && out.back().end > next.begin) {
      out.back().end = next.begin;
      ++cut;
      if (out.back().end <= out.back().begin) out.pop_back();
    }
    if (!out.empty() && out.back().end == next.begin && out.back().stage == next.stage) {
      out.back().end = next.end;
    } else {
      out.push_back(next);
    }
  }
  intervals = std::move(out);
  return cut;
}

void check_reach(Hypnogram& hypnogram, const Recording& recording) {
  const Ticks end = recording.span();
  if (hypnogram.empty() || end <= 0) return;
  const Ticks begin = hypnogram.intervals.front().begin;
  const Ticks last = hypnogram.intervals.back().end;
  if (last <= 0 || begin >= end) {
    hypnogram.warnings.push_back({"hypnogram", "does not overlap the recording at all"});
    return;
  }
  const Ticks missing = std::max<Ticks>(0, begin) + std::max<Ticks>(0, end - last);
  if (missing <= epoch_length) return;
  hypnogram.warnings.push_back(
      {"hypnogram", fmt::format("leaves {:.0f} s at the ends of the recording without a stage",
                                seconds(missing))});
}

}  // namespace

Hypnogram align(StageList list, const Recording& recording, std::string source) {
  const Ticks shift = shift_of(list, recording);
  for (auto& interval : list.intervals) {
    interval.begin += shift;
    interval.end += shift;
  }
  Hypnogram out;
  out.source = std::move(source);
  const auto cut = untangle(list.intervals);
  out.intervals = std::move(list.intervals);
  out.warnings = std::move(list.warnings);
  if (cut > 0) {
    out.warnings.push_back(
        {"hypnogram", fmt::format("{} stages overlap the next one and were cut there", cut)});
  }
  check_reach(out, recording);
  return out;
}

}  // namespace noctemg::io
