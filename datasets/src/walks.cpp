#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "draft.hpp"

namespace noctemg::synth {
namespace {

/// When in the stride of its own leg a muscle is active, as shares of the stride from the heel's
/// touching the ground (Perry and Burnfield, Gait Analysis, 2010: the usual schedule, rounded).
struct Phase {
  LegMuscle muscle;
  double begin;
  double end;
};
constexpr std::array phases = {
    Phase{LegMuscle::ta, 0.60, 1.10},  Phase{LegMuscle::gm, 0.10, 0.50},
    Phase{LegMuscle::gl, 0.10, 0.50},  Phase{LegMuscle::sol, 0.10, 0.52},
    Phase{LegMuscle::pl, 0.15, 0.55},  Phase{LegMuscle::vl, 0.90, 1.20},
    Phase{LegMuscle::vm, 0.90, 1.20},  Phase{LegMuscle::rf, 0.55, 0.70},
    Phase{LegMuscle::bf, 0.85, 1.10},  Phase{LegMuscle::st, 0.85, 1.10},
    Phase{LegMuscle::ah, 0.20, 0.60},  Phase{LegMuscle::fhb, 0.20, 0.60},
    Phase{LegMuscle::edb, 0.20, 0.60},
};

/// All strides of one muscle.
void write_strides(Draft& draft, Draw& draw, std::size_t site, const Phase& phase, double onset,
                   double end, double stride_s) {
  const WakeParameters& p = draft.script.parameters.wake;
  const Site& here = draft.legs().sites[site];
  const double level = here.mvc_uv * draw.uniform(p.walk_low, p.walk_high);
  const double half = here.side == Side::left ? 0 : 0.5;  // one leg after the other
  for (double t = onset + (half + phase.begin - 0.5) * stride_s; t < end; t += stride_s) {
    Burst b;
    b.site = site;
    b.onset_s = on_grid(t + 0.03 * stride_s * draw.normal(0, 1));
    b.duration_s = on_grid((phase.end - phase.begin) * stride_s * draw.uniform(0.85, 1.1));
    b.level_uv = level * draw.lognormal(1, p.stride_sigma, 0.2, 5);
    b.rise_s = 0.3 * b.duration_s;
    b.fall_s = 0.4 * b.duration_s;
    if (b.onset_s >= onset && b.end_s() <= end) draft.add(b);
  }
}

}  // namespace

void write_walk(Draft& draft, Draw& draw, double onset_s, double duration_s,
                const std::string& reason) {
  const WakeParameters& p = draft.script.parameters.wake;
  const double hz = draw.uniform(p.stride_low_hz, p.stride_high_hz);
  const double end = onset_s + duration_s;
  std::vector<std::size_t> sites;
  for (std::size_t site = 0; site < draft.legs().sites.size(); ++site) {
    for (const Phase& phase : phases) {
      if (phase.muscle != draft.legs().sites[site].muscle) continue;
      write_strides(draft, draw, site, phase, onset_s, end, 1 / hz);
      sites.push_back(site);
    }
  }
  shake_cables(draft, draw, onset_s, duration_s, p.walk_cable_low_uv, p.walk_cable_high_uv);
  draft.script.motions.push_back(
      {onset_s, duration_s, draft.script.parameters.body.shake_high_g, 2 * hz, Side::unknown});
  draft.script.turns.push_back({onset_s, true});
  draft.script.turns.push_back({end, false});
  draft.wake(onset_s, end);
  draft
      .tell(Label::large_movement, onset_s, end, sites,
            fmt::format("walking, {:.1f} strides a second, {}", hz, reason))
      .features.modulation_hz = hz;
}

void write_walks(Draft& draft) {
  const WakeParameters& p = draft.script.parameters.wake;
  Draw draw(make_key({draft.legs().key, 25}));
  const std::vector<std::size_t> everywhere = sites_of(draft.legs(), Side::unknown);
  const int count = draw.poisson(p.walk_per_hour * draft.hours());
  for (int k = 0; k < count; ++k) {
    Wish wish{.sites = everywhere};
    // Out of bed, there, and back again.
    const double walk_s =
        on_grid(std::min(draw.uniform(p.walk_low_s, p.walk_high_s), draft.script.duration_s / 12));
    wish.duration_s = 2 * walk_s + 30;
    wish.before_s = wish.after_s = 10;
    wish.through_lead_off = true;
    const auto onset = draft.find_onset(draw, wish);
    if (!onset) continue;
    draft.wake(*onset - wish.before_s, *onset + wish.duration_s);
    write_large_movement(draft, draw, *onset - 8, 5, "sits up");
    write_walk(draft, draw, *onset, walk_s, "gets up");
    write_walk(draft, draw, on_grid(*onset + walk_s + 30), walk_s, "goes back to bed");
    draft.take(everywhere, *onset - wish.before_s, *onset + wish.duration_s + wish.after_s);
  }
}

void write_restlessness(Draft& draft) {
  const WakeParameters& p = draft.script.parameters.wake;
  Draw draw(make_key({draft.legs().key, 26}));
  constexpr std::array awake = {Stage::wake};
  const int count = draw.poisson(p.restless_per_wake_hour * draft.hours_in(awake));
  for (int k = 0; k < count; ++k) {
    constexpr std::array moved = {LegMuscle::ta, LegMuscle::gm};
    std::vector<std::size_t> sites = draft.legs().sites_among(moved, Side::left);
    std::ranges::copy(draft.legs().sites_among(moved, Side::right), std::back_inserter(sites));
    Wish wish{.sites = sites};
    // A candidate movement of both legs lasts 15 s at most (WASM 2016).
    wish.duration_s = on_grid(draw.lognormal(p.restless_median_s, p.restless_sigma, 0.5, 14));
    wish.stages = {Stage::wake};
    const auto onset = draft.find_onset(draw, wish);
    if (!onset) continue;
    LegMovement m;
    m.sites = sites;
    for (const std::size_t site : sites) {
      Burst b;
      b.site = site;
      b.onset_s = m.bursts.empty() ? 0 : on_grid(draw.uniform(0, 0.2 * wish.duration_s));
      b.duration_s = on_grid(wish.duration_s - b.onset_s);
      b.level_uv = draw.lognormal(p.restless_level_uv, 0.4, 10, 250);
      b.rise_s = b.fall_s = 0.25 * b.duration_s;
      b.fluctuation = 0.3;
      b.key = draw.key();
      m.bursts.push_back(b);
    }
    m.span_s = wish.duration_s;
    write_leg_movement(draft, m, *onset, "restless while awake");
  }
}

}  // namespace noctemg::synth
