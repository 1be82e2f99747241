#include "course.hpp"

#include <algorithm>

#include "random.hpp"

namespace noctemg::synth {

double trapezoid(double t_s, double duration_s, double rise_s, double fall_s) {
  if (t_s < 0 || t_s >= duration_s) return 0;
  const double up = t_s < rise_s ? t_s / rise_s : 1;
  const double left = duration_s - t_s;
  const double down = left < fall_s ? left / fall_s : 1;
  return std::min(up, down);
}

double amplitude_uv(const Burst& b, double t_s, double fluctuation_hz) {
  const double t = t_s - b.onset_s;
  double a = b.level_uv * trapezoid(t, b.duration_s, b.rise_s, b.fall_s);
  if (a == 0) return 0;
  if (b.modulation_depth > 0) {
    a *= 1 + b.modulation_depth * sin_cos_turns(t * b.modulation_hz).first;
  }
  if (b.fluctuation > 0) a *= exact_exp(b.fluctuation * random_curve(b.key, t * fluctuation_hz));
  return a;
}

double pitch(const Burst& b, double t_s) {
  const double share = std::clamp((t_s - b.onset_s) / fatigue_s, 0.0, 1.0);
  return b.pitch * (1 - b.pitch_fall * share);
}

}  // namespace noctemg::synth
