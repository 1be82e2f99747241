#include <algorithm>
#include <string>

#include "motor_drive.hpp"
#include "noctemg/error.hpp"
#include "noctemg/synth.hpp"

namespace noctemg::synth {

std::vector<Discharge> plan_discharges(const NightPlan& plan, std::size_t channel) {
  const Script script = write_script(plan);
  const std::vector<Electrode>& electrodes = script.legs.electrodes;
  const auto electrode = std::ranges::find(electrodes, channel, &Electrode::channel);
  if (electrode == electrodes.end()) {
    throw ArgumentError("channel: " + std::to_string(channel) +
                        (channel < script.leads.size()
                             ? " must be over a muscle of the leg"
                             : " must be below " + std::to_string(script.leads.size())));
  }
  const std::size_t site = electrode->site();
  const MotorPool pool(script.legs, script.parameters.unit, site);
  MotorDrive drive(script, site, pool);
  std::vector<Firing> firings;
  drive.advance(static_cast<std::int64_t>(script.duration_s) * steps_per_second, firings);
  std::vector<Discharge> out;
  out.reserve(firings.size());
  for (const Firing& f : firings) out.push_back({f.time_s, static_cast<int>(f.unit)});
  return out;
}

}  // namespace noctemg::synth
