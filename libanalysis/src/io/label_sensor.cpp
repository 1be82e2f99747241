#include "io/label_sensor.hpp"

#include <algorithm>
#include <array>

#include "io/plain_text.hpp"

namespace noctemg::io {
namespace {

struct Sensor {
  std::string_view word;
  Role role;
  bool begins = false;  ///< the token may go on after the word
};

constexpr std::array sensors = {
    Sensor{"eeg", Role::eeg, true},
    Sensor{"eog", Role::ignore, true},
    Sensor{"leog", Role::ignore},
    Sensor{"reog", Role::ignore},
    Sensor{"ieog", Role::ignore},
    Sensor{"veog", Role::ignore},
    Sensor{"heog", Role::ignore},
    Sensor{"loc", Role::ignore},
    Sensor{"roc", Role::ignore},
    Sensor{"ecg", Role::ecg, true},
    Sensor{"ekg", Role::ecg, true},
    Sensor{"acc", Role::accel},
    Sensor{"accx", Role::accel},
    Sensor{"accy", Role::accel},
    Sensor{"accz", Role::accel},
    Sensor{"accel", Role::accel, true},
    Sensor{"actigraphy", Role::accel},
    Sensor{"gyr", Role::ignore, true},
    Sensor{"angle", Role::angle},
    Sensor{"gonio", Role::angle, true},
    Sensor{"pos", Role::position},
    Sensor{"posi", Role::position, true},
    Sensor{"bodypos", Role::position, true},
    Sensor{"body", Role::position},
    Sensor{"lage", Role::position},
    Sensor{"status", Role::marker},
    Sensor{"trig", Role::marker, true},
    Sensor{"dtrig", Role::marker},
    Sensor{"event", Role::marker, true},
    Sensor{"marker", Role::marker, true},
    Sensor{"mark", Role::marker},
    Sensor{"stim", Role::marker, true},
    Sensor{"button", Role::marker},
    Sensor{"sync", Role::marker},
    Sensor{"digital", Role::marker},
    Sensor{"thor", Role::ignore, true},
    Sensor{"chest", Role::ignore},
    Sensor{"abdo", Role::ignore, true},
    Sensor{"resp", Role::ignore, true},
    Sensor{"effort", Role::ignore},
    Sensor{"rip", Role::ignore},
    Sensor{"flow", Role::ignore, true},
    Sensor{"nasal", Role::ignore},
    Sensor{"air", Role::ignore},
    Sensor{"airflow", Role::ignore, true},
    Sensor{"cannula", Role::ignore},
    Sensor{"c\xC3\xA2nula", Role::ignore},
    Sensor{"c\xC3\x82nula", Role::ignore},
    Sensor{"therm", Role::ignore, true},
    Sensor{"temp", Role::ignore},
    Sensor{"temperature", Role::ignore},
    Sensor{"snor", Role::ignore, true},
    Sensor{"mic", Role::ignore},
    Sensor{"microphone", Role::ignore},
    Sensor{"sound", Role::ignore},
    Sensor{"cpap", Role::ignore},
    Sensor{"pap", Role::ignore},
    Sensor{"press", Role::ignore, true},
    Sensor{"pres", Role::ignore},
    Sensor{"etco2", Role::ignore},
    Sensor{"co2", Role::ignore},
    Sensor{"so2", Role::ignore},
    Sensor{"sao2", Role::ignore},
    Sensor{"spo2", Role::ignore},
    Sensor{"osat", Role::ignore},
    Sensor{"ox", Role::ignore},
    Sensor{"oxst", Role::ignore, true},
    Sensor{"oxi", Role::ignore, true},
    Sensor{"pleth", Role::ignore, true},
    Sensor{"ppg", Role::ignore},
    Sensor{"pulse", Role::ignore},
    Sensor{"puls", Role::ignore},
    Sensor{"hr", Role::ignore},
    Sensor{"heart", Role::ignore, true},
    Sensor{"light", Role::ignore},
    Sensor{"eda", Role::ignore},
    Sensor{"gsr", Role::ignore},
    Sensor{"batt", Role::ignore, true},
    Sensor{"imp", Role::ignore, true},
};

bool matches(const Sensor& sensor, std::string_view token) {
  if (token == sensor.word) return true;
  if (token.substr(0, sensor.word.size()) != sensor.word) return false;
  const auto rest = token.substr(sensor.word.size());
  return sensor.begins || rest.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Length of the electrode name of the 10-20, 10-10 system at the start of `text`, 0 when there is
/// none.
std::size_t electrode_length(std::string_view text) {
  constexpr std::array<std::string_view, 19> rows = {"fpz", "afp", "fp", "af", "ft", "fc", "tp",
                                                     "cp",  "po",  "fz", "f",  "t",  "c",  "p",
                                                     "o",   "i",   "n",  "m",  "a"};
  for (const auto row : rows) {
    if (text.substr(0, row.size()) != row) continue;
    std::size_t end = row.size();
    if (row.back() == 'z') return end;
    if (end < text.size() && text[end] == 'z') return row == "m" || row == "a" ? 0 : end + 1;
    while (end < text.size() && end < row.size() + 2 && is_digit(text[end])) ++end;
    if (end == row.size()) continue;
    const auto number = text.substr(row.size(), end - row.size());
    const bool paired_only = row == "m" || row == "a";  // mastoids and ears: one each side
    if (number == "0" || (number.size() == 2 && number != "10")) continue;
    if (paired_only && number != "1" && number != "2") continue;
    return end;
  }
  return 0;
}

/// "fp1", "c3a2": nothing but electrodes.
bool only_electrodes(std::string_view token) {
  while (!token.empty()) {
    const auto length = electrode_length(token);
    if (length == 0) return false;
    token.remove_prefix(length);
  }
  return true;
}

bool is_reference(std::string_view token) {
  constexpr std::array<std::string_view, 7> words = {"ref", "avg", "le", "ar", "cle", "lm", "car"};
  return std::find(words.begin(), words.end(), token) != words.end();
}

/// "Fp1-A2", "T3", "C4:M1", "Cz-Ref". E1 and E2 beside a mastoid are the eyes of the AASM montage.
std::optional<Role> electrode_role(const std::vector<std::string>& tokens) {
  bool electrode = false;
  bool eye = false;
  for (const auto& token : tokens) {
    const bool is_eye = token == "e1" || token == "e2";
    if (!is_eye && !only_electrodes(token) && !is_reference(token)) return std::nullopt;
    eye = eye || is_eye;
    electrode = electrode || (!is_eye && !is_reference(token));
  }
  if (!electrode) return std::nullopt;
  return eye ? Role::ignore : Role::eeg;
}

}  // namespace

UnitKind unit_kind(std::string_view unit) {
  const auto text = lower(trimmed(unit));
  const auto is_one_of = [&](std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), text) != list.end();
  };
  if (is_one_of({"uv", "mv", "nv", "v", "\xC2\xB5v", "\xCE\xBCv", "\xB5v"})) {
    return UnitKind::voltage;
  }
  if (is_one_of({"g", "mg", "m/s2", "m/s^2", "m/s\xC2\xB2"})) return UnitKind::acceleration;
  if (is_one_of({"deg", "degree", "degrees", "rad", "\xC2\xB0"})) return UnitKind::angle;
  if (is_one_of({"boolean", "bool"})) return UnitKind::switched;
  constexpr std::string_view degree_celsius = "\xC2\xB0\x63";  // no hexadecimal digit may follow B0
  if (is_one_of({"%", "bpm", "degc", degree_celsius, "c", "l/min", "l/s", "cmh2o", "mmhg", "lux",
                 "hz", "kpa", "pa", "hpa", "ohm", "kohm", "us", "db", "deg/s"})) {
    return UnitKind::other;
  }
  return UnitKind::unknown;
}

std::optional<Role> role_of_unit(UnitKind unit) noexcept {
  switch (unit) {
    case UnitKind::acceleration:
      return Role::accel;
    case UnitKind::angle:
      return Role::angle;
    case UnitKind::switched:
      return Role::marker;
    case UnitKind::other:
      return Role::ignore;
    case UnitKind::unknown:
    case UnitKind::voltage:
      break;
  }
  return std::nullopt;
}

std::optional<Role> sensor_role(std::string_view label, const std::vector<std::string>& tokens) {
  for (const auto& token : tokens) {
    for (const auto& sensor : sensors) {
      if (matches(sensor, token)) return sensor.role;
    }
  }
  if (tokens == std::vector<std::string>{"h", "r"}) return Role::ignore;  // "H.R."
  if (lower(trimmed(label)) == "abd") return Role::ignore;                // belt, not abductor
  return electrode_role(tokens);
}

bool is_socket_name(std::string_view label) noexcept {
  if (label.size() < 2 || label.size() > 3 || label[0] < 'A' || label[0] > 'H') return false;
  return label.find_first_not_of("0123456789", 1) == std::string_view::npos && label[1] != '0';
}

}  // namespace noctemg::io
