#pragma once

/// \file
/// The night simulator: overnight surface EMG of both legs with everything that happens in it
/// written down beside it. The only nocturnal EMG whose cramps are known to the millisecond.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/hypnogram.hpp"
#include "noctemg/night.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::synth {

/// A kind of sleeper.
struct Scenario {
  std::string_view name;  ///< "frequent"
  std::string_view help;  ///< one sentence, no full stop
};

/// The scenarios that come with noctemg, by name.
[[nodiscard]] const std::vector<Scenario>& scenarios();

/// Which night to simulate. Equal plans give equal bytes on every build.
struct NightPlan {
  std::string scenario = "frequent";  ///< one of scenarios(), or a file `*.toml`
  double hours = 8.0;                 ///< 0.05 to 24; cut to whole seconds
  /// 1 to 128; 2 = both tibialis anterior, 4 + GM, 6 + SOL, 8 + GL. Nothing: the scenario's
  /// montage or number, else 8.
  std::optional<int> channels = {};
  /// 64 to 10000, a whole number, of channels whose montage names none. Nothing: the scenario's,
  /// else 1000.
  std::optional<double> rate_hz = {};
  std::uint64_t seed = 1;  ///< of the series of nights
  int number = 1;          ///< of the night in its series, 1 to 9999; every night differs
  std::optional<RecordingFormat> format = {};  ///< nothing: the scenario's, else EDF
  std::string montage = {};  ///< "" or instead of `channels`: a montage's name or a file `*.tsv`
  std::vector<std::string> settings = {};  ///< "cramp.fewest=3", after the scenario's own
};

/// The montages that come with noctemg, by name.
[[nodiscard]] const std::vector<std::string_view>& montages();

/// `<scenario>-<seed>-NNN`, the stem of the night's files. \throws ArgumentError, OptionError
[[nodiscard]] std::string night_id(const NightPlan& plan);

/// Everything about a call that cannot change its result.
struct SynthHooks {
  /// Called with the finished share of this night, 0 to 1. Returning false stops (Interrupted).
  std::function<bool(double)> progress;
};

/// All numbers of a plan, as TOML that is a scenario file too: each with its unit, range, meaning
/// and source. \throws ArgumentError, OptionError
[[nodiscard]] std::string plan_as_scenario(const NightPlan& plan);

/// What happens in a night, without the signal.
struct NightTruth {
  Recording recording;            ///< id, start, duration, channels with muscle and side
  std::vector<Episode> episodes;  ///< sorted by onset: cramps and everything that resembles them
  Hypnogram hypnogram;
};

/// One discharge of a simulated motor unit.
struct Discharge {
  double time_s = 0;  ///< from the start of the night; the potential follows within some ms
  int unit = 0;       ///< from 0, the smallest, which a contraction recruits first
};

/// The files of a simulated night.
struct SimulatedNight {
  std::string id;
  std::string recording_file;  ///< <id>.edf, .bdf or .h5
  std::string events_file;     ///< <id>.events.tsv, the columns and labels of an analysis
  std::string hypnogram_file;  ///< <id>.hypnogram.tsv, BIDS: onset duration stage
  std::array<std::int64_t, label_count> counts{};  ///< episodes per label
  double cramp_s = 0;                              ///< seconds of cramp
};

/// Draws the events of a night, quickly: no samples are made.
/// \throws ArgumentError naming the member of the plan, its value and what would have been right;
/// OptionError for everything that is wrong in a scenario, a montage or a setting
[[nodiscard]] NightTruth plan_night(const NightPlan& plan);

/// When the motor units of the muscle under a channel discharge, sorted by time. Equal for all
/// rates. \param channel  index into the channels of plan_night \throws ArgumentError as
/// plan_night, or for a channel that the night has not
[[nodiscard]] std::vector<Discharge> plan_discharges(const NightPlan& plan, std::size_t channel);

/// Simulates one night and writes its three files into `folder`, which is made when missing. Files
/// of the same name are replaced; on an error or an interruption none is left half written. Memory
/// does not grow with the length of the night, but for its events.
/// \throws ArgumentError and OptionError as plan_night, OutputError, Interrupted
SimulatedNight simulate_night(const NightPlan& plan, const std::string& folder,
                              const SynthHooks& hooks = {});

}  // namespace noctemg::synth
