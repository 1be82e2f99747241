#include "channel_source.hpp"

#include <algorithm>
#include <array>
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

constexpr std::size_t curve_steps = 20;  // per second, for curves slower than that

/// Values of a smooth curve at both ends and within one second.
template <class Curve>
std::array<double, curve_steps + 1> sampled(double begin_s, Curve curve) {
  std::array<double, curve_steps + 1> values{};
  for (std::size_t k = 0; k <= curve_steps; ++k) {
    values.at(k) = curve(begin_s + static_cast<double>(k) / curve_steps);
  }
  return values;
}

double between(const std::array<double, curve_steps + 1>& values, double share_of_second) {
  const double x = share_of_second * curve_steps;
  const auto k = std::min(static_cast<std::size_t>(x), curve_steps - 1);
  return values[k] + (values[k + 1] - values[k]) * (x - static_cast<double>(k));
}

}  // namespace

std::vector<ToneNode> tone_nodes(const Script& script, std::size_t electrode) {
  const Electrode& e = script.legs.electrodes[electrode];
  const double x = e.across_mm / script.parameters.muscle.tone_reach_mm;
  const double z = e.along_mm / script.parameters.muscle.tone_reach_mm;
  std::vector<ToneNode> nodes;
  double power = 0;
  for (const double i : {std::floor(x), std::floor(x) + 1}) {
    for (const double k : {std::floor(z), std::floor(z) + 1}) {
      const double weight = (1 - std::abs(x - i)) * (1 - std::abs(z - k));
      if (weight == 0) continue;
      const auto number = [](double v) {
        return static_cast<std::uint64_t>(static_cast<std::int64_t>(v));
      };
      nodes.push_back({make_key({script.legs.key, 100, e.site(), number(i), number(k)}), weight});
      power += weight * weight;
    }
  }
  for (ToneNode& node : nodes) node.weight /= std::sqrt(power);
  return nodes;
}

ChannelSource::ChannelSource(const Script& script, std::size_t electrode, std::int64_t rate)
    : electrode_(script.legs.electrodes[electrode]),
      site_(script.legs.sites[electrode_.site()]),
      muscle_(script.parameters.muscle),
      artifact_(script.parameters.artifact),
      noise_key_(make_key({script.legs.key, 110, electrode})),
      tone_(tone_nodes(script, electrode)),
      drift_key_(make_key({script.legs.key, 101, electrode_.site()})),
      floor_key_(make_key({script.legs.key, 112, electrode})),
      rate_(static_cast<double>(rate)),
      disturbances_(disturbances_of(script, electrode)),
      rest_(site_.low_corner_hz, site_.high_corner_hz, rate_),
      cable_(cable_low_hz, cable_high_hz, rate_) {
  Draw draw(make_key({script.legs.key, 111, electrode}));
  const double mean_s = 3600 / muscle_.contact_steps_per_hour;
  for (double t = 0; t < script.duration_s; t += draw.exponential(mean_s)) {
    contacts_.push_back({t, exact_exp(draw.normal(0, muscle_.contact_step)),
                         exact_exp(draw.normal(0, artifact_.gain_step))});
  }
  const double sway = draw.uniform(artifact_.sweat_low_uv, artifact_.sweat_high_uv);
  if (draw.chance(artifact_.sweat_share)) sweat_uv_ = sway;
}

const ChannelSource::Contact& ChannelSource::contact(double t_s) const {
  return *std::prev(std::ranges::upper_bound(contacts_, t_s, {}, &Contact::from_s));
}

double ChannelSource::noise_uv(double t_s) const {
  const double drift = random_curve(floor_key_, t_s / artifact_.floor_drift_s);
  return muscle_.amplifier_uv * contact(t_s).noise * exact_exp(artifact_.floor_drift * drift);
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
    double white = 0;
    for (const ToneNode& node : tone_) {
      white += node.weight * random_rough_normal(node.key, first + n);
    }
    out[n] += level * rest_.process(white);
    level += step;
  }
}

void ChannelSource::change_gain(double begin_s, std::span<double> out) const {
  const double gain = contact(begin_s).gain;
  for (double& x : out) x *= gain;
}

void ChannelSource::add_noise(const Second& second, std::span<double> out) const {
  const auto begin_s = static_cast<double>(second.number);
  const double noise = noise_uv(begin_s);
  const double drift = random_curve(make_key({floor_key_, 1}), begin_s / artifact_.mains_drift_s);
  const double hum = artifact_.hum_floor_uv * exact_exp(artifact_.mains_drift * drift);
  const auto first = static_cast<std::uint64_t>(second.number) * out.size();
  for (std::size_t n = 0; n < out.size(); ++n) {
    out[n] += noise * random_rough_normal(noise_key_, first + n) +
              electrode_.ecg_uv * second.heart[n] + hum * second.mains[n];
  }
}

