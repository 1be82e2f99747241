#include "body_source.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "course.hpp"
#include "noctemg/error.hpp"
#include "posture_source.hpp"
#include "shaping_filter.hpp"
#include "shared_sources.hpp"

namespace noctemg::synth {
namespace {

/// A quantity that follows the sleep stage with the given value each, over some ten seconds.
class StageLevel {
 public:
  using Of = double (*)(Stage, const BodyParameters&);
  StageLevel(const Script& script, Of value)
      : hypnogram_(script.hypnogram), p_(script.parameters.body), of_(value) {
    level_ = of_(hypnogram_.at(0), p_);
  }
  double at(std::int64_t second) {
    const double wanted = of_(hypnogram_.at(second * ticks_per_second), p_);
    level_ += 0.1 * (wanted - level_);
    return level_;
  }

 private:
  Hypnogram hypnogram_;
  BodyParameters p_;
  Of of_;
  double level_ = 0;
};

double delta_uv(Stage stage, const BodyParameters& p) {
  if (stage == Stage::n3) return p.eeg_delta_uv;
  return stage == Stage::n2 ? p.eeg_delta_uv / 3 : 0.1 * p.eeg_delta_uv;
}
double alpha_uv(Stage stage, const BodyParameters& p) {
  if (stage == Stage::wake) return p.eeg_alpha_uv;
  return stage == Stage::n1 ? 0.3 * p.eeg_alpha_uv : 0;
}
double chin_uv(Stage stage, const BodyParameters& p) {
  if (stage == Stage::wake) return p.chin_wake_uv;
  return stage == Stage::rem ? p.chin_rem_uv : p.chin_sleep_uv;
}

/// White noise to a narrow band, unit RMS: two poles beside the unit circle.
class Resonator {
 public:
  Resonator(double hz, double width_hz, double rate_hz) {
    const double r = exact_exp(-pi * width_hz / rate_hz);
    const auto turn = sin_cos_turns(hz / rate_hz);
    a1_ = 2 * r * turn.second;
    a2_ = -r * r;
    const double double_turn = 2 * turn.second * turn.second - 1;
    const double power =
        (1 + r * r) / ((1 - r * r) * (1 + r * r * r * r - 2 * r * r * double_turn));
    gain_ = 1 / std::sqrt(power);
  }
  double process(double white) {
    const double y = gain_ * white + a1_ * y1_ + a2_ * y2_;
    y2_ = y1_;
    y1_ = y;
    return y;
  }

 private:
  double a1_ = 0, a2_ = 0, gain_ = 1, y1_ = 0, y2_ = 0;
};

class Ecg final : public BodySource {
 public:
  Ecg(const Script& script, std::uint64_t key)
      : heart_(script.parameters.body, make_key({script.legs.key, 120}), HeartWave::chest),
        noise_key_(key) {
    Draw draw(make_key({key, 1}));
    peak_uv_ = draw.uniform(script.parameters.body.ecg_low_uv, script.parameters.body.ecg_high_uv);
  }
  void render(std::int64_t second, std::span<double> out) override {
    heart_.render(second, out);
    const auto first = static_cast<std::uint64_t>(second) * out.size();
    for (std::size_t n = 0; n < out.size(); ++n) {
      out[n] = peak_uv_ * out[n] + 3 * random_rough_normal(noise_key_, first + n);
    }
  }

 private:
  Heart heart_;
  std::uint64_t noise_key_;
  double peak_uv_ = 1000;
};

/// Octaves of low-passed noise together have a spectrum near 1/f; delta, alpha and spindles ride on
/// it as the stage wants.
class Eeg final : public BodySource {
 public:
  Eeg(const Script& script, std::uint64_t key, double rate_hz)
      : p_(script.parameters.body),
        hypnogram_(script.hypnogram),
        key_(key),
        pink_{ShapingFilter{0.3, 1, rate_hz}, {0.3, 4, rate_hz}, {0.3, 16, rate_hz}},
        delta_(0.4, 1.5, rate_hz),
        alpha_(10, 1.5, rate_hz),
        spindle_(13, 1, rate_hz),
        delta_level_(script, delta_uv),
        alpha_level_(script, alpha_uv) {}

