#pragma once

/// \file
/// The channels that a night is to have: a montage as a table, or the usual one for a number of
/// channels.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/recording.hpp"

namespace noctemg::synth {

/// One channel that a montage asks for.
struct Lead {
  std::string label;
  std::string muscle;  ///< canonical name, "" where there is none
  Side side = Side::unknown;
  Role role = Role::emg;
  std::string site;          ///< free text
  std::int64_t rate_hz = 0;  ///< 0: the night's
  std::string unit = "uV";   ///< uV, mV or nV for voltages
  double along_mm = 0;       ///< from the muscle's usual place towards the foot
  double across_mm = 0;      ///< and towards the outside of the leg
  bool reversed = false;     ///< physical minimum above the maximum, as some recorders write it
  std::size_t line = 0;      ///< of the table, for messages; 0: not from a table

  [[nodiscard]] bool is_leg_muscle() const { return role == Role::emg && muscle != "mentalis"; }
};

/// 1 for "uV", 1000 for "mV"; 0 where the unit is no voltage.
[[nodiscard]] double uv_per_unit(std::string_view unit) noexcept;

/// Reads a montage table: tab-separated, header `channel muscle side role`, optional columns `site
/// rate_hz unit along_mm across_mm polarity`. Labels may repeat. \throws OptionError with
/// everything that is wrong
[[nodiscard]] std::vector<Lead> parse_montage(std::string_view text, const std::string& place);

/// 2 channels: both tibialis anterior, 4 + gastrocnemius medialis, 6 + soleus, 8 + gastrocnemius
/// lateralis, then peroneus and thigh; beyond 16 further electrodes over the same muscles. Left
/// leg's channels before right leg's, as a technician would plug them in.
[[nodiscard]] std::vector<Lead> usual_leads(int channels);

}  // namespace noctemg::synth
