#pragma once

/// \file
/// What is measured on an episode, with the definition, unit and source of every number.

#include <array>
#include <string_view>

#include "noctemg/recording.hpp"

namespace noctemg {

/// What was measured on an episode. NaN = not measurable there (said in the files as n/a).
/// "Leading" is the site with the most energy above rest; levels "above rest" have the resting
/// level taken off. episode_feature_table() says what each number is.
struct EpisodeFeatures {
  double duration_s = not_a_number;
  double peak_uv = not_a_number;
  double rms_uv = not_a_number;
  double baseline_uv = not_a_number;
  double level_ratio = not_a_number;
  double peak_ratio = not_a_number;
  double duty = not_a_number;
  double rise_s = not_a_number;
  double fall_s = not_a_number;
  double ramp_s = not_a_number;
  double decay_s = not_a_number;
  double unsteadiness = not_a_number;
  double modulation_depth = not_a_number;
  double modulation_hz = not_a_number;
  double modulation_spread = not_a_number;
  double modulation_duty = not_a_number;
  double slow_modulation = not_a_number;
  double bursts = 0;
  double coactivation = not_a_number;
  double antagonist_ratio = not_a_number;
  double contralateral_ratio = not_a_number;
  double neighbour_share = not_a_number;
  double second_neighbour_share = not_a_number;
  double antagonist_share = not_a_number;
  double synergist_share = not_a_number;
  double contralateral_share = not_a_number;
  double both_legs = not_a_number;
  double lead_calf = not_a_number;
  double lead_shin = not_a_number;
  double lead_thigh = not_a_number;
  double lead_foot = not_a_number;
  double leg_sites = not_a_number;
  double other_leg_sites = not_a_number;
  double participants = not_a_number;
  double onset_spread_s = not_a_number;
  double before_share = not_a_number;
  double after_share = not_a_number;
  double quiet_before_s = not_a_number;
  double quiet_after_s = not_a_number;
  double moved_after_s = not_a_number;
  double twitches_before = not_a_number;
  double twitches_after = not_a_number;
  double company = not_a_number;
  double stretch = not_a_number;
  double median_hz = not_a_number;
  double crossing_hz = not_a_number;
  double crossing_change = not_a_number;
  double kurtosis = not_a_number;
  double low_frequency_ratio = not_a_number;
  double mains_share = not_a_number;
  double clipped_share = not_a_number;
};

/// Name, unit and meaning of a feature. Names are those of columns and of the inputs of a model.
struct EpisodeFeature {
  std::string_view name;
  std::string_view unit;
  double EpisodeFeatures::*member = nullptr;
  std::string_view meaning;
};

inline constexpr std::size_t episode_feature_count = 51;
/// All features in the order of the struct.
[[nodiscard]] const std::array<EpisodeFeature, episode_feature_count>& episode_feature_table();

}  // namespace noctemg
