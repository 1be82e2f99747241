#include <algorithm>

#include "draft.hpp"

namespace noctemg::synth {
namespace {

/// Shares of a cycle: light sleep, deep sleep (less with every cycle), light again, REM (more).
Stage stage_in_cycle(double phase, int cycle) {
  const double deep = std::max(0.0, 0.30 - 0.09 * cycle);
  const double rem = std::min(0.35, 0.10 + 0.07 * cycle);
  if (phase < 0.05) return Stage::n1;
  if (phase < 0.30) return Stage::n2;
  if (phase < 0.30 + deep) return Stage::n3;
  if (phase < 1 - rem) return Stage::n2;
  return Stage::rem;
}

void add_awakenings(std::vector<Stage>& epochs, const SleepParameters& p, Draw& draw) {
  for (std::size_t i = 0; i < epochs.size(); ++i) {
    if (epochs[i] == Stage::wake || !draw.chance(p.awakening_share)) continue;
    const auto length = static_cast<std::size_t>(1 + draw.exponential(p.awakening_epochs));
    for (std::size_t k = i; k < std::min(i + length, epochs.size()); ++k) epochs[k] = Stage::wake;
    i += length;
  }
}

}  // namespace

void write_sleep(Draft& draft) {
  const SleepParameters& p = draft.script.parameters.sleep;
  Draw draw(make_key({draft.legs().key, 10}));
  const double night_s = draft.script.duration_s;
  const double latency = std::min(draw.uniform(p.latency_low_s, p.latency_high_s), 0.1 * night_s);
  double cycle_start = latency;
  double cycle_s = p.cycle_s * draw.uniform(0.85, 1.15);
  int cycle = 0;
  for (double t = 0; t < night_s; t += 30) {
    if (t - cycle_start >= cycle_s) {
      cycle_start += cycle_s;
      cycle_s = p.cycle_s * draw.uniform(0.85, 1.15);
      ++cycle;
    }
    draft.epochs.push_back(t < latency ? Stage::wake
                                       : stage_in_cycle((t - cycle_start) / cycle_s, cycle));
  }
  add_awakenings(draft.epochs, p, draw);
}

}  // namespace noctemg::synth
