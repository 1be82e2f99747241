#pragma once

/// \file
/// The result of an analysis: episodes with labels and reasons, coverage per channel, totals of the
/// night.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/episode_features.hpp"
#include "noctemg/float_column.hpp"
#include "noctemg/hypnogram.hpp"
#include "noctemg/montage.hpp"
#include "noctemg/recording.hpp"

namespace noctemg {

enum class Label {
  cramp,
  leg_movement,
  large_movement,
  rhythmic,
  tonic,
  cocontraction,
  twitch,
  artifact
};
inline constexpr std::size_t label_count = 8;
/// "cramp", "leg_movement", ... as in the column `trial_type`.
[[nodiscard]] std::string_view to_text(Label label) noexcept;

enum class Certainty { none, possible, probable };
/// "n/a", "possible", "probable".
[[nodiscard]] std::string_view to_text(Certainty certainty) noexcept;

struct Episode {
  std::size_t segment = 0;
  std::int64_t begin_row = 0;  ///< half-open rows of 10 ms from the start of the segment
  std::int64_t end_row = 0;
  Ticks onset = 0;  ///< from the first sample of the recording
  Ticks duration = 0;
  std::vector<std::size_t> channels;  ///< indices into the recording's channels, leading site first
  Side side = Side::unknown;  ///< of the leading site; unknown for both legs when `bilateral`
  bool bilateral = false;
  std::string muscle;  ///< of the leading site, "" when unknown
  Label label = Label::twitch;
  Certainty certainty = Certainty::none;
  double probability =
      not_a_number;  ///< of a cramp, when a calibrated model decided; NaN under rules
  EpisodeFeatures features;
  std::string plm = "n/a";       ///< "PLMS", "PLMW", "PLM" (no hypnogram), "isolated", "short_imi",
                                 ///< "not_clm"; "n/a" unless a leg movement
  Stage stage = Stage::unknown;  ///< in which it began
  std::vector<std::string>
      reasons;  ///< each names a measured value and the threshold it met or missed
};

/// Seconds of one channel by what they are good for. analysable = recorded minus leadoff, flat,
/// clipped and dead time.
struct Coverage {
  std::size_t channel = 0;
  double recorded_s = 0;
  double analysable_s = 0;
  double gap_s = 0;      ///< between segments, plus missing samples
  double leadoff_s = 0;  ///< electrode without muscle: rails, below amplifier noise, or dead for
                         ///< the whole recording
  double flat_s = 0;     ///< identical samples
  double clipped_s = 0;
  double mains_s = 0;  ///< seconds with marked hum; still analysable unless counted above
  double mains_uv = not_a_number;          ///< RMS of what the notches took, over recorded time
  double resting_level_uv = not_a_number;  ///< median of the night's resting level
  std::string note;                        ///< why the channel is not analysable, "" otherwise
};

/// One value per second and channel, for plots and review without the raw signal.
/// `[second][channel]`, all segments one after the other; a second belongs to the segment it starts
/// in.
struct Overview {
  std::vector<std::size_t> channels;  ///< the analysed channels
  std::vector<double> onset_s;        ///< start of each second
  FloatColumn min_uv, max_uv;         ///< of the conditioned signal
  FloatColumn rms_uv;
  FloatColumn rest_uv;  ///< resting level used
};

struct MovementIndices {
  std::int64_t leg_movements = 0;  ///< episodes labelled leg_movement
  std::int64_t clm = 0;            ///< candidate leg movements of the standard in use
  std::int64_t plm = 0;            ///< in series
  std::int64_t plm_sleep = 0;      ///< needs a hypnogram
  std::int64_t plm_wake = 0;
  std::int64_t series = 0;
  std::int64_t isolated = 0;
  std::int64_t short_interval = 0;
  double lm_per_hour = not_a_number;        ///< per analysable hour
  double plm_per_hour = not_a_number;       ///< per analysable hour
  double plms_per_hour = not_a_number;      ///< per hour of sleep; NaN without a hypnogram
  double periodicity_index = not_a_number;  ///< PLM / CLM
  std::vector<double> intervals_s;          ///< onset-to-onset intervals between CLM, in order
};

struct CrampSite {
  std::string muscle;
  Side side = Side::unknown;
  std::int64_t probable = 0;
  std::int64_t possible = 0;
  double total_s = 0;
};

struct CrampTotals {
  std::int64_t probable = 0;
  std::int64_t possible = 0;
  double total_s = 0;
  double longest_s = not_a_number;
  double per_hour = not_a_number;  ///< probable and possible per analysable hour
  std::int64_t clusters = 0;       ///< groups of two or more with gaps below 60 min
  std::int64_t over_10_min = 0;
  std::vector<CrampSite> by_site;
};

struct SleepContext {
  bool known = false;
  std::string source;
  double wake_s = 0, n1_s = 0, n2_s = 0, n3_s = 0, rem_s = 0, unknown_s = 0;
  double sleep_s = 0;
  std::int64_t cramps_in_sleep = 0;
  std::int64_t cramps_in_wake = 0;
};

struct Provenance {
  std::string version;
  std::string options;       ///< full option text (TOML) of everything that can change a result
  std::string options_hash;  ///< XXH3-64 of that text, 16 hex digits
  std::int64_t input_bytes = 0;
  std::string
      input_xxh3;  ///< XXH3-64 of the file, 16 hex digits, as `xxhsum -H3` prints it; "" for arrays
  std::string classifier;  ///< "rules", or name and XXH3-64 of the model
};

struct Night {
  Recording recording;
  std::vector<MontageRow> montage;
  std::vector<Coverage> coverage;  ///< one per analysed channel
  std::vector<Episode> episodes;   ///< sorted by onset, then by leading channel
  Overview overview;
  CrampTotals cramps;
  MovementIndices movements;
  std::array<std::int64_t, label_count> counts{};  ///< episodes per label
  double analysable_hours = 0;  ///< time in which at least one EMG channel was analysable
  SleepContext sleep;
  std::vector<Warning> warnings;  ///< the recording's and the analysis's own
  Provenance provenance;
};

}  // namespace noctemg
