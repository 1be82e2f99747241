#include "night_signal.hpp"

#include <algorithm>
#include <cmath>

namespace noctemg::synth {

NightSignal::NightSignal(const Script& script, std::int64_t rate)
    : heart_(script.parameters.artifact, make_key({script.legs.key, 120})),
      mains_(script.parameters.artifact, make_key({script.legs.key, 121})) {
  const auto frames = static_cast<std::size_t>(rate);
  for (std::size_t s = 0; s < script.legs.sites.size(); ++s) {
    muscles_.emplace_back(script, s, rate);
  }
  for (std::size_t c = 0; c < script.legs.electrodes.size(); ++c) {
    channels_.emplace_back(script, c, rate);
  }
  const auto tail =
      static_cast<std::size_t>(std::ceil(longest_potential_s(rate) * static_cast<double>(rate)));
  second_.muscles.assign(channels_.size(), ChannelSamples(frames + tail, 0.0));
  second_.heart.resize(frames);
  second_.mains.resize(frames);
}

/// What reached beyond the last second begins this one.
void NightSignal::turn_second() {
  const auto frames = std::ssize(second_.heart);
  for (ChannelSamples& x : second_.muscles) {
    std::shift_left(x.begin(), x.end(), frames);
    std::fill(x.end() - std::min(frames, std::ssize(x)), x.end(), 0.0);
  }
}

void NightSignal::render(std::int64_t number, std::span<double> out) {
  turn_second();
  second_.number = number;
  for (MuscleSource& muscle : muscles_) muscle.render(number, second_.muscles);
  heart_.render(number, second_.heart);
  mains_.render(number, second_.mains);
  const std::size_t frames = second_.heart.size();
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    channels_[c].render(second_, out.subspan(c * frames, frames));
  }
}

}  // namespace noctemg::synth
