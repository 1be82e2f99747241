#include "night_signal.hpp"

namespace noctemg::synth {

NightSignal::NightSignal(const Script& script, std::int64_t rate)
    : heart_(script.parameters.body, make_key({script.legs.key, 120})),
      mains_(script.parameters.artifact, make_key({script.legs.key, 121})) {
  const auto frames = static_cast<std::size_t>(rate);
  for (std::size_t s = 0; s < script.legs.sites.size(); ++s) {
    muscles_.emplace_back(script, s, rate);
  }
  for (std::size_t c = 0; c < script.legs.electrodes.size(); ++c) {
    if (script.leads[script.legs.electrodes[c].channel].rate_hz != rate) continue;
    electrodes_.push_back(c);
    channels_.emplace_back(script, c, rate);
  }
  second_.muscles.assign(muscles_.size(), std::vector<double>(frames));
  second_.heart.resize(frames);
  second_.mains.resize(frames);
}

void NightSignal::render(std::int64_t number, std::span<const std::span<double>> out) {
  second_.number = number;
  for (std::size_t s = 0; s < muscles_.size(); ++s) muscles_[s].render(number, second_.muscles[s]);
  heart_.render(number, second_.heart);
  mains_.render(number, second_.mains);
  for (std::size_t c = 0; c < channels_.size(); ++c) channels_[c].render(second_, out[c]);
}

}  // namespace noctemg::synth
