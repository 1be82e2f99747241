#include "night_signal.hpp"

#include <algorithm>
#include <cmath>

namespace noctemg::synth {

NightSignal::NightSignal(const Script& script, std::int64_t rate)
    : heart_(script.parameters.body, make_key({script.legs.key, 120})),
      mains_(script.parameters.artifact, make_key({script.legs.key, 121})) {
  const Legs& legs = script.legs;
  for (std::size_t e = 0; e < legs.electrodes.size(); ++e) {
    if (script.leads[legs.electrodes[e].channel].rate_hz != rate) continue;
    electrodes_.push_back(e);
    channels_.emplace_back(script, e, rate);
  }
  for (std::size_t s = 0; s < legs.sites.size(); ++s) {
    const bool seen = std::ranges::any_of(electrodes_, [&](std::size_t e) {
      const std::vector<View>& views = legs.electrodes[e].views;
      return std::ranges::find(views, s, &View::site) != views.end();
    });
    if (seen) muscles_.emplace_back(script, s, rate, electrodes_);
  }
  const auto frames = static_cast<std::size_t>(rate);
  const auto tail =
      static_cast<std::size_t>(std::ceil(longest_potential_s(rate) * static_cast<double>(rate)));
  units_.assign(electrodes_.size(), ChannelSamples(frames + tail, 0.0));
  second_.heart.resize(frames);
  second_.mains.resize(frames);
}

/// What reached beyond the last second begins this one.
void NightSignal::turn_second() {
  const auto frames = std::ssize(second_.heart);
  for (ChannelSamples& x : units_) {
    std::shift_left(x.begin(), x.end(), frames);
    std::fill(x.end() - std::min(frames, std::ssize(x)), x.end(), 0.0);
  }
}

void NightSignal::render(std::int64_t number, std::span<const std::span<double>> out) {
  turn_second();
  second_.number = number;
  for (MuscleSource& muscle : muscles_) muscle.render(number, units_);
  heart_.render(number, second_.heart);
  mains_.render(number, second_.mains);
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    channels_[c].render(second_, units_[c], out[c]);
  }
}

}  // namespace noctemg::synth
