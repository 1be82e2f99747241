#pragma once

/// \file
/// Channels that are no EMG: told by label (EEG electrodes, ECG, breathing, markers) or unit.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/recording.hpp"

namespace noctemg::io {

enum class UnitKind { unknown, voltage, acceleration, angle, switched, other };
[[nodiscard]] UnitKind unit_kind(std::string_view unit);

/// Role of a channel whose unit cannot be an EMG; nullopt for voltages and unknown units.
[[nodiscard]] std::optional<Role> role_of_unit(UnitKind unit) noexcept;

/// Role::eeg, ecg, accel, angle, position, marker or ignore (eyes, breathing, oxygen, sound, ...)
/// when the label names such a sensor. \param tokens label_tokens(label)
[[nodiscard]] std::optional<Role> sensor_role(std::string_view label,
                                              const std::vector<std::string>& tokens);

/// True for a letter A to H and a number, as amplifiers with numbered sockets write them ("A1",
/// "B17"): a whole recording of these is an EEG cap.
[[nodiscard]] bool is_socket_name(std::string_view label) noexcept;

}  // namespace noctemg::io
