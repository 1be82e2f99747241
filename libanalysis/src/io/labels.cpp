#include <array>

#include "noctemg/night.hpp"

namespace noctemg {

std::string_view to_text(Label label) noexcept {
  constexpr std::array<std::string_view, label_count> names = {
      "cramp", "leg_movement",  "large_movement", "rhythmic",
      "tonic", "cocontraction", "twitch",         "artifact"};
  const auto index = static_cast<std::size_t>(label);
  return index < names.size() ? names[index] : "n/a";
}

std::string_view to_text(Certainty certainty) noexcept {
  switch (certainty) {
    case Certainty::possible:
      return "possible";
    case Certainty::probable:
      return "probable";
    case Certainty::none:
      break;
  }
  return "n/a";
}

}  // namespace noctemg
