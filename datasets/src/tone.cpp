#include <algorithm>
#include <array>

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

/// Weak activity of some muscles that comes and goes slowly.
void write_low(Draft& draft, Draw& draw, double length_s, const std::vector<Stage>& stages,
               bool elsewhere, const std::string& reason) {
  const ToneParameters& p = draft.script.parameters.tone;
  const auto leading =
      static_cast<std::size_t>(draw.whole(0, static_cast<int>(draft.legs().sites.size()) - 1));
  const std::vector<std::size_t> sites = draw_company(draft.legs(), leading, p.company_share, draw);
  Wish wish{.sites = sites, .duration_s = on_grid(length_s)};
  wish.stages = stages;
  const auto onset = elsewhere ? draft.find_onset_anyway(draw, wish) : draft.find_onset(draw, wish);
  if (!onset) return;
  const double end = *onset + wish.duration_s;
  const double level = draw.uniform(p.weakest_uv, p.strongest_uv);
  for (const std::size_t site : sites) {
    Burst b;
    b.site = site;
    b.onset_s = *onset;
    b.duration_s = wish.duration_s;
    b.level_uv = level * (site == leading ? 1 : draw.uniform(0.5, 1));
    b.rise_s = std::min(draw.uniform(p.ramp_low_s, p.ramp_high_s), wish.duration_s / 3);
    b.fall_s = std::min(draw.uniform(p.ramp_low_s, p.ramp_high_s), wish.duration_s / 3);
    b.fluctuation = 0.15;
    b.key = draw.key();
    draft.add(b);
  }
  draft.take(sites, *onset, end);
  draft.tell(Label::tonic, *onset, end, sites, reason).features.peak_uv = level;
}

void write_low_tone(Draft& draft) {
  const ToneParameters& p = draft.script.parameters.tone;
  Draw draw(make_key({draft.legs().key, 50}));
  const double longest = std::min(1800.0, draft.script.duration_s / 6);
  for (int k = draw.poisson(p.low_per_hour * draft.hours()); k > 0; --k) {
    const double length = draw.lognormal(std::min(p.low_median_s, longest / 2), p.low_sigma,
                                         std::min(60.0, longest / 4), longest);
    write_low(draft, draw, length, {Stage::rem, Stage::n1, Stage::wake}, true, "low tone");
  }
  constexpr std::array rem = {Stage::rem};
  for (int k = draw.poisson(p.rem_per_rem_hour * draft.hours_in(rem)); k > 0; --k) {
    const double length = std::min(draw.uniform(p.rem_low_s, p.rem_high_s), longest);
    write_low(draft, draw, length, {Stage::rem}, false, "tone in REM sleep");
  }
}

/// What one muscle does in a contraction of several.
struct Part {
  double low = 0;   ///< strength as a share of a maximal contraction: from
  double high = 0;  ///< to
  double rise_low_s = 0;
  double rise_high_s = 0;
  double fall_low_s = 0;
  double fall_high_s = 0;
  double lag_s = 0;  ///< others follow the first within
  double beats_hz = 0;
};

Burst draw_part(const Draft& draft, Draw& draw, std::size_t site, const Part& part) {
  Burst b;
  b.site = site;
  b.level_uv = draft.legs().sites[site].mvc_uv * draw.uniform(part.low, part.high);
  b.rise_s = draw.uniform(part.rise_low_s, part.rise_high_s);
  b.fall_s = draw.uniform(part.fall_low_s, part.fall_high_s);
  b.fluctuation = draft.script.parameters.muscle.fluctuation;
  b.key = draw.key();
  if (part.beats_hz > 0) {
    b.modulation_hz = part.beats_hz;
    b.modulation_depth = 0.8;
  }
  return b;
}

/// Muscles that contract together and stay so. \return false when there is no room
bool write_together(Draft& draft, Draw& draw, Wish wish, const Part& part, Label label,
                    const std::string& reason) {
  wish.duration_s = std::min(on_grid(wish.duration_s), on_grid(draft.script.duration_s / 12));
  const auto onset = draft.find_onset_anyway(draw, wish);
  if (!onset) return false;
  const double end = *onset + wish.duration_s;
  double peak = 0;
  for (const std::size_t site : wish.sites) {
    Burst b = draw_part(draft, draw, site, part);
    const bool first = site == wish.sites.front();
    b.onset_s =
        on_grid(*onset + (first ? 0 : draw.uniform(0, std::min(part.lag_s, wish.duration_s / 4))));
    b.duration_s = on_grid(end - b.onset_s);
    b.rise_s = std::min(b.rise_s, b.duration_s / 3);
    b.fall_s = std::min(b.fall_s, b.duration_s / 2);
    draft.add(b);
    if (first) peak = b.level_uv;
  }
  draft.take(wish.sites, *onset, end);
  draft.tell(label, *onset, end, wish.sites, reason).features.peak_uv = peak;
  return true;
}

