#pragma once

/// \file
/// What PLUX documents of its sensors: full scale and unit per sensor and device.

#include <optional>
#include <string_view>

namespace noctemg::io {

/// value = (code / 2^bits - 1/2) * full_scale, in `unit`.
struct TransferFunction {
  double full_scale = 0;
  std::string_view unit;
};

/// Nothing for a sensor or device whose documentation is not known here.
/// \param device  attribute `device`, e.g. "channeller", "bitalino_rev"
/// \param sensor  attribute `sensor`, e.g. "EMG", "EMGBITREV"
[[nodiscard]] std::optional<TransferFunction> transfer_function(std::string_view device,
                                                                std::string_view sensor);
[[nodiscard]] bool is_emg_sensor(std::string_view sensor) noexcept;

}  // namespace noctemg::io