  void render(std::int64_t second, std::span<double> out) override {
    const double delta = delta_level_.at(second);
    const double alpha = alpha_level_.at(second);
    const bool n2 = hypnogram_.at(second * ticks_per_second) == Stage::n2;
    const bool has_spindle =
        n2 && random_unit(make_key({key_, 1}), static_cast<std::uint64_t>(second)) <
                  p_.eeg_spindles_per_min / 60;
    const auto first = static_cast<std::uint64_t>(second) * out.size();
    for (std::size_t n = 0; n < out.size(); ++n) {
      const auto [a, b] = random_normals(key_, first + n);
      double x = 0;
      for (ShapingFilter& octave : pink_) x += octave.process(a);
      x *= p_.eeg_pink_uv / 2.5;  // their sum's RMS, as they share their noise
      x += delta * delta_.process(b) + alpha * alpha_.process(a - b) / 1.4142135623730951;
      const double t = static_cast<double>(n) / static_cast<double>(out.size());
      const double window = has_spindle ? trapezoid(t, 1, 0.4, 0.4) : 0;
      out[n] = x + window * p_.eeg_spindle_uv * spindle_.process(a + b) / 1.4142135623730951;
    }
  }

 private:
  BodyParameters p_;
  Hypnogram hypnogram_;
  std::uint64_t key_;
  std::array<ShapingFilter, 3> pink_;
  ShapingFilter delta_;
  Resonator alpha_;
  Resonator spindle_;
  StageLevel delta_level_;
  StageLevel alpha_level_;
};

/// EMG of the chin: tone by stage.
class Chin final : public BodySource {
 public:
  Chin(const Script& script, std::uint64_t key, double rate_hz)
      : key_(key), filter_(30, 100, rate_hz), level_(script, chin_uv) {}
  void render(std::int64_t second, std::span<double> out) override {
    const double level = level_.at(second);
    const auto first = static_cast<std::uint64_t>(second) * out.size();
    for (std::size_t n = 0; n < out.size(); ++n) {
      out[n] = level * filter_.process(random_rough_normal(key_, first + n)) +
               0.6 * random_rough_normal(make_key({key_, 1}), first + n);
    }
  }

 private:
  std::uint64_t key_;
  ShapingFilter filter_;
  StageLevel level_;
};

/// Air flow: a wave whose rate and depth wander.
class Breath final : public BodySource {
 public:
  Breath(const Script& script, std::uint64_t key)
      : hz_(script.parameters.body.breath_hz), key_(key) {}
  void render(std::int64_t second, std::span<double> out) override {
    const double at = static_cast<double>(second) / 20;
    const double hz = hz_ * exact_exp(0.1 * random_curve(key_, at));
    const double depth = exact_exp(0.2 * random_curve(make_key({key_, 1}), at));
    const auto rate = static_cast<double>(out.size());
    for (std::size_t n = 0; n < out.size(); ++n) {
      const double turns = turns_ + hz * static_cast<double>(n) / rate;
      out[n] = std::clamp(0.5 * depth * sin_cos_turns(turns).first, -3.0, 3.0);
    }
    turns_ += hz;
    turns_ -= std::floor(turns_);
  }

 private:
  double hz_;
  std::uint64_t key_;
  double turns_ = 0;
};

}  // namespace

std::unique_ptr<BodySource> make_body_source(const Script& script, std::size_t lead) {
  const Lead& wanted = script.leads[lead];
  const std::uint64_t key = make_key({script.legs.key, 150, lead});
  const auto rate_hz = static_cast<double>(wanted.rate_hz);
  switch (wanted.role) {
    case Role::emg:
      return std::make_unique<Chin>(script, key, rate_hz);
    case Role::ecg:
      return std::make_unique<Ecg>(script, key);
    case Role::eeg:
      return std::make_unique<Eeg>(script, key, rate_hz);
    case Role::accel:
      return make_accelerometer(script, lead, key);
    case Role::position:
      return make_position(script);
    case Role::ignore:
      return std::make_unique<Breath>(script, key);
    case Role::angle:
    case Role::marker:
      break;
  }
  throw ArgumentError(wanted.label + ": no such channel can be simulated");
}

}  // namespace noctemg::synth