void ChannelSource::add_sweat(double begin_s, std::span<double> out) const {
  if (sweat_uv_ == 0) return;
  const std::uint64_t key = make_key({floor_key_, 2});
  const auto sway = sampled(
      begin_s, [&](double t) { return sweat_uv_ * random_curve(key, t / artifact_.sweat_s); });
  for (std::size_t n = 0; n < out.size(); ++n) {
    out[n] += between(sway, static_cast<double>(n) / rate_);
  }
}

/// Hum that comes and goes, and of a loose electrode hum whose amplitude wanders.
void ChannelSource::add_hum(const Disturbance& d, const Second& second,
                            std::span<double> out) const {
  const auto begin_s = static_cast<double>(second.number);
  const auto [first, last] = frames_of(d, begin_s, rate_);
  const bool loose = d.kind == DisturbanceKind::loose;
  const auto level = sampled(begin_s, [&](double t) {
    const double wander = loose ? random_curve(d.key, t / artifact_.loose_wander_s) : 0;
    return d.level_uv * exact_exp(artifact_.loose_wander * wander);
  });
  for (std::size_t n = first; n < last; ++n) {
    const double share = static_cast<double>(n) / rate_;
    const double t = begin_s + share - d.onset_s;
    out[n] += between(level, share) * trapezoid(t, d.duration_s, 0.2, 0.2) * second.mains[n];
  }
}

/// Spikes at random times and of random size that decay within milliseconds.
void ChannelSource::crackle(const Disturbance& d, double begin_s, std::span<double> out) {
  const auto [first, last] = frames_of(d, begin_s, rate_);
  const double decay_s = std::max(0.0015, 1 / rate_);
  const double decay = exact_exp(-1 / (decay_s * rate_));
  const double chance = std::min(1.0, artifact_.crackle_spikes_hz / rate_);
  // A spike that decays has the energy height^2 / (1 - decay^2).
  const double height = d.level_uv * std::sqrt((1 - decay * decay) / chance);
  const auto base = static_cast<std::uint64_t>(begin_s) * out.size();
  for (std::size_t n = first; n < last; ++n) {
    const std::uint64_t draw = base + n;
    spike_uv_ *= decay;
    if (random_unit(d.key, draw) < chance) {
      spike_uv_ += height * random_normals(make_key({d.key, 1}), draw).first;
    }
    const double t = begin_s + static_cast<double>(n) / rate_ - d.onset_s;
    out[n] += spike_uv_ * trapezoid(t, d.duration_s, 0.05, 0.05);
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
    case DisturbanceKind::crackle:
      crackle(d, begin_s, out);
      break;
    case DisturbanceKind::hum:
    case DisturbanceKind::loose:
      add_hum(d, second, out);
      break;
    case DisturbanceKind::pop:
      for (std::size_t n = first; n < last; ++n) {
        const double t = begin_s + static_cast<double>(n) / rate_ - d.onset_s;
        out[n] += d.level_uv * exact_exp(-t / d.decay_s);
      }
      break;
    case DisturbanceKind::lead_off_flat:
    case DisturbanceKind::lead_off_open:
    case DisturbanceKind::rail:
      break;  // replace the signal, see come_off
  }
}

void ChannelSource::come_off(const Disturbance& d, const Second& second,
                             std::span<double> out) const {
  const auto [first, last] = frames_of(d, static_cast<double>(second.number), rate_);
  const auto base = static_cast<std::uint64_t>(second.number) * out.size();
  for (std::size_t n = first; n < last; ++n) {
    if (d.kind == DisturbanceKind::lead_off_flat) out[n] = 0;
    if (d.kind == DisturbanceKind::rail) out[n] = d.level_uv;
    if (d.kind == DisturbanceKind::lead_off_open) {
      out[n] = d.level_uv * second.mains[n] + 5 * random_rough_normal(d.key, base + n);
    }
  }
}

void ChannelSource::render(const Second& second, std::span<const double> units,
                           std::span<double> out) {
  const auto begin_s = static_cast<double>(second.number);
  std::ranges::copy_n(units.begin(), std::ssize(out), out.begin());
  add_rest(second.number, out);
  change_gain(begin_s, out);
  add_noise(second, out);
  add_sweat(begin_s, out);
  const std::span<const Disturbance> active = disturbances_.during(begin_s, begin_s + 1);
  for (const Disturbance& d : active) disturb(d, second, out);
  for (const Disturbance& d : active) come_off(d, second, out);
  const double high = artifact_.rail_uv - artifact_.rail_uv / 32768;  // 16 bits: one step less
  for (double& x : out) x = std::clamp(x, -artifact_.rail_uv, high);
}

}  // namespace noctemg::synth
