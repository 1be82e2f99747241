#pragma once

/// \file
/// Many simulated nights into one folder, side by side, with a manifest of what was made.

#include <functional>
#include <string>
#include <vector>

#include "noctemg/synth.hpp"

namespace noctemg::synth {

struct SeriesOptions {
  int nights = 1;       ///< 1 to 9999, numbered from the plan's own number on
  int jobs = 0;         ///< nights side by side; 0: all cores. Cannot change a byte
  bool resume = false;  ///< keep nights that the manifest knows and whose files have their size
  bool verify = false;  ///< and, when resuming, their SHA-256
};

/// Everything about a call that cannot change its result. Called one at a time.
struct SeriesHooks {
  /// Called with the finished share of all nights and the id of one. Returning false stops.
  std::function<bool(double, const std::string&)> progress;
};

struct SeriesReport {
  std::vector<SimulatedNight> nights;  ///< finished or kept, by number
  int kept = 0;                        ///< were there already
  bool interrupted = false;            ///< the hook asked to stop; to be resumed
};

/// Simulates nights and writes `manifest.json`: of every night its files with size and SHA-256,
/// seed, number, all options and the version. It is written as soon as a night is complete, but for
/// bursts of very short nights, and it keeps what the folder has from other calls. An interruption
/// leaves complete nights only.
/// \throws ArgumentError and OptionError as plan_night, OutputError
SeriesReport simulate_series(const NightPlan& first, const std::string& folder,
                             const SeriesOptions& options, const SeriesHooks& hooks = {});

}  // namespace noctemg::synth
