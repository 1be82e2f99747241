#include "recording_signal.hpp"

#include <set>
#include <utility>

namespace noctemg::synth {

RecordingSignal::RecordingSignal(const Script& script) {
  std::set<std::int64_t> emg_rates;
  for (std::size_t c = 0; c < script.leads.size(); ++c) {
    const Lead& lead = script.leads[c];
    first_.push_back(values_);
    values_ += static_cast<std::size_t>(lead.rate_hz);
    const double uv = uv_per_unit(lead.unit);
    scale_.push_back(uv > 0 ? 1 / uv : 1);
    if (lead.is_leg_muscle()) {
      emg_rates.insert(lead.rate_hz);
    } else {
      others_.push_back({c, make_body_source(script, c)});
    }
  }
  first_.push_back(values_);
  for (const Electrode& e : script.legs.electrodes) channel_of_electrode_.push_back(e.channel);
  for (const std::int64_t rate : emg_rates) emg_.emplace_back(script, rate);
}

std::span<double> RecordingSignal::part(std::span<double> out, std::size_t channel) const {
  return out.subspan(first_[channel], first_[channel + 1] - first_[channel]);
}

void RecordingSignal::render(std::int64_t number, std::span<double> out) {
  for (NightSignal& group : emg_) {
    std::vector<std::span<double>> parts;
    for (const std::size_t e : group.electrodes()) {
      parts.push_back(part(out, channel_of_electrode_[e]));
    }
    group.render(number, parts);
  }
  for (const Other& other : others_) other.source->render(number, part(out, other.channel));
  for (std::size_t c = 0; c < scale_.size(); ++c) {
    if (scale_[c] == 1) continue;
    for (double& x : part(out, c)) x *= scale_[c];
  }
}

OutputRecording output_of(const Script& script, const ClockTime& start) {
  OutputRecording out;
  out.start = start;
  for (const Lead& lead : script.leads) {
    double rail = script.parameters.artifact.rail_uv;
    if (const double uv = uv_per_unit(lead.unit); uv > 0) rail /= uv;
    if (lead.role == Role::position) rail = 327.68;
    if (lead.role == Role::accel || lead.role == Role::ignore) rail = 3.2768;
    OutputChannel c;
    c.label = lead.label;
    c.unit = lead.unit;
    c.rate_hz = static_cast<double>(lead.rate_hz);
    c.physical_min = -rail;
    c.physical_max = rail - rail / 32768;  // 16 bits: one step less
    if (lead.reversed) std::swap(c.physical_min, c.physical_max);
    c.prefilter = "simulated";
    c.muscle = lead.muscle;
    c.side = lead.side;
    c.role = lead.role;
    out.channels.push_back(std::move(c));
  }
  return out;
}

}  // namespace noctemg::synth
