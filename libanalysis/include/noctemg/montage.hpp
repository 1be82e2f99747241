#pragma once

/// \file
/// Which channel sits on which muscle of which leg: read from a montage file, or guessed from
/// labels and then said so.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/recording.hpp"

namespace noctemg {

/// Where a channel's muscle, side and role come from.
enum class MontageSource { file, guessed, unknown };
[[nodiscard]] std::string_view to_text(MontageSource source) noexcept;

/// One line of a montage as used.
struct MontageRow {
  std::string channel;  ///< label as in the recording
  std::string muscle;   ///< canonical name or ""
  Side side = Side::unknown;
  Role role = Role::ignore;
  std::string site;
  MontageSource source = MontageSource::unknown;
};

/// Compartments and groups that decide which channels are neighbours, antagonists or other legs'
/// muscles.
enum class MuscleGroup { calf, shin, thigh_front, thigh_back, hip, foot, other, unknown };

/// A muscle that noctemg knows: canonical name in snake_case ("gastrocnemius_medialis"), usual
/// abbreviation, group.
struct Muscle {
  std::string_view name;
  std::string_view abbreviation;
  MuscleGroup group = MuscleGroup::unknown;
};

/// All known muscles.
[[nodiscard]] std::span<const Muscle> known_muscles() noexcept;
/// Group of a canonical muscle name; MuscleGroup::unknown for "" and strangers.
[[nodiscard]] MuscleGroup muscle_group(std::string_view canonical_name) noexcept;
/// Canonical name for a full name, abbreviation or alias in any case ("GM", "MG", "med gastroc",
/// "Soleus"); "" when unknown.
[[nodiscard]] std::string canonical_muscle(std::string_view text);

/// Guesses muscle, side and role from a label ("EMG R GM", "LAT", "Leg/L", "EMG LGastroc", "ECG
/// II", "acc_x") and, for role only, from the unit. Pure; never fails: what is not recognised stays
/// unknown with Role::ignore, or Role::emg when the label says EMG or the channel is a voltage
/// without another role's name.
[[nodiscard]] MontageRow guess_channel(std::string_view label, std::string_view unit);

/// Reads a montage file: tab-separated, header line `channel muscle side role` (+ optional `site`),
/// any column order, `n/a` or empty for unknown, CRLF tolerated. \throws FileNotFoundError;
/// InputError naming line, column, value and rule (unknown muscle, side or role; duplicate
/// channel).
[[nodiscard]] std::vector<MontageRow> read_montage(const std::string& path);

/// Writes muscle, side, role and site into the recording's channels: by label without case from
/// `rows` when there are any (channels that it leaves out become Role::ignore), else guessed from
/// labels. \return one row per channel, in channel order, with its source. \throws InputError when
/// a montage row names a channel that the recording lacks.
std::vector<MontageRow> apply_montage(Recording& recording, std::span<const MontageRow> rows,
                                      std::string_view montage_file = {});

}  // namespace noctemg
