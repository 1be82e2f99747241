#include "shared_sources.hpp"

#include <algorithm>
#include <cmath>

namespace noctemg::synth {

Heart::Heart(const ArtifactParameters& parameters, std::uint64_t key)
    : draw_(key), mean_hz_(parameters.heart_hz) {}

void Heart::next_beat() {
  const double interval = draw_.clipped_normal(1, 0.05, 0.7, 1.4) / mean_hz_;
  std::shift_left(beats_.begin(), beats_.end(), 1);
  beats_[3] = beats_[2] + interval;
}

/// A biphasic wave of about 90 ms: the derivative of a bell curve.
void Heart::render(std::int64_t second, std::span<double> out) {
  constexpr double width_s = 0.018;
  constexpr double reach_s = 5 * width_s;
  const auto begin = static_cast<double>(second);
  const auto rate = static_cast<double>(out.size());
  std::ranges::fill(out, 0.0);
  while (beats_[3] < begin + 1 + reach_s) next_beat();
  for (const double beat : beats_) {
    const double first = std::ceil((beat - reach_s - begin) * rate);
    const double last = std::floor((beat + reach_s - begin) * rate);
    for (double n = std::max(0.0, first); n <= std::min(last, rate - 1); ++n) {
      const double u = (begin + n / rate - beat) / width_s;
      out[static_cast<std::size_t>(n)] -= u * exact_exp(0.5 - u * u / 2);
    }
  }
}

void Mains::render(std::int64_t second, std::span<double> out) {
  const auto rate = static_cast<double>(out.size());
  const double wander = random_curve(key_, static_cast<double>(second) / 60);
  const double hz = p_.mains_hz + p_.mains_wander_hz * wander;
  for (std::size_t n = 0; n < out.size(); ++n) {
    const double turns = turns_ + hz * static_cast<double>(n) / rate;
    double y = sin_cos_turns(turns).first;
    // A recorder's anti-aliasing filter lets nothing above the Nyquist frequency through.
    if (3 * hz < rate / 2) y += p_.third_harmonic * sin_cos_turns(3 * turns + 0.1).first;
    if (5 * hz < rate / 2) y += p_.fifth_harmonic * sin_cos_turns(5 * turns + 0.3).first;
    out[n] = hz < rate / 2 ? y : 0;
  }
  turns_ += hz;
  turns_ -= std::floor(turns_);
}

}  // namespace noctemg::synth
