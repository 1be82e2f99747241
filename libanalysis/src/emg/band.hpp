#pragma once

/// \file
/// The filters of one sampling rate: what the options ask for, as far as the rate allows it.

#include <string>
#include <vector>

#include "noctemg/options.hpp"
#include "noctemg/signal.hpp"

namespace noctemg::emg {

/// Share of the Nyquist frequency above which no band edge is placed.
inline constexpr double highest_edge = 0.9;

struct Band {
  double low_hz = 0;
  double high_hz = 0;                     ///< as used
  std::vector<signal::Section> sections;  ///< band-pass
  /// 2 Hz to the high-pass edge, limb and cable movement, for means of low_block frames: what lies
  /// that low needs no more.
  std::vector<signal::Section> low_sections;
  int low_block = 1;
  std::string adapted;  ///< what had to give way to the rate, "" when nothing did

  /// Notches at the given frequencies that lie within reach of this rate.
  [[nodiscard]] std::vector<signal::Section> notches(
      const std::vector<double>& frequencies_hz) const;

  double rate_hz = 0;
  double notch_q = 0;
};

/// A rate that leaves no band above the high-pass edge gives empty sections and says so in
/// `adapted`.
[[nodiscard]] Band design_band(const FilterOptions& options, double rate_hz);

}  // namespace noctemg::emg
