#include "io/edf_timeline.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/core.h>

#include "io/edf_annotations.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

constexpr Ticks microsecond = 1000;

Ticks touching_tolerance(const EdfHeader& header) {
  std::int64_t fastest = 0;
  for (const EdfSignal& signal : header.signals)
    if (!signal.annotations) fastest = std::max(fastest, signal.samples_per_record);
  if (fastest == 0) return microsecond;
  return std::max(header.record_duration / (2 * fastest), microsecond);
}

std::string record_place(std::size_t record) { return fmt::format("data record {}", record + 1); }

/// Complains when records of a continuous file say other times than their position does.
void check_continuous(const EdfHeader& header, const std::vector<Ticks>& onsets,
                      WarningList& warnings) {
  const Ticks tolerance = touching_tolerance(header), first = first_record_onset(onsets);
  std::int64_t missing = 0, astray = 0;
  std::size_t first_astray = 0;
  Ticks largest = 0;
  for (std::size_t i = 0; i < onsets.size(); ++i) {
    if (onsets[i] == no_onset) {
      ++missing;
      continue;
    }
    const Ticks off = onsets[i] - first - static_cast<Ticks>(i) * header.record_duration;
    if (std::abs(off) <= tolerance) continue;
    if (astray++ == 0) first_astray = i;
    if (std::abs(off) > std::abs(largest)) largest = off;
  }
  if (missing > 0)
    warnings.add("record times",
                 fmt::format("{} of {} data records state no time", missing, onsets.size()));
  if (astray > 0)
    warnings.add(
        record_place(first_astray),
        fmt::format(
            "{} data records of this continuous file state times that differ from "
            "their position, by up to {:.6g} s, this being the first; their position was used",
            astray, seconds(largest)));
}

/// Joins records of a discontinuous file one by one.
class RunBuilder {
 public:
  RunBuilder(const std::string& path, const EdfHeader& header)
      : path_(path), duration_(header.record_duration), tolerance_(touching_tolerance(header)) {}

  void add(std::size_t record, Ticks onset) {
    if (runs_.empty()) return begin_run(record, onset);
    const Ticks gap = onset - (last_onset_ + duration_);
    if (std::abs(gap) <= tolerance_) {
      ++runs_.back().record_count;
      last_onset_ = onset;
      const Ticks drift = onset - (run_end() - duration_);
      if (std::abs(drift) > std::abs(largest_drift_)) largest_drift_ = drift;
      return;
    }
    if (gap < 0 || onset < run_end() - tolerance_)
      throw InputError(path_, record_place(record),
                       fmt::format("starts at {:.9g} s", seconds(onset)),
                       fmt::format("must not start before the record before it ends, at {:.9g} s",
                                   seconds(std::max(run_end(), last_onset_ + duration_))));
    begin_run(record, std::max(onset, run_end()));
  }

  std::vector<RecordRun> finish(WarningList& warnings) const {
    if (std::abs(largest_drift_) > 2 * tolerance_)
      warnings.add("record times",
                   fmt::format("records that touch drift by up to {:.6g} s from an even pace; "
                               "samples were placed evenly from each segment's start",
                               seconds(largest_drift_)));
    return runs_;
  }

 private:
  [[nodiscard]] Ticks run_end() const {
    return runs_.back().start + runs_.back().record_count * duration_;
  }
  void begin_run(std::size_t record, Ticks onset) {
    runs_.push_back({static_cast<std::int64_t>(record), 1, onset});
    last_onset_ = onset;
  }

  const std::string& path_;
  Ticks duration_, tolerance_;
  std::vector<RecordRun> runs_;
  Ticks last_onset_ = 0, largest_drift_ = 0;
};

std::vector<RecordRun> discontinuous_runs(const std::string& path, const EdfHeader& header,
                                          const std::vector<Ticks>& onsets, WarningList& warnings) {
  if (onsets.empty())
    throw InputError(path, "annotation signals", "none",
                     "a discontinuous file must have one that tells when each record begins");
  RunBuilder builder(path, header);
  const Ticks first = first_record_onset(onsets);
  for (std::size_t i = 0; i < onsets.size(); ++i) {
    if (onsets[i] == no_onset)
      throw InputError(path, record_place(i), "no time stamp",
                       "each record of a discontinuous file must state when it begins");
    builder.add(i, onsets[i] - first);
  }
  return builder.finish(warnings);
}

}  // namespace

Ticks first_record_onset(const std::vector<Ticks>& onsets) {
  return onsets.empty() || onsets.front() == no_onset ? 0 : onsets.front();
}

std::vector<RecordRun> record_runs(const std::string& path, const EdfHeader& header,
                                   const std::vector<Ticks>& onsets, WarningList& warnings) {
  if (header.record_duration == 0) return {};
  if (!header.continuous) return discontinuous_runs(path, header, onsets, warnings);
  if (header.plus && onsets.empty())
    warnings.add("annotation signals", "none, although the file says it is " + header.format());
  check_continuous(header, onsets, warnings);
  return {{0, header.record_count, 0}};
}

}  // namespace noctemg::io