Part hold_part(const ToneParameters& p) {
  return {p.hold_low,
          p.hold_high,
          p.hold_ramp_low_s,
          p.hold_ramp_high_s,
          p.hold_ramp_low_s,
          p.hold_ramp_high_s,
          0.3,
          0};
}

/// Antagonists held together by will.
void write_holds(Draft& draft) {
  const ToneParameters& p = draft.script.parameters.tone;
  Draw draw(make_key({draft.legs().key, 51}));
  for (int k = draw.poisson(p.hold_per_hour * draft.hours()); k > 0; --k) {
    const Side side = draw.chance(0.5) ? Side::left : Side::right;
    constexpr std::array held = {LegMuscle::ta, LegMuscle::gm, LegMuscle::sol, LegMuscle::gl};
    const std::vector<std::size_t> sites = draft.legs().sites_among(held, side);
    Wish wish{.sites = sites, .duration_s = draw.uniform(p.hold_low_s, p.hold_high_s)};
    wish.stages = {Stage::wake};
    write_together(draft, draw, wish, hold_part(p), Label::cocontraction,
                   "antagonists held together");
  }
}

/// One muscle group held by will: the toes pointed or pulled up, the knee pressed down.
void write_group_holds(Draft& draft) {
  const ToneParameters& p = draft.script.parameters.tone;
  Draw draw(make_key({draft.legs().key, 52}));
  for (int k = draw.poisson(p.group_hold_per_hour * draft.hours()); k > 0; --k) {
    const Side side = draw.chance(0.5) ? Side::left : Side::right;
    constexpr std::array calf = {LegMuscle::gm, LegMuscle::sol, LegMuscle::gl};
    constexpr std::array shin = {LegMuscle::ta};
    constexpr std::array front = {LegMuscle::rf, LegMuscle::vl, LegMuscle::vm};
    const double u = draw.unit();
    std::vector<std::size_t> sites = draft.legs().sites_among(calf, side);
    std::string reason = "toes pointed";
    if (const auto thigh = draft.legs().sites_among(front, side); u > 0.75 && !thigh.empty()) {
      sites = thigh;
      reason = "knee pressed down";
    } else if (u > 0.5) {
      sites = draft.legs().sites_among(shin, side);
      reason = "toes pulled up";
    }
    Wish wish{.sites = sites, .duration_s = draw.uniform(p.hold_low_s, p.hold_high_s)};
    wish.stages = {Stage::wake};
    write_together(draft, draw, wish, hold_part(p), Label::tonic, reason + " and held");
  }
}

/// All muscles of a leg or of both, abruptly, some with clonus.
void write_spasms(Draft& draft) {
  const ToneParameters& p = draft.script.parameters.tone;
  Draw draw(make_key({draft.legs().key, 53}));
  for (int k = draw.poisson(p.spasm_per_hour * draft.hours()); k > 0; --k) {
    const Side side = draw.chance(0.5) ? Side::left : Side::right;
    const bool both = draw.chance(p.both_legs_share);
    const std::vector<std::size_t> sites = sites_of(draft.legs(), both ? Side::unknown : side);
    Wish wish{.sites = sites, .before_s = 1, .after_s = 1};
    wish.duration_s =
        draw.lognormal(p.spasm_median_s, p.spasm_sigma, p.spasm_low_s, p.spasm_high_s);
    Part part{p.spasm_low,
              p.spasm_high,
              p.spasm_rise_low_s,
              p.spasm_rise_high_s,
              p.spasm_fall_low_s,
              p.spasm_fall_high_s,
              0.3,
              0};
    const double beats_hz = draw.uniform(p.clonus_low_hz, p.clonus_high_hz);
    if (draw.chance(p.clonus_share)) part.beats_hz = beats_hz;
    write_together(draft, draw, wish, part, Label::cocontraction,
                   part.beats_hz > 0 ? "spasm with clonus" : "spasm");
  }
}

}  // namespace

void write_tone(Draft& draft) {
  write_low_tone(draft);
  write_spasms(draft);
  write_holds(draft);
  write_group_holds(draft);
}

}  // namespace noctemg::synth
