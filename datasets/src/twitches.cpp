#include <algorithm>
#include <array>

#include "draft.hpp"

namespace noctemg::synth {
namespace {

Burst draw_twitch(const Draft& draft, Draw& draw) {
  const TwitchParameters& p = draft.script.parameters.twitch;
  Burst b;
  b.site = static_cast<std::size_t>(draw.whole(0, static_cast<int>(draft.legs().sites.size()) - 1));
  b.duration_s = on_grid(draw.uniform(p.low_s, p.high_s));
  b.level_uv = draw.lognormal(p.level_uv, p.level_sigma, 25, 300);
  b.drive = Drive::volley;
  b.rise_s = b.fall_s = b.duration_s / 2;
  return b;
}

/// The place must be free.
void write_twitch(Draft& draft, const Burst& b, const std::string& reason) {
  draft.add(b);
  draft.take({&b.site, 1}, b.onset_s, b.end_s());
  draft.tell(Label::twitch, b.onset_s, b.end_s(), {&b.site, 1}, reason).features.peak_uv =
      b.level_uv;
}

void write_single(Draft& draft) {
  const TwitchParameters& p = draft.script.parameters.twitch;
  Draw draw(make_key({draft.legs().key, 32}));
  const int count = draw.poisson(p.per_hour * draft.hours());
  for (int k = 0; k < count; ++k) {
    Burst b = draw_twitch(draft, draw);
    const auto onset = draft.find_onset(draw, {.sites = {&b.site, 1}, .duration_s = b.duration_s});
    if (!onset) continue;
    b.onset_s = *onset;
    write_twitch(draft, b, "fragmentary myoclonus");
  }
}

/// Many a minute for a long time in NREM sleep; other events may lie between.
void write_excess(Draft& draft) {
  const TwitchParameters& p = draft.script.parameters.twitch;
  Draw draw(make_key({draft.legs().key, 33}));
  const int count = draw.poisson(p.efm_per_hour * draft.hours());
  for (int k = 0; k < count; ++k) {
    const double length =
        std::min(draw.uniform(p.efm_low_s, p.efm_high_s), draft.script.duration_s / 2);
    const double per_s = draw.uniform(p.efm_low_per_min, p.efm_high_per_min) / 60;
    const auto begin = draft.find_onset(
        draw, {.sites = {}, .duration_s = length, .stages = {Stage::n1, Stage::n2, Stage::n3}});
    if (!begin) continue;
    for (double t = 0.1 + draw.exponential(1 / per_s); t < length;
         t += 0.1 + draw.exponential(1 / per_s)) {
      Burst b = draw_twitch(draft, draw);
      b.onset_s = on_grid(*begin + t);
      const Stage stage = draft.stage_at(b.onset_s);
      const bool asleep = stage != Stage::wake && stage != Stage::rem;
      if (!asleep || !draft.fits(b.onset_s, {.sites = {&b.site, 1}, .duration_s = b.duration_s}))
        continue;
      write_twitch(draft, b, "excessive fragmentary myoclonus");
    }
  }
}

void write_fasciculations(Draft& draft) {
  const TwitchParameters& p = draft.script.parameters.twitch;
  Draw draw(make_key({draft.legs().key, 34}));
  const int count = draw.poisson(p.fasciculation_per_hour * draft.hours());
  const auto last = static_cast<int>(draft.legs().sites.size()) - 1;
  for (int k = 0; k < count; ++k) {
    auto site = static_cast<std::size_t>(draw.whole(0, last));
    if (draw.chance(p.fasciculation_calf_share)) {
      constexpr std::array calf = {LegMuscle::gm, LegMuscle::gl, LegMuscle::sol};
      site = draft.legs().site(calf.at(static_cast<std::size_t>(draw.whole(0, 2))),
                               draw.chance(0.5) ? Side::left : Side::right);
    }
    const auto onset =
        draft.find_onset(draw, {.sites = {&site, 1}, .duration_s = p.fasciculation_high_s});
    if (!onset) continue;
    write_fasciculation(draft, draw, site, *onset, "fasciculation");
    draft.take({&site, 1}, *onset, *onset + p.fasciculation_high_s);
  }
}

}  // namespace

void write_fasciculation(Draft& draft, Draw& draw, std::size_t site, double onset_s,
                         const std::string& reason) {
  const TwitchParameters& p = draft.script.parameters.twitch;
  Burst b;
  b.site = site;
  b.onset_s = onset_s;
  b.duration_s =
      std::max(0.001, on_grid(draw.uniform(p.fasciculation_low_s, p.fasciculation_high_s)));
  b.level_uv = draw.lognormal(p.fasciculation_level_uv, p.fasciculation_sigma, 10, 150);
  b.drive = Drive::fasciculation;
  b.rise_s = b.fall_s = b.duration_s / 2;
  draft.add(b);
  draft.tell(Label::twitch, b.onset_s, b.end_s(), {&site, 1}, reason).features.peak_uv = b.level_uv;
}

void write_twitches(Draft& draft) {
  write_excess(draft);
  write_single(draft);
  write_fasciculations(draft);
}

}  // namespace noctemg::synth
