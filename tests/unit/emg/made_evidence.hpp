#pragma once

/// \file
/// Evidence made by hand: a probable cramp, to be spoilt member by member.

#include "emg/classifier.hpp"
#include "made_bursts.hpp"

namespace noctemg::emg::made {

/// What a classifier is asked. Defaults: a cramp of 30 s in one calf head, peak 40 uV.
struct Asked {
  double duration_s = 30;
  bool bilateral = false;
  bool isolated = true;
  std::vector<Site> sites = one_leg();
  Evidence evidence = {};
  ClassifyOptions options = {};

  Asked() {
    EpisodeFeatures& f = evidence.features;
    f.peak_uv = 40;
    f.rms_uv = 30;
    f.baseline_uv = 2;
    f.median_hz = 110;
    f.rise_s = 2;
    f.fall_s = 2;
    f.duty = 1;
    f.coactivation = f.antagonist_ratio = f.contralateral_ratio = 0.1;
    f.low_frequency_ratio = 0.1;
    f.mains_share = 0.05;
    f.clipped_share = 0;
    f.onset_spread_s = 0;
    evidence.sites = {0};
    evidence.mean_ratio = 12;
    evidence.half_second_uv = 28;
    evidence.participants = 1;
    evidence.rhythm.bursts = 1;
  }

  [[nodiscard]] Verdict verdict() const {
    Group group;
    group.begin = 1000;
    group.end = 1000 + rows(duration_s);
    group.bilateral = bilateral;
    Evidence asked = evidence;
    asked.group = &group;
    return classify(asked, sites, options, isolated);
  }
  [[nodiscard]] Label label() const { return verdict().label; }
  [[nodiscard]] Certainty certainty() const { return verdict().certainty; }
};

inline void make_rhythmic(Asked& asked) {
  Rhythm& rhythm = asked.evidence.rhythm;
  rhythm.bursts = 20;
  rhythm.rate_hz = 1;
  rhythm.depth = 0.95;
  rhythm.duty = 0.4;
  rhythm.spread = 0.1;
  rhythm.covered = 1;
}

}  // namespace noctemg::emg::made
