#include "posture_source.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "course.hpp"
#include "random.hpp"
#include "shaping_filter.hpp"

namespace noctemg::synth {
namespace {

/// How the body lies from a moment on.
struct Posture {
  double from_s = 0;
  int code = 0;  ///< 0 supine, 1 left, 2 right, 3 prone, 4 upright
};

std::vector<Posture> postures_of(const Script& script) {
  Draw draw(make_key({script.legs.key, 140}));
  std::vector<Posture> all = {{0, draw.whole(0, 3)}};
  for (const Turn& turn : script.turns) {
    const int step = draw.whole(1, 3);
    const int before = all.back().code == 4 ? 0 : all.back().code;
    all.push_back({turn.t_s, turn.upright ? 4 : (before + step) % 4});
  }
  return all;
}

class Position final : public BodySource {
 public:
  explicit Position(const Script& script) : postures_(postures_of(script)) {}
  void render(std::int64_t second, std::span<double> out) override {
    for (std::size_t n = 0; n < out.size(); ++n) {
      const double t =
          static_cast<double>(second) + static_cast<double>(n) / static_cast<double>(out.size());
      while (next_ < postures_.size() && postures_[next_].from_s <= t) ++next_;
      out[n] = postures_[next_ - 1].code;
    }
  }

 private:
  std::vector<Posture> postures_;
  std::size_t next_ = 1;
};

std::vector<Motion> motions_felt(const Script& script, Side side) {
  std::vector<Motion> felt;
  std::ranges::copy_if(script.motions, std::back_inserter(felt), [&](const Motion& m) {
    return side == Side::unknown || m.side == Side::unknown || m.side == side;
  });
  return felt;
}

/// One axis of an accelerometer: the part of gravity that the posture leaves it, and movements.
class Accelerometer final : public BodySource {
 public:
  Accelerometer(const Script& script, Side side, std::uint64_t key, double rate_hz)
      : noise_g_(script.parameters.body.accel_noise_g),
        key_(key),
        rate_hz_(rate_hz),
        shake_(1, std::min(6.0, rate_hz / 4), rate_hz),
        motions_(motions_felt(script, side)),
        postures_(postures_of(script)) {
    Draw draw(make_key({key, 1}));
    for (double& g : gravity_g_) g = draw.uniform(-1, 1);
    now_g_ = gravity_g_.at(static_cast<std::size_t>(postures_.front().code));
  }

  void render(std::int64_t second, std::span<double> out) override {
    const auto begin_s = static_cast<double>(second);
    const std::span<const Motion> active = motions_.during(begin_s, begin_s + 1);
    const auto first = static_cast<std::uint64_t>(second) * out.size();
    for (std::size_t n = 0; n < out.size(); ++n) {
      const double t = begin_s + static_cast<double>(n) / rate_hz_;
      while (next_ < postures_.size() && postures_[next_].from_s <= t) ++next_;
      const double wanted = gravity_g_.at(static_cast<std::size_t>(postures_[next_ - 1].code));
      now_g_ += (wanted - now_g_) * std::min(1.0, 2 / rate_hz_);  // half a second
      out[n] = now_g_ + noise_g_ * random_rough_normal(key_, first + n);
      if (active.empty()) continue;
      const double white = shake_.process(random_rough_normal(make_key({key_, 2}), first + n));
      for (const Motion& m : active) out[n] += felt(m, t, white);
      out[n] = std::clamp(out[n], -3.2, 3.2);
    }
  }

 private:
  static double felt(const Motion& m, double t_s, double white) {
    const double t = t_s - m.onset_s;
    const double ramp = std::min(0.3, m.duration_s / 3);
    const double beats = m.beats_hz > 0 ? sin_cos_turns(t * m.beats_hz).first : 0;
    return m.level_g * trapezoid(t, m.duration_s, ramp, ramp) * (0.7 * white + beats);
  }

  double noise_g_;
  std::uint64_t key_;
  double rate_hz_;
  ShapingFilter shake_;
  Active<Motion> motions_;
  std::vector<Posture> postures_;
  std::size_t next_ = 1;
  std::array<double, 5> gravity_g_{};
  double now_g_ = 0;
};

}  // namespace

std::unique_ptr<BodySource> make_position(const Script& script) {
  return std::make_unique<Position>(script);
}

std::unique_ptr<BodySource> make_accelerometer(const Script& script, std::size_t lead,
                                               std::uint64_t key) {
  const Lead& wanted = script.leads[lead];
  return std::make_unique<Accelerometer>(script, wanted.side, key,
                                         static_cast<double>(wanted.rate_hz));
}

}  // namespace noctemg::synth
