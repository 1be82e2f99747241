#include <algorithm>
#include <cmath>

#include "draft.hpp"

namespace noctemg::synth {
namespace {

std::size_t draw_electrode(const Draft& draft, Draw& draw) {
  return static_cast<std::size_t>(
      draw.whole(0, static_cast<int>(draft.legs().electrodes.size()) - 1));
}

int draw_count(const Draft& draft, Draw& draw, double per_hour) {
  return draw.poisson(per_hour * draft.script.duration_s / 3600);
}

/// Electrodes that come off. Their muscles go on unseen; nothing is planned there but movements of
/// many muscles, which the other channels show.
void write_lead_off(Draft& draft) {
  const ArtifactParameters& p = draft.script.parameters.artifact;
  Draw draw(make_key({draft.legs().key, 60}));
  const int count = draw_count(draft, draw, p.leadoff_per_hour);
  for (int k = 0; k < count; ++k) {
    Disturbance d;
    d.electrode = draw_electrode(draft, draw);
    const bool flat = draw.chance(p.leadoff_flat_share);
    d.kind = flat ? DisturbanceKind::lead_off_flat : DisturbanceKind::lead_off_open;
    const double longest = std::min(3600.0, draft.script.duration_s / 6);
    d.duration_s = on_grid(draw.lognormal(std::min(p.leadoff_median_s, longest / 2), 1.0,
                                          std::min(60.0, longest / 4), longest));
    d.level_uv = draw.uniform(p.hum_low_uv, p.hum_high_uv) * 2;
    d.key = draw.key();
    const std::size_t site = draft.legs().electrodes[d.electrode].site();
    const auto onset = draft.find_onset(draw, {.sites = {&site, 1}, .duration_s = d.duration_s});
    if (!onset) continue;
    d.onset_s = *onset;
    draft.add(d);
    draft.take_off(site, d.onset_s, d.end_s());
    draft.tell_artifact(d.onset_s, d.end_s(), {&d.electrode, 1},
                        flat ? "electrode off, flat" : "electrode off, open input");
  }
}

/// Something on one electrode for a long time, whatever its muscle does.
void write_long(Draft& draft, Draw& draw, Disturbance d, double median_s, double shortest_s,
                double longest_s, const std::string& reason) {
  d.electrode = draw_electrode(draft, draw);
  const double longest = std::min(longest_s, draft.script.duration_s / 6);
  d.duration_s = on_grid(draw.lognormal(std::min(median_s, longest / 2), 0.7,
                                        std::min(shortest_s, longest / 4), longest));
  d.key = draw.key();
  d.onset_s = on_grid(draw.uniform(2, draft.script.duration_s - d.duration_s - 2));
  const std::size_t site = draft.legs().electrodes[d.electrode].site();
  if (draft.is_off(site, d.onset_s, d.end_s())) return;
  draft.add(d);
  draft.tell_artifact(d.onset_s, d.end_s(), {&d.electrode, 1}, reason).features.peak_uv =
      std::abs(d.level_uv);
}

void write_hum(Draft& draft) {
  const ArtifactParameters& p = draft.script.parameters.artifact;
  Draw draw(make_key({draft.legs().key, 61}));
  for (int k = draw_count(draft, draw, p.hum_per_hour); k > 0; --k) {
    Disturbance d;
    d.kind = DisturbanceKind::hum;
    d.level_uv = draw.uniform(p.hum_low_uv, p.hum_high_uv);
    write_long(draft, draw, d, p.hum_median_s, 30, 900, "mains hum");
  }
  for (int k = draw_count(draft, draw, p.loose_per_hour); k > 0; --k) {
    Disturbance d;
    d.kind = DisturbanceKind::loose;
    d.level_uv = draw.uniform(p.loose_low_uv, p.loose_high_uv);
    write_long(draft, draw, d, p.loose_median_s, 30, 3600, "loose electrode, hum that wanders");
  }
}

/// Things that happen on one electrode while its muscle is quiet.
void write_single(Draft& draft, Draw& draw, Disturbance d, const std::string& reason) {
  d.electrode = draw_electrode(draft, draw);
  d.duration_s = on_grid(d.duration_s);
  d.key = draw.key();
  const std::size_t site = draft.legs().electrodes[d.electrode].site();
  const auto onset = draft.find_onset(
      draw, {.sites = {&site, 1}, .duration_s = d.duration_s, .before_s = 1, .after_s = 1});
  if (!onset) return;
  d.onset_s = *onset;
  draft.add(d);
  draft.take({&site, 1}, d.onset_s, d.end_s());
  draft.tell_artifact(d.onset_s, d.end_s(), {&d.electrode, 1}, reason).features.peak_uv =
      d.level_uv;
}

void write_pops(Draft& draft) {
  const ArtifactParameters& p = draft.script.parameters.artifact;
  Draw draw(make_key({draft.legs().key, 62}));
  const int count = draw_count(draft, draw, p.pop_per_hour);
  for (int k = 0; k < count; ++k) {
    Disturbance d;
    d.kind = DisturbanceKind::pop;
    d.level_uv = draw.uniform(p.pop_low_uv, p.pop_high_uv) * (draw.chance(0.5) ? 1 : -1);
    d.decay_s = draw.uniform(p.pop_low_s, p.pop_high_s);
    d.duration_s = 5 * d.decay_s;
    write_single(draft, draw, d, "electrode pop");
  }
}

void write_jerks(Draft& draft) {
  const ArtifactParameters& p = draft.script.parameters.artifact;
  Draw draw(make_key({draft.legs().key, 63}));
  const int count = draw_count(draft, draw, p.clip_per_hour);
  for (int k = 0; k < count; ++k) {
    Disturbance d;
    d.kind = DisturbanceKind::cable;
    d.level_uv = p.clip_uv;
    d.duration_s = draw.uniform(p.clip_low_s, p.clip_high_s);
    write_single(draft, draw, d, "jerk into the rails");
  }
}

/// A broken cable or dry contact: spikes for a while, on one channel only.
void write_crackle(Draft& draft) {
  const ArtifactParameters& p = draft.script.parameters.artifact;
  Draw draw(make_key({draft.legs().key, 65}));
  const double longest = std::min(600.0, draft.script.duration_s / 12);
  for (int k = draw_count(draft, draw, p.crackle_per_hour); k > 0; --k) {
    Disturbance d;
    d.kind = DisturbanceKind::crackle;
    d.level_uv = draw.uniform(p.crackle_low_uv, p.crackle_high_uv);
    d.duration_s = draw.lognormal(std::min(p.crackle_median_s, longest / 2), 0.8, 2, longest);
    write_single(draft, draw, d, "cable crackle");
  }
}

/// An amplifier that stays at its rail; nothing is planned there, as for electrodes that are off.
void write_rails(Draft& draft) {
  const ArtifactParameters& p = draft.script.parameters.artifact;
  Draw draw(make_key({draft.legs().key, 66}));
  const double longest = std::min(1800.0, draft.script.duration_s / 12);
  for (int k = draw_count(draft, draw, p.rail_per_hour); k > 0; --k) {
    Disturbance d;
    d.kind = DisturbanceKind::rail;
    d.electrode = draw_electrode(draft, draw);
    d.level_uv = draw.chance(0.5) ? p.rail_uv : -p.rail_uv;
    d.duration_s = on_grid(draw.lognormal(std::min(p.rail_median_s, longest / 2), 0.7,
                                          std::min(30.0, longest / 4), longest));
    const std::size_t site = draft.legs().electrodes[d.electrode].site();
    const auto onset = draft.find_onset(draw, {.sites = {&site, 1}, .duration_s = d.duration_s});
    if (!onset) continue;
    d.onset_s = *onset;
    draft.add(d);
    draft.take_off(site, d.onset_s, d.end_s());
    draft.tell_artifact(d.onset_s, d.end_s(), {&d.electrode, 1}, "at the rail");
  }
}

/// One cable or a few neighbours of one leg.
void write_cables(Draft& draft) {
  const ArtifactParameters& p = draft.script.parameters.artifact;
  Draw draw(make_key({draft.legs().key, 64}));
  const int count = draw_count(draft, draw, p.cable_per_hour);
  for (int k = 0; k < count; ++k) {
    const std::size_t first = draw_electrode(draft, draw);
    const auto several = static_cast<std::size_t>(draw.whole(1, 3));
    std::vector<std::size_t> electrodes;
    std::vector<std::size_t> sites;
    const Legs& legs = draft.legs();
    const auto side_of = [&](std::size_t c) { return legs.sites[legs.electrodes[c].site()].side; };
    for (std::size_t c = first; c < legs.electrodes.size() && electrodes.size() < several; ++c) {
      if (side_of(c) != side_of(first)) break;
      electrodes.push_back(c);
      sites.push_back(legs.electrodes[c].site());
    }
    const double duration = on_grid(draw.uniform(p.cable_low_s, p.cable_high_s));
    const auto onset = draft.find_onset(
        draw, {.sites = sites, .duration_s = duration, .before_s = 1, .after_s = 1});
    if (!onset) continue;
    for (const std::size_t c : electrodes) {
      const double level = draw.uniform(p.cable_low_uv, p.cable_high_uv);
      draft.add({DisturbanceKind::cable, c, *onset, duration, level, 0, draw.key()});
    }
    draft.take(sites, *onset, *onset + duration);
    draft.tell_artifact(*onset, *onset + duration, electrodes, "cable movement");
  }
}

}  // namespace

void write_artifacts(Draft& draft) {
  if (draft.legs().electrodes.empty()) return;
  write_hum(draft);
  write_crackle(draft);
  write_pops(draft);
  write_jerks(draft);
  write_cables(draft);
}

void write_absent_electrodes(Draft& draft) {
  if (draft.legs().electrodes.empty()) return;
  write_lead_off(draft);
  write_rails(draft);
}

}  // namespace noctemg::synth
