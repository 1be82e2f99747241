#include "script.hpp"

namespace noctemg::synth {
namespace {

Channel channel_of(const Lead& lead, std::int64_t seconds_long) {
  Channel c;
  c.label = lead.label;
  c.unit = lead.unit;
  c.uv_per_unit = uv_per_unit(lead.unit);
  c.rate = {lead.rate_hz, 1};
  c.frame_count = lead.rate_hz * seconds_long;
  c.muscle = lead.muscle;
  c.side = lead.side;
  c.role = lead.role;
  c.site = lead.site;
  return c;
}

}  // namespace

NightTruth truth_of(const Script& script, int number) {
  NightTruth truth;
  const auto seconds_long = static_cast<std::int64_t>(script.duration_s);
  Recording& r = truth.recording;
  r.id = script.id;
  r.start = ClockTime{2024, 1, 15, 22, 30, 0, 0}.plus(Ticks{number} * 86400 * ticks_per_second);
  r.duration = seconds_long * ticks_per_second;
  for (const Lead& lead : script.leads) r.channels.push_back(channel_of(lead, seconds_long));
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

NightTruth plan_night(const NightPlan& plan) { return truth_of(write_script(plan), plan.number); }

}  // namespace noctemg::synth
