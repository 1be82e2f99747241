#include "shared_sources.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace noctemg::synth {
namespace {

struct Bell {
  double at_s;
  double width_s;
  double height;
};
/// P, Q, R, S and T as bell curves about the R wave, after McSharry 2003 (at one beat a second).
constexpr std::array chest = {Bell{-0.17, 0.025, 0.12}, Bell{-0.026, 0.010, -0.10},
                              Bell{0, 0.011, 1}, Bell{0.028, 0.010, -0.20}, Bell{0.28, 0.06, 0.25}};
constexpr double leg_width_s = 0.018;

double reach_s(HeartWave wave) { return wave == HeartWave::leg ? 5 * leg_width_s : 0.6; }

double height(HeartWave wave, double t_s) {
  if (wave == HeartWave::leg) {
    const double u = t_s / leg_width_s;  // the derivative of a bell curve
    return -u * exact_exp(0.5 - u * u / 2);
  }
  double sum = 0;
  for (const Bell& bell : chest) {
    const double u = (t_s - bell.at_s) / bell.width_s;
    if (u * u < 60) sum += bell.height * exact_exp(-u * u / 2);
  }
  return sum;
}

}  // namespace

Heart::Heart(const BodyParameters& parameters, std::uint64_t key, HeartWave wave)
    : draw_(key), p_(parameters), wave_(wave) {}

void Heart::follow(double begin_s) {
  std::erase_if(beats_, [&](double beat) { return beat < begin_s - reach_s(wave_); });
  while (last_s_ < begin_s + 1 + reach_s(wave_)) {
    last_s_ += draw_.clipped_normal(1, p_.heart_spread, 0.5, 2) / p_.heart_hz;
    if (last_s_ >= begin_s - reach_s(wave_)) beats_.push_back(last_s_);
  }
}

void Heart::render(std::int64_t second, std::span<double> out) {
  const auto begin = static_cast<double>(second);
  const auto rate = static_cast<double>(out.size());
  std::ranges::fill(out, 0.0);
  follow(begin);
  for (const double beat : beats_) {
    const double first = std::ceil((beat - reach_s(wave_) - begin) * rate);
    const double last = std::floor((beat + reach_s(wave_) - begin) * rate);
    for (double n = std::max(0.0, first); n <= std::min(last, rate - 1); ++n) {
      out[static_cast<std::size_t>(n)] += height(wave_, begin + n / rate - beat);
    }
  }
}

/// A turning pointer, set anew every second so that rounding cannot add up.
void Mains::add_harmonic(double order, double share, double phase, double hz,
                         std::span<double> out) const {
  const auto rate = static_cast<double>(out.size());
  // A recorder's anti-aliasing filter lets nothing above the Nyquist frequency through.
  if (order * hz >= rate / 2) return;
  auto [y, x] = sin_cos_turns(order * turns_ + phase);
  const auto [sine, cosine] = sin_cos_turns(order * hz / rate);
  for (double& sample : out) {
    sample += share * y;
    const double next = y * cosine + x * sine;
    x = x * cosine - y * sine;
    y = next;
  }
}

void Mains::render(std::int64_t second, std::span<double> out) {
  const double hz =
      p_.mains_hz + p_.mains_wander_hz * random_curve(key_, static_cast<double>(second) / 60);
  std::ranges::fill(out, 0.0);
  add_harmonic(1, 1, 0, hz, out);
  add_harmonic(3, p_.third_harmonic, 0.1, hz, out);
  add_harmonic(5, p_.fifth_harmonic, 0.3, hz, out);
  add_harmonic(7, p_.seventh_harmonic, 0.6, hz, out);
  turns_ += hz;
  turns_ -= std::floor(turns_);
}

}  // namespace noctemg::synth
