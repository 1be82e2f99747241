#include "muscle_source.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include "random.hpp"

namespace noctemg::synth {
namespace {

constexpr std::int64_t steps_per_second = 500;

std::vector<Burst> bursts_of(const Script& script, std::size_t site) {
  std::vector<Burst> own;
  std::ranges::copy_if(script.bursts, std::back_inserter(own),
                       [&](const Burst& b) { return b.site == site; });
  return own;
}

}  // namespace

MuscleSource::MuscleSource(const Script& script, std::size_t site, std::int64_t rate)
    : site_(script.legs.sites[site]),
      parameters_(script.parameters.muscle),
      noise_key_(make_key({script.legs.key, 100, site})),
      drift_key_(make_key({script.legs.key, 101, site})),
      rate_(rate),
      bursts_(bursts_of(script, site)),
      filter_(site_.low_corner_hz, site_.high_corner_hz, static_cast<double>(rate)),
      envelope_(static_cast<std::size_t>(steps_per_second) + 1) {}

double MuscleSource::resting_uv(double t_s) const {
  const double drift = random_curve(drift_key_, t_s / parameters_.drift_s);
  return site_.resting_uv * exact_exp(parameters_.drift * drift);
}

/// Muscle tone and all bursts are independent sources: their powers add.
void MuscleSource::fill_envelope(double begin_s, std::span<const Burst> bursts) {
  const double from = resting_uv(begin_s);
  const double to = resting_uv(begin_s + 1);
  for (std::size_t k = 0; k < envelope_.size(); ++k) {
    const double share = static_cast<double>(k) / static_cast<double>(steps_per_second);
    const double rest = from + (to - from) * share;
    double power = rest * rest;
    for (const Burst& b : bursts) {
      const double a = amplitude_uv(b, begin_s + share, parameters_.fluctuation_hz);
      power += a * a;
    }
    envelope_[k] = std::sqrt(power);
  }
}

/// The strongest burst of the second sets the spectrum.
void MuscleSource::follow_pitch(double begin_s, std::span<const Burst> bursts) {
  double wanted = 1;
  if (!bursts.empty()) {
    wanted = pitch(*std::ranges::max_element(bursts, {}, &Burst::level_uv), begin_s + 0.5);
  }
  if (wanted == pitch_) return;
  pitch_ = wanted;
  filter_.set_corners(site_.low_corner_hz * pitch_, site_.high_corner_hz * pitch_);
}

void MuscleSource::render(std::int64_t second, std::span<double> out) {
  const auto begin_s = static_cast<double>(second);
  const std::span<const Burst> bursts = bursts_.during(begin_s, begin_s + 1);
  follow_pitch(begin_s, bursts);
  fill_envelope(begin_s, bursts);
  const auto first_pair = static_cast<std::uint64_t>(second * ((rate_ + 1) / 2));
  const double steps_per_frame = static_cast<double>(steps_per_second) / static_cast<double>(rate_);
  double spare = 0;
  for (std::size_t n = 0; n < out.size(); ++n) {
    double white = spare;
    if (n % 2 == 0) std::tie(white, spare) = random_normals(noise_key_, first_pair + n / 2);
    const double position = static_cast<double>(n) * steps_per_frame;
    const auto step = static_cast<std::size_t>(position);
    const double share = position - static_cast<double>(step);
    const double level = envelope_[step] + (envelope_[step + 1] - envelope_[step]) * share;
    out[n] = level * filter_.process(white);
  }
}

}  // namespace noctemg::synth
