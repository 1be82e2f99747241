#include "io/opensignals_sensor.hpp"

#include <algorithm>
#include <array>

// Sources: PLUX's EMG and ECG sensor data sheets, "Transfer Function":
//   EMG(V) = (ADC / 2^n - 1/2) * VCC / G, VCC = 3 V and G_EMG = 1000, G_ECG = 1019, G_EEG = 41990
//   on the biosignalsplux family; VCC = 3.3 V and G_EMG = 1009, G_ECG = 1100, G_EEG = 40000 on
//   BITalino (r)evolution. The first BITalino's G_EMG is 1008 in PLUX's own converter (raw_to_phy
//   of biosignalsnotebooks, whose device names are used here); an older note of the maker says
//   1000.

namespace noctemg::io {
namespace {

using namespace std::string_view_literals;

enum class Biosignal { emg, ecg, eeg, other };

template <std::size_t n>
bool lists(const std::array<std::string_view, n>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

constexpr std::array plux_devices{"bioplux"sv,         "bioplux_exp"sv, "biosignalsplux"sv,
                                  "rachimeter"sv,      "channeller"sv,  "swifter"sv,
                                  "ddme_openbanplux"sv};
constexpr std::array revolution_devices{"bitalino_rev"sv, "bitalino_riot"sv};
constexpr double plux_volt = 3.0;
constexpr double bitalino_volt = 3.3;

Biosignal sensor_of(std::string_view name) noexcept {
  if (lists(std::array{"EMG"sv, "EMGBIT"sv, "EMGBITREV"sv}, name)) return Biosignal::emg;
  if (lists(std::array{"ECG"sv, "ECGBIT"sv, "ECGBITREV"sv}, name)) return Biosignal::ecg;
  if (lists(std::array{"EEG"sv, "EEGBIT"sv, "EEGBITREV"sv}, name)) return Biosignal::eeg;
  return Biosignal::other;
}

}  // namespace

std::optional<TransferFunction> transfer_function(std::string_view device,
                                                  std::string_view sensor) {
  const Biosignal kind = sensor_of(sensor);
  if (lists(plux_devices, device)) {
    if (kind == Biosignal::emg) return TransferFunction{plux_volt / 1.0, "mV"};
    if (kind == Biosignal::ecg) return TransferFunction{plux_volt / 1.019, "mV"};
    if (kind == Biosignal::eeg) return TransferFunction{plux_volt / 0.04199, "uV"};
  } else if (device == "bitalino") {
    if (kind == Biosignal::emg) return TransferFunction{bitalino_volt / 1.008, "mV"};
    if (kind == Biosignal::ecg) return TransferFunction{bitalino_volt / 1.1, "mV"};
  } else if (lists(revolution_devices, device)) {
    if (kind == Biosignal::emg) return TransferFunction{bitalino_volt / 1.009, "mV"};
    if (kind == Biosignal::ecg) return TransferFunction{bitalino_volt / 1.1, "mV"};
    if (kind == Biosignal::eeg) return TransferFunction{bitalino_volt / 0.04, "uV"};
  }
  return std::nullopt;
}

bool is_emg_sensor(std::string_view sensor) noexcept { return sensor_of(sensor) == Biosignal::emg; }

}  // namespace noctemg::io
