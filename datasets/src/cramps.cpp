#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

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
  double buildup_s = 0;  ///< 0: it does not rise until the sleeper wakes
  double fall_s = 0;
  double stretch_s = 0;  ///< 0: it ends by itself
  double flurry_before_s = 0;
  double flurry_after_s = 0;
  double calm_s = 0;  ///< from its end to the restlessness that follows
  double aftermath_s = 0;
};

/// One of the muscles of a part of the leg; nothing where none is simulated.
std::optional<std::size_t> draw_within(const Legs& legs, LegPart part, Side side, Draw& draw) {
  const std::vector<std::size_t> sites = legs.sites_in(part, side);
  if (sites.empty()) return std::nullopt;
  return sites[static_cast<std::size_t>(draw.whole(0, static_cast<int>(sites.size()) - 1))];
}

std::size_t draw_site(const Legs& legs, const CrampParameters& p, Draw& draw) {
  const Side side = draw.chance(0.5) ? Side::left : Side::right;
  const std::optional<std::size_t> foot = draw_within(legs, LegPart::foot, side, draw);
  const std::optional<std::size_t> thigh = draw_within(legs, LegPart::thigh, side, draw);
  double u = draw.unit();
  const auto falls_to = [&](double share) { return (u -= share) < 0; };
  if (falls_to(p.gm_share)) return legs.site(LegMuscle::gm, side);
  if (falls_to(p.gl_share)) return legs.site(LegMuscle::gl, side);
  if (falls_to(p.sol_share)) return legs.site(LegMuscle::sol, side);
  if (foot && falls_to(p.foot_share)) return *foot;
  if (thigh && falls_to(p.thigh_share)) return *thigh;
  return legs.site(LegMuscle::ta, side);
}

