#include <algorithm>

#include "draft.hpp"

namespace noctemg::synth {
namespace {

/// Sites of one leg that join a leading one, each with the chance `share`.
std::vector<std::size_t> draw_company(const Legs& legs, std::size_t leading, double share,
                                      Draw& draw) {
  std::vector<std::size_t> sites = {leading};
  for (const std::size_t site : sites_of(legs, legs.sites[leading].side)) {
    if (site != leading && draw.chance(share)) sites.push_back(site);
  }
  return sites;
}

/// Low tone as in REM sleep: comes and goes over tens of seconds.
void write_low_tone(Draft& draft) {
  const MovementParameters& p = draft.script.parameters.movement;
  Draw draw(make_key({draft.legs().key, 50}));
  const int count = draw.poisson(p.tonic_per_hour * draft.script.duration_s / 3600);
  for (int k = 0; k < count; ++k) {
    const auto leading =
        static_cast<std::size_t>(draw.whole(0, static_cast<int>(draft.legs().sites.size()) - 1));
    const std::vector<std::size_t> sites = draw_company(draft.legs(), leading, 0.5, draw);
    const double longest = std::min(1800.0, draft.script.duration_s / 6);
    Wish wish{.sites = sites};
    wish.duration_s = on_grid(draw.lognormal(std::min(p.tonic_median_s, longest / 2), p.tonic_sigma,
                                             std::min(60.0, longest / 4), longest));
    wish.stages = {Stage::rem, Stage::n1, Stage::wake};
    const auto onset = draft.find_onset_anyway(draw, wish);
    if (!onset) continue;
    const double level = draw.uniform(p.tonic_low_uv, p.tonic_high_uv);
    for (const std::size_t site : sites) {
      Burst b;
      b.site = site;
      b.onset_s = *onset;
      b.duration_s = wish.duration_s;
      b.level_uv = level * (site == leading ? 1 : draw.uniform(0.5, 1));
      b.rise_s = std::min(draw.uniform(10, 60), wish.duration_s / 3);
      b.fall_s = std::min(draw.uniform(10, 60), wish.duration_s / 3);
      b.fluctuation = 0.15;
      b.key = draw.key();
      draft.add(b);
    }
    draft.take(sites, *onset, *onset + wish.duration_s);
    draft.tell(Label::tonic, *onset, *onset + wish.duration_s, sites, "low tone").features.peak_uv =
        level;
  }
}

Burst part_of_hold(const Draft& draft, Draw& draw, std::size_t site, double onset, double end) {
  const MovementParameters& p = draft.script.parameters.movement;
  Burst b;
  b.site = site;
  b.onset_s = on_grid(onset);
  b.duration_s = on_grid(end - b.onset_s);
  b.level_uv = draft.legs().sites[site].mvc_uv * draw.uniform(p.hold_low, p.hold_high);
  b.rise_s = draw.uniform(0.3, 1.5);
  b.fall_s = draw.uniform(0.3, 1.5);
  b.fluctuation = draft.script.parameters.muscle.fluctuation;
  b.key = draw.key();
  return b;
}

/// Antagonists held together, by will or by spasm.
void write_holds(Draft& draft) {
  const MovementParameters& p = draft.script.parameters.movement;
  Draw draw(make_key({draft.legs().key, 51}));
  const int count = draw.poisson(p.hold_per_hour * draft.script.duration_s / 3600);
  for (int k = 0; k < count; ++k) {
    const Side side = draw.chance(0.5) ? Side::left : Side::right;
    std::vector<std::size_t> sites;
    for (const LegMuscle m : {LegMuscle::ta, LegMuscle::gm, LegMuscle::sol, LegMuscle::gl}) {
      sites.push_back(draft.legs().site(m, side));
    }
    Wish wish{.sites = sites, .duration_s = on_grid(draw.uniform(p.hold_low_s, p.hold_high_s))};
    wish.duration_s = std::min(wish.duration_s, on_grid(draft.script.duration_s / 12));
    wish.stages = {Stage::wake};
    const auto onset = draft.find_onset_anyway(draw, wish);
    if (!onset) continue;
    const double end = *onset + wish.duration_s;
    double peak = 0;
    for (const std::size_t site : sites) {
      const double lag = site == sites.front() ? 0 : draw.uniform(0, 0.3);
      const Burst b = part_of_hold(draft, draw, site, *onset + lag, end);
      draft.add(b);
      if (site == sites.front()) peak = b.level_uv;
    }
    draft.take(sites, *onset, end);
    draft.tell(Label::cocontraction, *onset, end, sites, "antagonists held together")
        .features.peak_uv = peak;
  }
}

}  // namespace

void write_tone(Draft& draft) {
  write_low_tone(draft);
  write_holds(draft);
}

}  // namespace noctemg::synth
