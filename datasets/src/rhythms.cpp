#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "draft.hpp"

namespace noctemg::synth {
namespace {

/// What trains of one kind are like.
struct Beat {
  double rate_hz = 0;
  double length_s = 0;       ///< of the train
  double burst_low_s = 0;    ///< of each burst: from
  double burst_high_s = 0;   ///< to
  bool alternating = false;  ///< left and right in turn
};

/// A rhythmic train before it has a place.
struct Train {
  std::vector<std::size_t> sites;
  std::vector<Burst> bursts;
  double span_s = 0;
};

/// Mean and standard deviation turned into the median and spread of a lognormal.
double draw_hflm_length(const RhythmParameters& p, double longest, Draw& draw) {
  const double ratio = p.hflm_sd_s / p.hflm_mean_s;
  const double variance = exact_log(1 + ratio * ratio);
  const double median = p.hflm_mean_s * exact_exp(-variance / 2);
  return draw.lognormal(median, std::sqrt(variance), std::min(p.hflm_low_s, longest), longest);
}

Beat draw_hflm(const RhythmParameters& p, double night_s, Draw& draw) {
  Beat beat;
  beat.rate_hz = draw.clipped_normal(p.hflm_hz, p.hflm_sd_hz, p.hflm_low_hz, p.hflm_high_hz);
  beat.length_s = draw_hflm_length(p, std::min(p.hflm_high_s, night_s / 6), draw);
  beat.burst_low_s = p.hflm_duty_low / beat.rate_hz;
  beat.burst_high_s = p.hflm_duty_high / beat.rate_hz;
  return beat;
}

/// \param hz  of each leg
Beat draw_alma(const RhythmParameters& p, Draw& draw) {
  Beat beat;
  beat.alternating = true;
  beat.rate_hz = draw.uniform(p.alma_low_hz, p.alma_high_hz);
  beat.length_s = draw.uniform(p.alma_low_s, p.alma_high_s);
  // Left and right in turn: neither lasts longer than half a period.
  beat.burst_high_s = std::min(p.alma_burst_high_s, 0.5 / beat.rate_hz);
  beat.burst_low_s = std::min(p.alma_burst_low_s, beat.burst_high_s);
  return beat;
}

Beat draw_tremor(const RhythmParameters& p, Draw& draw) {
  Beat beat;
  beat.rate_hz = draw.uniform(p.tremor_low_hz, p.tremor_high_hz);
  beat.length_s = draw.uniform(p.tremor_low_s, p.tremor_high_s);
  // The muscle falls silent between bursts, or it would be no tremor.
  beat.burst_high_s = std::min(p.tremor_burst_high_s, 0.65 / beat.rate_hz);
  beat.burst_low_s = std::min(p.tremor_burst_low_s, beat.burst_high_s);
  return beat;
}

void add_beat(Train& train, const Beat& beat, std::size_t site, double onset, double level,
              Draw& draw) {
  Burst b;
  b.site = site;
  b.duration_s = on_grid(draw.uniform(beat.burst_low_s, beat.burst_high_s));
  b.onset_s = on_grid(std::max(0.0, onset));
  b.level_uv = level * draw.lognormal(1, 0.2, 0.5, 2);
  b.rise_s = 0.3 * b.duration_s;
  b.fall_s = 0.5 * b.duration_s;
  train.span_s = std::max(train.span_s, b.end_s());
  train.bursts.push_back(b);
}

Train draw_train(const Draft& draft, const Beat& beat, Draw& draw) {
  const RhythmParameters& p = draft.script.parameters.rhythm;
  Train train;
  const Side side = draw.chance(0.5) ? Side::left : Side::right;
  const Side other = side == Side::left ? Side::right : Side::left;
  train.sites.push_back(draft.legs().site(LegMuscle::ta, side));
  const bool calf_joins = draw.chance(p.calf_share);
  if (beat.alternating) {
    train.sites.push_back(draft.legs().site(LegMuscle::ta, other));
  } else if (calf_joins) {
    train.sites.push_back(draft.legs().site(LegMuscle::gm, side));
  }
  const double level = draw.lognormal(p.level_uv, p.level_sigma, 10, 200);
  // Four bursts make a train.
  const int beats = std::max(4, static_cast<int>(beat.length_s * beat.rate_hz));
  for (int k = 0; k < beats; ++k) {
    const double onset = (k + (k > 0 ? draw.normal(0, p.jitter) : 0)) / beat.rate_hz;
    for (std::size_t s = 0; s < train.sites.size(); ++s) {
      const double shift = beat.alternating && s == 1 ? 0.5 / beat.rate_hz : 0;
      add_beat(train, beat, train.sites[s], onset + shift, level, draw);
    }
  }
  return train;
}

void write_train(Draft& draft, Draw& draw, const Beat& beat, const std::vector<Stage>& stages,
                 const char* what) {
  const Train train = draw_train(draft, beat, draw);
  Wish wish{.sites = train.sites, .duration_s = train.span_s, .before_s = 2, .after_s = 2};
  wish.stages = stages;
  const auto onset = draft.find_onset_anyway(draw, wish);
  if (!onset) return;
  for (Burst b : train.bursts) {
    b.onset_s += *onset;
    draft.add(b);
  }
  const double end = *onset + train.span_s;
  draft.take(train.sites, *onset, end);
  const Side side = beat.alternating ? Side::unknown : draft.legs().sites[train.sites.front()].side;
  draft.script.motions.push_back(
      {*onset, train.span_s, draft.script.parameters.body.shake_low_g, beat.rate_hz, side});
  draft
      .tell(Label::rhythmic, *onset, end, train.sites,
            fmt::format("{}, {:.1f} Hz", what, beat.rate_hz))
      .features.modulation_hz = beat.rate_hz;
}

}  // namespace

void write_rhythms(Draft& draft) {
  const RhythmParameters& p = draft.script.parameters.rhythm;
  Draw draw(make_key({draft.legs().key, 41}));
  for (int k = draw.poisson(p.hflm_per_hour * draft.hours()); k > 0; --k) {
    const Beat beat = draw_hflm(p, draft.script.duration_s, draw);
    const bool awake = draw.chance(p.hflm_wake_share);
    write_train(
        draft, draw, beat,
        awake ? std::vector{Stage::wake} : std::vector{Stage::n1, Stage::n2, Stage::n3, Stage::rem},
        "high-frequency leg movement");
  }
  for (int k = draw.poisson(p.alma_per_hour * draft.hours()); k > 0; --k) {
    write_train(draft, draw, draw_alma(p, draw), {}, "alternating muscle activation");
  }
  for (int k = draw.poisson(p.tremor_per_hour * draft.hours()); k > 0; --k) {
    write_train(draft, draw, draw_tremor(p, draw), {Stage::wake, Stage::n1, Stage::n2},
                "hypnogenic foot tremor");
  }
}

}  // namespace noctemg::synth
