#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "draft.hpp"

namespace noctemg::synth {
namespace {

/// A cramp before it has a place in the night.
struct Cramp {
  double duration_s = 0;
  std::size_t site = 0;
  bool weak = false;
  double level_uv = 0;
  double rise_s = 0;
  double fall_s = 0;
  double stretch_s = 0;  ///< 0: it ends by itself
  double flurry_before_s = 0;
  double flurry_after_s = 0;
  double calm_s = 0;  ///< from its end to the restlessness that follows
  double aftermath_s = 0;
};

std::size_t draw_site(const Legs& legs, const CrampParameters& p, Draw& draw) {
  const Side side = draw.chance(0.5) ? Side::left : Side::right;
  const double u = draw.unit();
  LegMuscle muscle = LegMuscle::ta;
  if (u < p.gm_share) {
    muscle = LegMuscle::gm;
  } else if (u < p.gm_share + p.gl_share) {
    muscle = LegMuscle::gl;
  } else if (u < p.gm_share + p.gl_share + p.sol_share) {
    muscle = LegMuscle::sol;
  }
  return legs.site(muscle, side);
}

double draw_length(const CrampParameters& p, double night_s, Draw& draw) {
  const double longest = std::min(p.longest_s, night_s / 6);
  return on_grid(draw.chance(p.long_share)
                     ? draw.lognormal(p.long_median_s, p.long_sigma, p.shortest_s, longest)
                     : draw.lognormal(p.short_median_s, p.short_sigma, p.shortest_s, longest));
}

void draw_level_and_rise(Cramp& c, const Site& site, const CrampParameters& p, Draw& draw) {
  c.weak = draw.chance(p.weak_share);
  if (c.weak) {
    // The level over rest is what an electrode shows: the cramp's own part adds in power.
    const double ratio = draw.uniform(p.weak_low, p.weak_high);
    c.level_uv = site.resting_uv * std::sqrt(ratio * ratio - 1);
    c.rise_s = draw.uniform(p.weak_rise_low_s, p.weak_rise_high_s);
  } else {
    c.level_uv = site.mvc_uv * draw.uniform(p.covered_low, 1) *
                 draw.lognormal(p.mvc_median, p.mvc_sigma, p.mvc_low, p.mvc_high);
    c.rise_s = draw.chance(p.sudden_share) ? draw.uniform(p.sudden_low_s, p.sudden_high_s)
                                           : draw.uniform(p.gradual_low_s, p.gradual_high_s);
  }
  c.rise_s = std::min(c.rise_s, 0.4 * c.duration_s);
}

void draw_end(Cramp& c, const CrampParameters& p, Draw& draw) {
  if (draw.chance(p.stretch_share)) {
    c.stretch_s = std::min(draw.uniform(p.stretch_low_s, p.stretch_high_s), 0.3 * c.duration_s);
    c.fall_s = draw.uniform(p.stretch_fall_low_s, p.stretch_fall_high_s);
  } else {
    c.fall_s = draw.uniform(p.fade_low_s, p.fade_high_s);
  }
  c.fall_s = std::min(c.fall_s, 0.4 * c.duration_s);
}

Cramp draw_cramp(const Draft& draft, Draw& draw) {
  const CrampParameters& p = draft.script.parameters.cramp;
  const double night_s = draft.script.duration_s;
  Cramp c;
  c.duration_s = draw_length(p, night_s, draw);
  c.site = draw_site(draft.legs(), p, draw);
  draw_level_and_rise(c, draft.legs().sites[c.site], p, draw);
  draw_end(c, p, draw);
  const double room_s = night_s / 12;  // short nights have short preludes and aftermaths
  if (draw.chance(p.flurry_before_share)) {
    c.flurry_before_s = std::min(room_s, draw.uniform(p.flurry_low_s, p.flurry_high_s));
  }
  if (draw.chance(p.flurry_after_share)) {
    c.flurry_after_s = std::min(room_s, draw.uniform(p.flurry_low_s, p.flurry_high_s));
  }
  c.calm_s = std::min(room_s, draw.uniform(0, p.aftermath_delay_s));
  c.aftermath_s = std::min(room_s, draw.uniform(p.aftermath_low_s, p.aftermath_high_s));
  return c;
}

/// The active time of one head. The spectrum begins stretched and is compressed by fatigue.
Burst cramp_burst(const Cramp& c, double onset, std::size_t site, double level,
                  const CrampParameters& p, double fluctuation, Draw& draw) {
  Burst b;
  b.site = site;
  b.onset_s = onset;
  b.duration_s = c.duration_s;
  b.level_uv = level;
  b.drive = Drive::cramp;
  b.rise_s = c.rise_s;
  b.fall_s = c.fall_s;
  b.modulation_depth = p.modulation_depth;
  b.modulation_hz = draw.clipped_normal(p.modulation_hz, p.modulation_sd_hz, 0.4, 2.6);
  b.pitch = draw.uniform(p.pitch_low, p.pitch_high);
  b.pitch_fall = draw.uniform(p.pitch_fall_low, p.pitch_fall_high);
  b.fluctuation = fluctuation;
  b.key = draw.key();
  return b;
}

/// Short single discharges at random times: bursts of 5 to 15 ms.
void write_flurry(Draft& draft, Draw& draw, std::size_t site, double begin, double end,
                  const std::string& reason) {
  const CrampParameters& p = draft.script.parameters.cramp;
  const double rate = draw.uniform(p.flurry_low_hz, p.flurry_high_hz);
  double t = begin + draw.exponential(1 / rate);
  for (; t < end; t += 0.05 + draw.exponential(1 / rate)) {
    Burst b;
    b.site = site;
    b.onset_s = on_grid(t);
    b.duration_s = on_grid(draw.uniform(0.005, 0.015));
    b.level_uv = draw.lognormal(40, 0.4, 10, 150);
    b.drive = Drive::fasciculation;
    b.rise_s = b.fall_s = b.duration_s / 2;
    draft.add(b);
    draft.tell(Label::twitch, b.onset_s, b.end_s(), {&site, 1}, reason).features.peak_uv =
        b.level_uv;
  }
}

/// The forced stretch: all muscles below the knee join in before everything falls silent.
void write_stretch(Draft& draft, Draw& draw, const Cramp& c, double onset) {
  const Side side = draft.legs().sites[c.site].side;
  for (const LegMuscle m : {LegMuscle::ta, LegMuscle::gm, LegMuscle::gl, LegMuscle::sol}) {
    Burst b;
    b.site = draft.legs().site(m, side);
    b.onset_s = onset + c.duration_s - c.fall_s - c.stretch_s + draw.uniform(0, 0.1);
    b.duration_s = onset + c.duration_s - b.onset_s;
    b.level_uv = draft.legs().sites[b.site].mvc_uv * draw.uniform(0.05, 0.25);
    b.rise_s = std::min(0.2, 0.3 * b.duration_s);
    b.fall_s = std::min(c.fall_s, 0.5 * b.duration_s);
    b.fluctuation = 0.2;
    b.key = draw.key();
    draft.add(b);
  }
}

/// Tone that stays behind and fades over minutes.
void write_residue(Draft& draft, Draw& draw, const Cramp& c, double onset) {
  const CrampParameters& p = draft.script.parameters.cramp;
  const double end = onset + c.duration_s;
  Burst b;
  b.site = c.site;
  b.onset_s = end - c.fall_s;
  b.rise_s = c.fall_s;
  b.fall_s = std::min(draw.uniform(p.residue_low_s, p.residue_high_s), c.calm_s + c.aftermath_s);
  b.duration_s = b.rise_s + b.fall_s;
  b.level_uv =
      draft.legs().sites[c.site].resting_uv * std::sqrt(std::max(0.0, p.residue * p.residue - 1));
  b.fluctuation = 0.1;
  b.key = draw.key();
  draft.add(b);
}

void write_aftermath(Draft& draft, Draw& draw, double begin, double end) {
  const MovementParameters& p = draft.script.parameters.movement;
  for (double t = on_grid(begin); t < end - p.large_low_s;) {
    const double longest = std::min(p.large_high_s, end - t);
    const double length = draw.lognormal(p.large_median_s, p.large_sigma, p.large_low_s, longest);
    write_large_movement(draft, draw, t, on_grid(length), "restless after a cramp");
    t = on_grid(t + length + 3 + draw.exponential(12));
  }
}

void wake_up(Draft& draft, const Cramp& c, double onset, Draw& draw) {
  const CrampParameters& p = draft.script.parameters.cramp;
  const double waking = draw.clipped_normal(p.waking_s, p.waking_sd_s, 5, 90);
  const double begin = onset + std::min(waking, c.duration_s);
  const double end = onset + c.duration_s + c.calm_s + c.aftermath_s;
  for (auto e = static_cast<std::size_t>(begin / 30); e <= static_cast<std::size_t>(end / 30);
       ++e) {
    if (e < draft.epochs.size()) draft.epochs[e] = Stage::wake;
  }
}

void tell_cramp(Draft& draft, const Cramp& c, double onset, std::span<const std::size_t> sites) {
  Episode& e = draft.tell(Label::cramp, onset, onset + c.duration_s, sites,
                          fmt::format("{}, {} onset, {}{}", c.weak ? "weak" : "strong",
                                      c.rise_s <= 1 ? "sudden" : "gradual",
                                      c.stretch_s > 0 ? "ended by stretching" : "faded by itself",
                                      sites.size() > 1 ? ", spread to a second muscle" : ""));
  e.certainty = Certainty::probable;
  e.features.peak_uv = c.level_uv;
  e.features.rise_s = c.rise_s;
  e.features.fall_s = c.fall_s;
}

void write_heads(Draft& draft, Draw& draw, const Cramp& c, double onset) {
  const CrampParameters& p = draft.script.parameters.cramp;
  const double fluctuation = draft.script.parameters.muscle.fluctuation;
  std::vector<std::size_t> sites = {c.site};
  Burst first = cramp_burst(c, onset, c.site, c.level_uv, p, fluctuation, draw);
  draft.add(first);
  const double delay = draw.uniform(p.spread_delay_low_s, p.spread_delay_high_s);
  if (!draw.chance(p.one_site_share) && delay < c.duration_s / 2) {
    const Site& here = draft.legs().sites[c.site];
    const LegMuscle next = here.muscle == LegMuscle::gm ? LegMuscle::gl : LegMuscle::gm;
    sites.push_back(draft.legs().site(next, here.side));
    Burst second = first;
    second.site = sites.back();
    second.onset_s += delay;
    second.duration_s -= delay;
    second.level_uv *= draw.uniform(p.spread_low, p.spread_high);
    second.key = draw.key();
    draft.add(second);
  }
  tell_cramp(draft, c, onset, sites);
}

void write_cramp(Draft& draft, Draw& draw, const Cramp& c, double onset) {
  write_heads(draft, draw, c, onset);
  const double end = onset + c.duration_s;
  if (c.stretch_s > 0) write_stretch(draft, draw, c, onset);
  write_residue(draft, draw, c, onset);
  const double calm_end = end + c.calm_s;
  write_flurry(draft, draw, c.site, onset - c.flurry_before_s, onset - 0.5, "before a cramp");
  write_flurry(draft, draw, c.site, end + 0.5, std::min(end + c.flurry_after_s, calm_end - 0.5),
               "after a cramp");
  write_aftermath(draft, draw, calm_end, calm_end + c.aftermath_s);
  wake_up(draft, c, onset, draw);
}

/// Another cramp is likelier within the hour after one: other places are refused as often as that.
bool hazard_allows(const std::vector<double>& onsets, double onset, const CrampParameters& p,
                   Draw& draw) {
  const bool soon_after = std::ranges::any_of(
      onsets, [&](double o) { return onset > o && onset < o + p.recurrence_s; });
  return onsets.empty() || soon_after || draw.chance(1 / p.recurrence);
}

}  // namespace

void write_cramps(Draft& draft) {
  const CrampParameters& p = draft.script.parameters.cramp;
  const double hours = draft.script.duration_s / 3600;
  Draw draw(make_key({draft.legs().key, 20}));
  const double wanted = draw.whole(static_cast<int>(p.fewest), static_cast<int>(p.most));
  int count = draw.poisson(p.per_hour * hours);
  if (p.most > 0) count += std::max(1, static_cast<int>(std::floor(wanted * hours / 8 + 0.5)));
  const std::vector<std::size_t> everywhere = sites_of(draft.legs(), Side::unknown);
  std::vector<double> onsets;
  for (int attempt = 0; attempt < 100 * count && std::ssize(onsets) < count; ++attempt) {
    const Cramp c = draw_cramp(draft, draw);
    Wish wish{.sites = everywhere, .duration_s = c.duration_s};
    wish.before_s = c.flurry_before_s;
    wish.after_s = c.calm_s + c.aftermath_s + 1;
    const auto onset = draft.find_onset(draw, wish);
    if (!onset || !hazard_allows(onsets, *onset, p, draw)) continue;
    write_cramp(draft, draw, c, *onset);
    draft.take(everywhere, *onset - wish.before_s, *onset + c.duration_s + wish.after_s);
    onsets.push_back(*onset);
  }
}

}  // namespace noctemg::synth