/// The muscle that a cramp spreads to: the other head, or a neighbour in the same part of the leg.
std::size_t neighbour_of(const Legs& legs, std::size_t site) {
  const Site& here = legs.sites[site];
  if (part_of(here.muscle) == LegPart::lower_leg) {
    return legs.site(here.muscle == LegMuscle::gm ? LegMuscle::gl : LegMuscle::gm, here.side);
  }
  const std::vector<std::size_t> around = legs.sites_in(part_of(here.muscle), here.side);
  const auto own = std::ranges::find(around, site);
  return around[(static_cast<std::size_t>(own - around.begin()) + 1) % around.size()];
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

/// The weak cramps of Chaney and Sherman: EMG rises until the sleeper wakes with pain.
void draw_buildup(Cramp& c, const CrampParameters& p, double night_s, Draw& draw) {
  if (!draw.chance(p.buildup_share) || !c.weak) return;
  c.buildup_s = std::min(draw.clipped_normal(p.waking_s, p.waking_sd_s, 5, 90), night_s / 15);
  c.duration_s = std::max(c.duration_s, on_grid(1.5 * c.buildup_s));
  c.rise_s = c.buildup_s;
}

void draw_end(Cramp& c, const CrampParameters& p, Draw& draw) {
  if (draw.chance(p.stretch_share)) {
    c.stretch_s = std::min(draw.uniform(p.stretch_low_s, p.stretch_high_s), 0.3 * c.duration_s);
    c.fall_s = draw.uniform(p.stretch_fall_low_s, p.stretch_fall_high_s);
  } else {
    c.fall_s = draw.uniform(p.fade_low_s, p.fade_high_s);
  }
  c.fall_s = std::min(c.fall_s, std::min(0.4 * c.duration_s, c.duration_s - c.rise_s));
}

Cramp draw_cramp(const Draft& draft, Draw& draw) {
  const CrampParameters& p = draft.script.parameters.cramp;
  const double night_s = draft.script.duration_s;
  Cramp c;
  c.duration_s = draw_length(p, night_s, draw);
  c.site = draw_site(draft.legs(), p, draw);
  draw_level_and_rise(c, draft.legs().sites[c.site], p, draw);
  draw_buildup(c, p, night_s, draw);
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

/// Single discharges at random times.
void write_flurry(Draft& draft, Draw& draw, std::size_t site, double begin, double end,
                  const std::string& reason) {
  const CrampParameters& p = draft.script.parameters.cramp;
  const double rate = draw.uniform(p.flurry_low_hz, p.flurry_high_hz);
  double t = begin + draw.exponential(1 / rate);
  for (; t < end; t += 0.05 + draw.exponential(1 / rate)) {
    write_fasciculation(draft, draw, site, on_grid(t), reason);
  }
}

/// The forced stretch: all muscles below the knee, or of the thigh, join in before everything falls
/// silent.
void write_stretch(Draft& draft, Draw& draw, const Cramp& c, double onset) {
  const Site& here = draft.legs().sites[c.site];
  const LegPart part = part_of(here.muscle) == LegPart::thigh ? LegPart::thigh : LegPart::lower_leg;
  for (const std::size_t site : draft.legs().sites_in(part, here.side)) {
    Burst b;
    b.site = site;
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

/// Restless, and sometimes out of bed: sits up, rubs the leg, walks.
void write_aftermath(Draft& draft, Draw& draw, double begin, double end) {
  const MovementParameters& p = draft.script.parameters.movement;
  const WakeParameters& w = draft.script.parameters.wake;
  const bool walks = draw.chance(draft.script.parameters.cramp.walk_share);
  const double walk_s =
      on_grid(std::min(draw.uniform(w.walk_low_s, w.walk_high_s), (end - begin) / 2));
  bool walked = !walks || walk_s < 5;
  for (double t = on_grid(begin); t < end - p.large_low_s;) {
    double length = walk_s;
    if (!walked && t > begin && t + walk_s < end) {
      write_walk(draft, draw, t, walk_s, "after a cramp");
      walked = true;
    } else {
      const double longest = std::min(p.large_high_s, end - t);
      length = on_grid(draw.lognormal(p.large_median_s, p.large_sigma,
                                      std::min(p.large_low_s, longest), longest));
      write_large_movement(draft, draw, t, length, "restless after a cramp");
    }
    t = on_grid(t + length + 3 + draw.exponential(12));
  }
}

void wake_up(Draft& draft, const Cramp& c, double onset, Draw& draw) {
  const CrampParameters& p = draft.script.parameters.cramp;
  const double drawn = draw.clipped_normal(p.waking_s, p.waking_sd_s, 5, 90);
  const double waking = c.buildup_s > 0 ? c.buildup_s : drawn;
  draft.wake(onset + std::min(waking, c.duration_s),
             onset + c.duration_s + c.calm_s + c.aftermath_s);
}

std::string_view onset_of(const Cramp& c) {
  if (c.buildup_s > 0) return "build-up until waking";
  return c.rise_s <= 1 ? "sudden onset" : "gradual onset";
}

void tell_cramp(Draft& draft, const Cramp& c, double onset, std::span<const std::size_t> sites) {
  Episode& e = draft.tell(Label::cramp, onset, onset + c.duration_s, sites,
                          fmt::format("{}, {}, {}{}", c.weak ? "weak" : "strong", onset_of(c),
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
  const bool spreads =
      !draw.chance(p.one_site_share) && neighbour_of(draft.legs(), c.site) != c.site;
  if (spreads && delay < c.duration_s / 2) {
    sites.push_back(neighbour_of(draft.legs(), c.site));
    Burst second = first;
    second.site = sites.back();
    second.onset_s += delay;
    second.duration_s -= delay;
    second.rise_s = std::min(second.rise_s, 0.4 * second.duration_s);
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
  constexpr int patience = 100;  // a night can be too full
  for (int failures = 0; failures < patience && std::ssize(onsets) < count; ++failures) {
    const Cramp c = draw_cramp(draft, draw);
    Wish wish{.sites = everywhere, .duration_s = c.duration_s};
    wish.before_s = c.flurry_before_s;
    wish.after_s = c.calm_s + c.aftermath_s + 1;
    const auto onset = draft.find_onset(draw, wish);
    if (!onset || !hazard_allows(onsets, *onset, p, draw)) continue;
    write_cramp(draft, draw, c, *onset);
    draft.take(everywhere, *onset - wish.before_s, *onset + c.duration_s + wish.after_s);
    onsets.push_back(*onset);
    failures = 0;
  }
}

}  // namespace noctemg::synth
