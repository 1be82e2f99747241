#include "noctemg/recording.hpp"

namespace noctemg {

std::string_view to_text(Side side) noexcept {
  switch (side) {
    case Side::left:
      return "left";
    case Side::right:
      return "right";
    case Side::unknown:
      break;
  }
  return "n/a";
}

std::string_view to_text(Role role) noexcept {
  switch (role) {
    case Role::emg:
      return "emg";
    case Role::ecg:
      return "ecg";
    case Role::accel:
      return "accel";
    case Role::angle:
      return "angle";
    case Role::position:
      return "position";
    case Role::marker:
      return "marker";
    case Role::eeg:
      return "eeg";
    case Role::ignore:
      break;
  }
  return "ignore";
}

Ticks Recording::span() const noexcept {
  return segments.empty() ? 0 : segments.back().start + segments.back().duration;
}

}  // namespace noctemg
