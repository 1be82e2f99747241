#include "channel_source.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "random.hpp"

namespace noctemg::synth {
namespace {

constexpr double cable_low_hz = 1;  // a cable sways at a few hertz; De Luca 2010: below 20 Hz
constexpr double cable_high_hz = 6;

std::vector<Disturbance> disturbances_of(const Script& script, std::size_t electrode) {
  std::vector<Disturbance> own;
  std::ranges::copy_if(script.disturbances, std::back_inserter(own),
                       [&](const Disturbance& d) { return d.electrode == electrode; });
  return own;
}

/// The samples of this second in which a disturbance lasts, half-open.
std::pair<std::size_t, std::size_t> frames_of(const Disturbance& d, double begin_s, double rate) {
  const auto clip = [&](double t) {
    return static_cast<std::size_t>(std::clamp(std::ceil((t - begin_s) * rate), 0.0, rate));
  };
  return {clip(d.onset_s), clip(d.end_s())};
}

}  // namespace

ChannelSource::ChannelSource(const Script& script, std::size_t electrode, std::int64_t rate)
    : electrode_(script.legs.electrodes[electrode]),
      index_(electrode),
      site_(script.legs.sites[electrode_.site()]),
      muscle_(script.parameters.muscle),
      artifact_(script.parameters.artifact),
      noise_key_(make_key({script.legs.key, 110, electrode})),
      rest_key_(make_key({script.legs.key, 100, electrode})),
      drift_key_(make_key({script.legs.key, 101, electrode_.site()})),
      rate_(static_cast<double>(rate)),
      disturbances_(disturbances_of(script, electrode)),
      rest_(site_.low_corner_hz, site_.high_corner_hz, rate_),
      cable_(cable_low_hz, cable_high_hz, rate_) {
  const MuscleParameters& p = muscle_;
  Draw draw(make_key({script.legs.key, 111, electrode}));
  const double mean_s = 3600 / p.contact_steps_per_hour;
  for (double t = 0; t < script.duration_s; t += draw.exponential(mean_s)) {
    contacts_.push_back({t, exact_exp(draw.normal(0, p.contact_step))});
  }
}

double ChannelSource::noise_uv(double t_s) const {
  const auto after = std::ranges::upper_bound(contacts_, t_s, {}, &Contact::from_s);
  return muscle_.amplifier_uv * std::prev(after)->factor;
}

double ChannelSource::resting_uv(double t_s) const {
  return site_.resting_uv *
         exact_exp(muscle_.drift * random_curve(drift_key_, t_s / muscle_.drift_s));
}

/// Rough normal numbers are enough: the filter sums many of them.
void ChannelSource::add_rest(std::int64_t second, std::span<double> out) {
  const auto begin_s = static_cast<double>(second);
  const auto first = static_cast<std::uint64_t>(second) * out.size();
  double level = resting_uv(begin_s);
  const double step = (resting_uv(begin_s + 1) - level) / rate_;
  for (std::size_t n = 0; n < out.size(); ++n) {
    out[n] += level * rest_.process(random_rough_normal(rest_key_, first + n));
    level += step;
  }
}

void ChannelSource::add_noise(const Second& second, std::span<double> out) const {
  const double noise = noise_uv(static_cast<double>(second.number));
  const auto first = static_cast<std::uint64_t>(second.number) * out.size();
  for (std::size_t n = 0; n < out.size(); ++n) {
    out[n] += noise * random_rough_normal(noise_key_, first + n) +
              electrode_.ecg_uv * second.heart[n] + artifact_.hum_floor_uv * second.mains[n];
  }
}

void ChannelSource::sway(const Disturbance& d, double begin_s, std::span<double> out) {
  const auto [first, last] = frames_of(d, begin_s, rate_);
  const double ramp = std::min(0.15, d.duration_s / 4);
  const auto base = static_cast<std::uint64_t>(begin_s) * out.size();
  for (std::size_t n = first; n < last; ++n) {
    const double t = begin_s + static_cast<double>(n) / rate_ - d.onset_s;
    const double white = random_normals(d.key, base + n).first;
    out[n] += d.level_uv * trapezoid(t, d.duration_s, ramp, ramp) * cable_.process(white);
  }
}

void ChannelSource::disturb(const Disturbance& d, const Second& second, std::span<double> out) {
  const auto begin_s = static_cast<double>(second.number);
  const auto [first, last] = frames_of(d, begin_s, rate_);
  switch (d.kind) {
    case DisturbanceKind::cable:
      sway(d, begin_s, out);
      break;
    case DisturbanceKind::hum:
      for (std::size_t n = first; n < last; ++n) {
        const double t = begin_s + static_cast<double>(n) / rate_ - d.onset_s;
        out[n] += d.level_uv * trapezoid(t, d.duration_s, 0.2, 0.2) * second.mains[n];
      }
      break;
    case DisturbanceKind::pop:
      for (std::size_t n = first; n < last; ++n) {
        const double t = begin_s + static_cast<double>(n) / rate_ - d.onset_s;
        out[n] += d.level_uv * exact_exp(-t / d.decay_s);
      }
      break;
    case DisturbanceKind::lead_off_flat:
    case DisturbanceKind::lead_off_open:
      break;  // replace the signal, see come_off
  }
}

void ChannelSource::come_off(const Disturbance& d, const Second& second,
                             std::span<double> out) const {
  const auto [first, last] = frames_of(d, static_cast<double>(second.number), rate_);
  const auto base = static_cast<std::uint64_t>(second.number) * out.size();
  for (std::size_t n = first; n < last; ++n) {
    out[n] = d.kind == DisturbanceKind::lead_off_flat
                 ? 0
                 : d.level_uv * second.mains[n] + 5 * random_rough_normal(d.key, base + n);
  }
}

void ChannelSource::render(const Second& second, std::span<double> out) {
  std::ranges::copy_n(second.muscles[index_].begin(), std::ssize(out), out.begin());
  add_rest(second.number, out);
  add_noise(second, out);
  const auto begin_s = static_cast<double>(second.number);
  const std::span<const Disturbance> active = disturbances_.during(begin_s, begin_s + 1);
  for (const Disturbance& d : active) disturb(d, second, out);
  for (const Disturbance& d : active) {
    if (d.kind == DisturbanceKind::lead_off_flat || d.kind == DisturbanceKind::lead_off_open) {
      come_off(d, second, out);
    }
  }
  const double high = artifact_.rail_uv - artifact_.rail_uv / 32768;  // 16 bits: one step less
  for (double& x : out) x = std::clamp(x, -artifact_.rail_uv, high);
}

}  // namespace noctemg::synth
