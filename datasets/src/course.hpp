#pragma once

/// \file
/// How strong something is at a moment: pure functions of time, so that a night can be rendered
/// second by second.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "script.hpp"

namespace noctemg::synth {

/// Height 0 to 1 of a trapezoid with the given ramps; 0 outside [0, duration).
[[nodiscard]] double trapezoid(double t_s, double duration_s, double rise_s, double fall_s);

/// RMS amplitude of a burst at a moment of the night, µV.
[[nodiscard]] double amplitude_uv(const Burst& burst, double t_s, double fluctuation_hz);

/// Time in which fatigue compresses the spectrum: field measurements speak of a minute.
inline constexpr double fatigue_s = 60;
/// Stretch of the spectrum at a moment of the burst.
[[nodiscard]] double pitch(const Burst& burst, double t_s);

/// The things of a list, sorted by onset, that touch the second at hand. Seconds must rise.
template <class Thing>
class Active {
 public:
  explicit Active(std::vector<Thing> sorted) : all_(std::move(sorted)) {}

  [[nodiscard]] std::span<const Thing> during(double begin_s, double end_s) {
    std::erase_if(now_, [&](const Thing& t) { return t.end_s() <= begin_s; });
    for (; next_ < all_.size() && all_[next_].onset_s < end_s; ++next_) now_.push_back(all_[next_]);
    return now_;
  }

 private:
  std::vector<Thing> all_;
  std::vector<Thing> now_;
  std::size_t next_ = 0;
};

}  // namespace noctemg::synth
