#pragma once

/// \file
/// Seconds of a channel by what they are good for, and whether there is a muscle under the
/// electrode at all.

#include <cstddef>
#include <span>
#include <vector>

#include "emg/rows.hpp"
#include "noctemg/night.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

/// Streaming, one channel. Runs of lead-off end with the segment.
class CoverageCounter {
 public:
  explicit CoverageCounter(const QualityOptions& options) : options_(options) {}

  void push(std::span<const SecondFeatures> seconds);
  void end_segment();
  /// Resting levels that were used, in order, for the night's median.
  void add_resting_levels(std::span<const float> levels);

  /// Seconds with an RMS of at least active_uv.
  [[nodiscard]] double active_s() const noexcept { return active_s_; }
  /// Fills everything but channel, gap between segments and note.
  void write(Coverage& coverage) const;

  /// RMS of a second in which a muscle surely works: ten times the noise of a good electrode.
  static constexpr double active_uv = 20.0;

 private:
  void add_second(const SecondFeatures& second);
  void close_leadoff();

  QualityOptions options_;
  Coverage sum_;
  double active_s_ = 0;
  double leadoff_run_s_ = 0;
  double mains_uv2_s_ = 0;  ///< integral of the power that the notches took
  std::size_t levels_seen_ = 0;
  std::vector<float> resting_levels_;  ///< one a minute
};

}  // namespace noctemg::emg
