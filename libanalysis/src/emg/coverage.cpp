#include "emg/coverage.hpp"

#include <algorithm>
#include <cmath>

namespace noctemg::emg {
namespace {

/// Nine tenths of a second at a rail: the electrode is off, no signal is merely too large.
constexpr double at_rail = 0.9;

}  // namespace

void CoverageCounter::push(std::span<const SecondFeatures> seconds) {
  for (const SecondFeatures& second : seconds) add_second(second);
}

void CoverageCounter::add_second(const SecondFeatures& second) {
  const double length_s = row_seconds(second.rows);
  const double missing_s = row_seconds(second.missing_rows);
  const double flat_s = row_seconds(second.flat_rows);
  const double clipped_s = row_seconds(second.clipped_rows);
  const double rms_uv = std::sqrt(static_cast<double>(second.mean_square));
  const double total =
      static_cast<double>(second.mean_square) + static_cast<double>(second.mains_mean_square);
  sum_.recorded_s += length_s - missing_s;
  sum_.gap_s += missing_s;
  if (static_cast<double>(second.mains_mean_square) >= options_.mains_share * total && total > 0) {
    sum_.mains_s += length_s;
  }
  mains_uv2_s_ += static_cast<double>(second.mains_mean_square) * (length_s - missing_s);
  if (rms_uv >= active_uv) active_s_ += length_s;
  const bool flat = flat_s + missing_s >= length_s;
  const bool off = !flat && (rms_uv < options_.leadoff_rms_uv || clipped_s >= at_rail * length_s);
  if (off) {
    leadoff_run_s_ += length_s;
    return;
  }
  close_leadoff();
  sum_.flat_s += std::min(flat_s, length_s - missing_s);
  sum_.clipped_s += std::min(clipped_s, std::max(0.0, length_s - missing_s - flat_s));
}

void CoverageCounter::close_leadoff() {
  if (leadoff_run_s_ >= options_.leadoff_min_s) sum_.leadoff_s += leadoff_run_s_;
  leadoff_run_s_ = 0;
}

void CoverageCounter::end_segment() { close_leadoff(); }

void CoverageCounter::add_resting_levels(std::span<const float> levels) {
  // One value a minute is plenty for a median and keeps the memory of a long night small.
  for (const float level : levels) {
    if (levels_seen_++ % 60 == 0 && !std::isnan(level)) resting_levels_.push_back(level);
  }
}

void CoverageCounter::write(Coverage& coverage) const {
  coverage.recorded_s = sum_.recorded_s;
  coverage.gap_s += sum_.gap_s;
  coverage.leadoff_s = sum_.leadoff_s;
  coverage.flat_s = sum_.flat_s;
  coverage.clipped_s = sum_.clipped_s;
  coverage.mains_s = sum_.mains_s;
  if (sum_.recorded_s > 0) coverage.mains_uv = std::sqrt(mains_uv2_s_ / sum_.recorded_s);
  coverage.analysable_s =
      std::max(0.0, sum_.recorded_s - sum_.leadoff_s - sum_.flat_s - sum_.clipped_s);
  if (resting_levels_.empty()) return;
  std::vector<float> levels = resting_levels_;
  const auto middle = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2);
  std::nth_element(levels.begin(), middle, levels.end());
  coverage.resting_level_uv = static_cast<double>(*middle);
}

}  // namespace noctemg::emg
