#pragma once

/// \file
/// Bursts and sites made by hand for tests of the decision side: times in seconds, levels in µV.

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "emg/burst.hpp"
#include "emg/site.hpp"

namespace noctemg::emg::made {

inline constexpr float rest_uv = 2;

inline std::int64_t rows(double time_s) { return std::llround(time_s * 100); }

/// Level above rest over time, both from the start of the segment.
using Level = std::function<double(double)>;

inline Level steady(double above_uv) {
  return [=](double) { return above_uv; };
}

/// `first` until `at_s`, then `second`.
inline Level step(double first_uv, double at_s, double second_uv) {
  return [=](double t) { return t < at_s ? first_uv : second_uv; };
}

/// A burst on a resting level of 2 uV whose seconds hold the band's power, a tenth of it below the
/// band, and a median frequency of 110 Hz.
inline Burst burst(double begin_s, double end_s, const Level& above) {
  Burst out;
  out.begin = rows(begin_s);
  out.end = rows(end_s);
  out.rest_uv = rest_uv;
  out.profile_begin = out.begin / profile_rows * profile_rows;
  for (std::int64_t row = out.profile_begin; row < out.end; row += profile_rows) {
    out.profile.push_back(rest_uv + static_cast<float>(above(static_cast<double>(row) / 100)));
  }
  out.second_begin = out.begin / rows_per_second;
  for (std::int64_t s = out.second_begin; s * rows_per_second < out.end; ++s) {
    const auto level = static_cast<float>(above(static_cast<double>(s) + 0.5)) + rest_uv;
    SecondFeatures second;
    second.mean_square = level * level;
    second.low_mean_square = 0.1F * second.mean_square;
    second.median_hz = 110;
    second.rows = 100;
    out.seconds.push_back(second);
  }
  return out;
}

inline Burst burst(double begin_s, double end_s, double above_uv = 30) {
  return burst(begin_s, end_s, steady(above_uv));
}

inline Site site(MuscleGroup group, Side side = Side::left, std::size_t channel = 0) {
  return {channel, "", side, group};
}

/// Two calf heads, soleus and the shin of one leg.
inline std::vector<Site> one_leg(Side side = Side::left) {
  return {site(MuscleGroup::calf, side, 0), site(MuscleGroup::calf, side, 1),
          site(MuscleGroup::calf, side, 2), site(MuscleGroup::shin, side, 3)};
}

/// Calf and shin of the left leg (0, 1), calf and shin of the right leg (2, 3).
inline std::vector<Site> two_legs() {
  return {site(MuscleGroup::calf, Side::left, 0), site(MuscleGroup::shin, Side::left, 1),
          site(MuscleGroup::calf, Side::right, 2), site(MuscleGroup::shin, Side::right, 3)};
}

using Spans = std::vector<std::pair<std::int64_t, std::int64_t>>;

template <class List>
Spans spans(const List& list) {
  Spans result;
  for (const auto& item : list) result.emplace_back(item.begin, item.end);
  return result;
}

}  // namespace noctemg::emg::made
