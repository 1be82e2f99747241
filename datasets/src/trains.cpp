#include <algorithm>

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

}  // namespace

void write_trains(Draft& draft) {
  write_rhythms(draft);
  write_all_series(draft);
}

}  // namespace noctemg::synth
