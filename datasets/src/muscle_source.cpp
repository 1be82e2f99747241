#include "muscle_source.hpp"

#include <algorithm>
#include <cmath>

namespace noctemg::synth {
namespace {

constexpr double unseen_uv = 0.02;  // potentials below a fifth of a digital step are left out

std::size_t step_after(double t_s) {
  return static_cast<std::size_t>(std::ceil(t_s * static_cast<double>(steps_per_second)));
}

/// Energy of samples on the recorder's grid, divided by their rate.
double energy_at(std::span<const double> samples, double rate_hz) {
  double sum = 0;
  for (const double x : samples) sum += x * x;
  return sum / rate_hz;
}

}  // namespace

double longest_potential_s(std::int64_t rate) {
  return 0.1 + 12 / static_cast<double>(std::min<std::int64_t>(rate, 8192));
}

MuscleSource::MuscleSource(const Script& script, std::size_t site, std::int64_t rate,
                           std::span<const std::size_t> electrodes)
    : pool_(std::make_unique<const MotorPool>(script.legs, script.parameters.unit, site)),
      drive_(script, site, *pool_),
      recorder_(static_cast<double>(rate)),
      rate_hz_(static_cast<double>(rate)),
      templates_(pool_->units().size()) {
  const Legs& legs = script.legs;
  for (std::size_t c = 0; c < electrodes.size(); ++c) {
    for (const View& view : legs.electrodes[electrodes[c]].views) {
      if (view.site != site) continue;
      const ElectrodePlace place = place_of(legs, script.parameters.unit, electrodes[c], site);
      sights_.push_back({c, view.gain, place});
    }
  }
  double recorded = 0;
  double whole = 0;
  for (std::size_t k = 0; k < pool_->units().size(); ++k) {
    const MotorUnit& u = pool_->units()[k];
    const std::vector<double> own = recorder_.apply(pool_->potential(k, pool_->first_place()));
    recorded += u.peak_pps * energy_at(own, recorder_.rate_hz());
    whole += u.peak_pps * u.energy_uv2_s;
  }
  band_gain_ = std::sqrt(whole / recorded);
}

const MuscleSource::Templates& MuscleSource::templates_of(std::size_t unit) {
  Templates& all = templates_[unit];
  if (!all.empty()) return all;
  for (const Sight& sight : sights_) {
    std::vector<double> x = recorder_.apply(pool_->potential(unit, sight.place));
    double peak = 0;
    for (double& v : x) {
      v *= sight.gain * band_gain_;
      peak = std::max(peak, std::abs(v));
    }
    if (peak < unseen_uv) x.clear();
    all.emplace_back(x.begin(), x.end());
  }
  return all;
}

/// Templates lie on a finer grid than samples: linear interpolation at any time and stretch.
void MuscleSource::add(const Firing& firing, double begin_s, std::span<ChannelSamples> channels) {
  const Templates& templates = templates_of(firing.unit);
  const double at = (firing.time_s - begin_s) * rate_hz_;  // may lie before 0 by a hair, see render
  const double first = std::max(0.0, std::ceil(at));
  const double stride = recorder_.rate_hz() / rate_hz_ * firing.pitch;
  for (std::size_t s = 0; s < sights_.size(); ++s) {
    const std::vector<float>& wave = templates[s];
    if (wave.size() < 2) continue;
    ChannelSamples& out = channels[sights_[s].channel];
    const auto last = static_cast<double>(wave.size() - 1);
    double position = (first - at) * stride;
    for (auto n = static_cast<std::size_t>(first); n < out.size() && position < last; ++n) {
      const auto k = static_cast<std::size_t>(position);
      const auto low = static_cast<double>(wave[k]);
      const auto high = static_cast<double>(wave[k + 1]);
      out[n] += low + (high - low) * (position - static_cast<double>(k));
      position += stride;
    }
  }
}

/// The recorder's delay is taken back: what it puts out in this second happened a little later.
void MuscleSource::render(std::int64_t second, std::span<ChannelSamples> channels) {
  const std::size_t ahead = step_after(recorder_.delay_s());
  firings_.clear();
  drive_.advance((second + 1) * steps_per_second + static_cast<std::int64_t>(ahead), firings_);
  const double begin_s = static_cast<double>(second) + recorder_.delay_s();
  for (const Firing& f : firings_) add(f, begin_s, channels);
}

}  // namespace noctemg::synth
