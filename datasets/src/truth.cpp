#include <fmt/format.h>

#include "script.hpp"

namespace noctemg::synth {
namespace {

Channel channel_of(const Legs& legs, const Electrode& electrode, const NightPlan& plan,
                   std::int64_t seconds_long) {
  const Site& site = legs.sites[electrode.site()];
  Channel c;
  c.label = electrode.label;
  c.unit = "uV";
  c.uv_per_unit = 1;
  c.rate = {static_cast<std::int64_t>(plan.rate_hz), 1};
  c.frame_count = c.rate.frames * seconds_long;
  c.muscle = muscle_name(site.muscle);
  c.side = site.side;
  c.role = Role::emg;
  return c;
}

}  // namespace

std::string night_id(const NightPlan& plan) {
  return fmt::format("{}-{}-{:03}", plan.scenario, plan.seed, plan.number);
}

NightTruth truth_of(const Script& script, const NightPlan& plan) {
  NightTruth truth;
  const auto seconds_long = static_cast<std::int64_t>(script.duration_s);
  Recording& r = truth.recording;
  r.id = night_id(plan);
  r.start =
      ClockTime{2024, 1, 15, 22, 30, 0, 0}.plus(Ticks{plan.number} * 86400 * ticks_per_second);
  r.duration = seconds_long * ticks_per_second;
  for (const Electrode& e : script.legs.electrodes) {
    r.channels.push_back(channel_of(script.legs, e, plan, seconds_long));
  }
  Segment whole;
  whole.duration = r.duration;
  for (const Channel& c : r.channels) {
    whole.first_frame.push_back(0);
    whole.frame_count.push_back(c.frame_count);
  }
  r.segments = {whole};
  truth.episodes = script.episodes;
  truth.hypnogram = script.hypnogram;
  return truth;
}

NightTruth plan_night(const NightPlan& plan) { return truth_of(write_script(plan), plan); }

}  // namespace noctemg::synth
