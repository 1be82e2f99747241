#include <algorithm>

#include "draft.hpp"

namespace noctemg::synth {
namespace {

/// One site's part in a movement of many: several pushes, irregular.
Burst part_of_large_movement(const Draft& draft, Draw& draw, std::size_t site, double onset,
                             double duration) {
  const MovementParameters& p = draft.script.parameters.movement;
  Burst b;
  b.site = site;
  b.onset_s = onset;
  b.duration_s = duration;
  b.level_uv = draw.lognormal(p.large_level_uv, p.large_level_sigma, 8, 250);
  b.rise_s = draw.uniform(0.1, 0.6);
  b.fall_s = draw.uniform(0.3, 0.25 * duration);
  b.fluctuation = 0.5;
  b.key = draw.key();
  return b;
}

void write_large_movements(Draft& draft) {
  const MovementParameters& p = draft.script.parameters.movement;
  Draw draw(make_key({draft.legs().key, 30}));
  const std::vector<std::size_t> everywhere = sites_of(draft.legs(), Side::unknown);
  const int count = draw.poisson(p.large_per_hour * draft.script.duration_s / 3600);
  for (int k = 0; k < count; ++k) {
    Wish wish{.sites = everywhere};
    wish.duration_s =
        on_grid(draw.lognormal(p.large_median_s, p.large_sigma, p.large_low_s, p.large_high_s));
    wish.after_s = 1;
    wish.through_lead_off = true;
    const auto onset = draft.find_onset(draw, wish);
    if (!onset) continue;
    write_large_movement(draft, draw, *onset, wish.duration_s, "position change");
    draft.take(everywhere, *onset, *onset + wish.duration_s + wish.after_s);
  }
}

void write_single_movements(Draft& draft) {
  const MovementParameters& p = draft.script.parameters.movement;
  Draw draw(make_key({draft.legs().key, 31}));
  const int count = draw.poisson(p.single_per_hour * draft.script.duration_s / 3600);
  for (int k = 0; k < count; ++k) {
    const LegMovement m = draw_leg_movement(
        draft.legs(), p, draw, draw.lognormal(p.single_median_s, p.single_sigma, 0.5, 10));
    const auto onset = draft.find_onset(draw, {.sites = m.sites, .duration_s = m.span_s});
    if (onset) write_leg_movement(draft, m, *onset, "single movement");
  }
}

}  // namespace

void shake_cables(Draft& draft, Draw& draw, double onset_s, double duration_s, double low_uv,
                  double high_uv) {
  const double level = draw.uniform(low_uv, high_uv);
  for (std::size_t c = 0; c < draft.legs().electrodes.size(); ++c) {
    Disturbance d;
    d.kind = DisturbanceKind::cable;
    d.electrode = c;
    d.onset_s = onset_s;
    d.duration_s = duration_s;
    d.level_uv = level * draw.uniform(0.3, 1);
    d.key = draw.key();
    draft.add(d);
  }
}

void write_large_movement(Draft& draft, Draw& draw, double onset_s, double duration_s,
                          const std::string& reason) {
  const MovementParameters& p = draft.script.parameters.movement;
  std::vector<std::size_t> sites;
  double peak = 0;
  for (const std::size_t site : sites_of(draft.legs(), Side::unknown)) {
    if (!draw.chance(0.9)) continue;
    const double lag =
        sites.empty() ? 0 : draw.uniform(0, std::min(p.large_spread_s, duration_s / 3));
    const double length = sites.empty() ? duration_s : (duration_s - lag) * draw.uniform(0.7, 1);
    const Burst b = part_of_large_movement(draft, draw, site, onset_s + lag, length);
    draft.add(b);
    sites.push_back(site);
    if (sites.size() == 1) peak = b.level_uv;
  }
  if (sites.empty()) return;
  shake_cables(draft, draw, onset_s, duration_s, p.large_cable_low_uv, p.large_cable_high_uv);
  const BodyParameters& body = draft.script.parameters.body;
  draft.script.motions.push_back(
      {onset_s, duration_s, draw.uniform(body.shake_low_g, body.shake_high_g), 0, Side::unknown});
  if (draw.chance(body.turn_share)) draft.script.turns.push_back({onset_s + duration_s / 2, false});
  draft.tell(Label::large_movement, onset_s, onset_s + duration_s, sites, reason).features.peak_uv =
      peak;
}

LegMovement draw_leg_movement(const Legs& legs, const MovementParameters& p, Draw& draw,
                              double duration_s) {
  LegMovement m;
  const Side side = draw.chance(0.5) ? Side::left : Side::right;
  const Side other = side == Side::left ? Side::right : Side::left;
  m.sites.push_back(legs.site(LegMuscle::ta, side));
  if (draw.chance(p.calf_share)) {
    m.sites.push_back(legs.site(draw.chance(0.6) ? LegMuscle::gm : LegMuscle::gl, side));
  }
  if (draw.chance(p.bilateral_share)) m.sites.push_back(legs.site(LegMuscle::ta, other));
  for (const std::size_t site : m.sites) {
    const bool first = m.bursts.empty();
    Burst b;
    b.site = site;
    b.onset_s = first ? 0 : on_grid(draw.uniform(0, std::min(p.lag_s, duration_s / 2)));
    b.duration_s = on_grid(first ? duration_s : std::max(0.4, duration_s * draw.uniform(0.6, 1)));
    b.level_uv = draw.lognormal(p.level_uv, p.level_sigma, 10, 200) * (first ? 1 : 0.6);
    b.rise_s = std::min(draw.uniform(0.05, 0.3), b.duration_s / 3);
    b.fall_s = std::min(draw.uniform(0.1, 0.6), b.duration_s / 2);
    b.fluctuation = 0.2;
    b.key = draw.key();
    m.span_s = std::max(m.span_s, b.end_s());
    m.bursts.push_back(b);
  }
  return m;
}

void write_leg_movement(Draft& draft, const LegMovement& m, double onset_s,
                        const std::string& reason) {
  for (Burst b : m.bursts) {
    b.onset_s += onset_s;
    draft.add(b);
  }
  const BodyParameters& body = draft.script.parameters.body;
  draft.script.motions.push_back({onset_s, m.span_s, (body.shake_low_g + body.shake_high_g) / 4, 0,
                                  draft.legs().sites[m.sites.front()].side});
  draft.take(m.sites, onset_s, onset_s + m.span_s);
  draft.tell(Label::leg_movement, onset_s, onset_s + m.span_s, m.sites, reason).features.peak_uv =
      m.bursts.front().level_uv;
}

void write_movements(Draft& draft) {
  write_large_movements(draft);
  write_single_movements(draft);
}

}  // namespace noctemg::synth
