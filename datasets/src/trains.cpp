#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "draft.hpp"

namespace noctemg::synth {
namespace {

/// Lognormal with a mode instead of a median.
double draw_interval(const MovementParameters& p, Draw& draw) {
  const double median = p.interval_mode_s * exact_exp(p.interval_sigma * p.interval_sigma);
  return draw.lognormal(median, p.interval_sigma, p.interval_low_s, p.interval_high_s);
}

/// A series of periodic movements. Where something else is in the way a movement is left out, as
/// real series skip a beat.
void write_series(Draft& draft, Draw& draw, double onset, int length) {
  const MovementParameters& p = draft.script.parameters.movement;
  double t = onset;
  for (int k = 0; k < length; ++k) {
    const double duration = draw.lognormal(p.periodic_median_s, p.periodic_sigma, 0.5, 9);
    const LegMovement m = draw_leg_movement(draft.legs(), p, draw, duration);
    const Wish wish{.sites = m.sites, .duration_s = m.span_s};
    if (draft.fits(on_grid(t), wish)) {
      write_leg_movement(draft, m, on_grid(t), "periodic movement");
    }
    t += std::max(draw_interval(p, draw), m.span_s + 2);
  }
}

void write_all_series(Draft& draft) {
  const MovementParameters& p = draft.script.parameters.movement;
  Draw draw(make_key({draft.legs().key, 40}));
  const int count = draw.poisson(p.series_per_hour * draft.script.duration_s / 3600);
  const std::vector<std::size_t> everywhere = sites_of(draft.legs(), Side::unknown);
  for (int k = 0; k < count; ++k) {
    const int length = 4 + static_cast<int>(draw.exponential(std::max(1.0, p.series_length - 4)));
    Wish wish{.sites = everywhere, .duration_s = std::min(60.0, draft.script.duration_s / 4)};
    wish.stages = {Stage::n1, Stage::n2, Stage::n3};
    wish.through_lead_off = true;
    const auto onset = draft.find_onset(draw, wish);
    if (onset) write_series(draft, draw, *onset, length);
  }
}

/// A rhythmic train before it has a place.
struct Train {
  std::vector<std::size_t> sites;
  std::vector<Burst> bursts;
  double rate_hz = 0;
  bool alternating = false;
};

/// Mean and standard deviation turned into the median and spread of a lognormal.
double draw_train_length(const MovementParameters& p, double longest, Draw& draw) {
  const double ratio = p.rhythmic_sd_s / p.rhythmic_mean_s;
  const double variance = exact_log(1 + ratio * ratio);
  const double median = p.rhythmic_mean_s * exact_exp(-variance / 2);
  return draw.lognormal(median, std::sqrt(variance), p.rhythmic_low_s, longest);
}

void add_beat(Train& train, std::size_t site, double onset, double level, Draw& draw) {
  Burst b;
  b.site = site;
  b.duration_s = on_grid(draw.uniform(0.3, 0.6) / train.rate_hz / (train.alternating ? 1.3 : 1.0));
  b.onset_s = on_grid(std::max(0.0, onset));
  b.level_uv = level * draw.lognormal(1, 0.2, 0.5, 2);
  b.rise_s = 0.3 * b.duration_s;
  b.fall_s = 0.5 * b.duration_s;
  train.bursts.push_back(b);
}

Train draw_train(const Draft& draft, Draw& draw) {
  const MovementParameters& p = draft.script.parameters.movement;
  Train train;
  train.rate_hz = draw.clipped_normal(p.rhythmic_hz, p.rhythmic_sd_hz, 0.4, 3.7);
  train.alternating = draw.chance(p.alternating_share);
  const Side side = draw.chance(0.5) ? Side::left : Side::right;
  const Side other = side == Side::left ? Side::right : Side::left;
  train.sites.push_back(draft.legs().site(LegMuscle::ta, side));
  if (train.alternating) {
    train.sites.push_back(draft.legs().site(LegMuscle::ta, other));
  } else if (draw.chance(0.3)) {
    train.sites.push_back(draft.legs().site(LegMuscle::gm, side));
  }
  const double longest = std::min(p.rhythmic_high_s, draft.script.duration_s / 6);
  const double length = std::max(draw_train_length(p, longest, draw), 4.5 / train.rate_hz);
  const double level = draw.lognormal(p.level_uv, p.level_sigma, 10, 200);
  const int beats = static_cast<int>(length * train.rate_hz);
  for (int k = 0; k < beats; ++k) {
    const double onset = (k + (k > 0 ? draw.normal(0, 0.05) : 0)) / train.rate_hz;
    for (std::size_t s = 0; s < train.sites.size(); ++s) {
      const double shift = train.alternating && s == 1 ? 0.5 / train.rate_hz : 0;
      add_beat(train, train.sites[s], onset + shift, level, draw);
    }
  }
  return train;
}

void write_rhythmic_trains(Draft& draft) {
  const MovementParameters& p = draft.script.parameters.movement;
  Draw draw(make_key({draft.legs().key, 41}));
  const int count = draw.poisson(p.rhythmic_per_hour * draft.script.duration_s / 3600);
  for (int k = 0; k < count; ++k) {
    const Train train = draw_train(draft, draw);
    double span = 0;
    for (const Burst& b : train.bursts) span = std::max(span, b.end_s());
    Wish wish{.sites = train.sites, .duration_s = span, .before_s = 2, .after_s = 2};
    // 64 % of episodes in wakefulness (Yang and Winkelman 2010), where the night has room for them.
    if (draw.chance(0.64)) wish.stages = {Stage::wake};
    const auto onset = draft.find_onset_anyway(draw, wish);
    if (!onset) continue;
    for (Burst b : train.bursts) {
      b.onset_s += *onset;
      draft.add(b);
    }
    draft.take(train.sites, *onset, *onset + span);
    draft
        .tell(Label::rhythmic, *onset, *onset + span, train.sites,
              fmt::format("{:.1f} Hz{}", train.rate_hz, train.alternating ? ", alternating" : ""))
        .features.modulation_hz = train.rate_hz;
  }
}

}  // namespace

void write_trains(Draft& draft) {
  write_rhythmic_trains(draft);
  write_all_series(draft);
}

}  // namespace noctemg::synth
