#include "script.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "draft.hpp"

namespace noctemg::synth {
namespace {

void fill_hypnogram(Draft& draft) {
  const auto end = static_cast<Ticks>(draft.script.duration_s) * ticks_per_second;
  std::vector<StageInterval>& out = draft.script.hypnogram.intervals;
  for (std::size_t e = 0; e < draft.epochs.size(); ++e) {
    const Ticks begin = static_cast<Ticks>(e) * 30 * ticks_per_second;
    const Ticks stop = std::min(begin + 30 * ticks_per_second, end);
    if (!out.empty() && out.back().stage == draft.epochs[e]) {
      out.back().end = stop;
    } else {
      out.push_back({begin, stop, draft.epochs[e]});
    }
  }
  draft.script.hypnogram.source = "simulated";
}

void sort_all(Script& script) {
  std::ranges::stable_sort(script.bursts, {}, &Burst::onset_s);
  std::ranges::stable_sort(script.disturbances, {}, &Disturbance::onset_s);
  std::ranges::stable_sort(script.motions, {}, &Motion::onset_s);
  std::ranges::stable_sort(script.turns, {}, &Turn::t_s);
  for (Episode& e : script.episodes) e.stage = script.hypnogram.at(e.onset);
  std::ranges::stable_sort(script.episodes, [](const Episode& a, const Episode& b) {
    return std::tie(a.onset, a.channels) < std::tie(b.onset, b.channels);
  });
}

}  // namespace

Script write_script(const Setup& setup) {
  Script script;
  script.id = setup.id;
  script.parameters = setup.parameters;
  script.leads = setup.leads;
  script.legs = make_legs(setup.leads, setup.parameters, setup.key);
  script.duration_s = setup.duration_s;
  Draft draft(script);
  // What is rare and long finds its place first; what is frequent and short fills the rest.
  write_sleep(draft);
  write_cramps(draft);
  write_walks(draft);
  write_absent_electrodes(draft);
  write_tone(draft);
  write_trains(draft);
  write_movements(draft);
  write_restlessness(draft);
  write_twitches(draft);
  write_artifacts(draft);
  fill_hypnogram(draft);
  sort_all(script);
  return script;
}

Script write_script(const NightPlan& plan) { return write_script(set_up(plan)); }

}  // namespace noctemg::synth
