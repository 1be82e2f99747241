#pragma once

/// \file
/// Signals for tests of the sample side, and a conditioner that is fed as the analysis feeds it.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

#include "emg/band.hpp"
#include "emg/conditioner.hpp"

namespace noctemg::emg::made {

inline std::vector<float> noise(std::size_t frames, double rms_uv, unsigned seed) {
  std::mt19937 random(seed);
  // Uniform values of this half width have the RMS asked for, with the same bits everywhere.
  const double half_width = rms_uv * std::sqrt(3.0);
  std::vector<float> x(frames);
  for (float& value : x) {
    value =
        static_cast<float>(half_width * (2.0 * static_cast<double>(random()) / 4294967295.0 - 1));
  }
  return x;
}

inline void add_sine(std::vector<float>& x, double amplitude_uv, double frequency_hz,
                     double rate_hz, double phase = 0) {
  for (std::size_t f = 0; f < x.size(); ++f) {
    const double angle = 2 * std::numbers::pi * frequency_hz * static_cast<double>(f) / rate_hz;
    x[f] += static_cast<float>(amplitude_uv * std::sin(angle + phase));
  }
}

inline Conditioner conditioner(double rate_hz, const std::vector<LaneSetup>& lanes,
                               const Options& options = {}) {
  return {options, design_band(options.filter, rate_hz), Rate::from_hz(rate_hz), lanes};
}

inline LaneSetup lane(std::vector<double> notch_hz = {}, float rail_uv = std::nanf("")) {
  return {std::move(notch_hz), -rail_uv, rail_uv};
}

/// Rows of a tile within a whole signal.
/// \param signal  [frame][channel]
inline std::vector<ChannelRows> tile(const Conditioner& conditioner,
                                     const std::vector<float>& signal, std::int64_t first_row,
                                     std::int64_t row_count) {
  const auto channels = static_cast<std::int64_t>(conditioner.channel_count());
  const auto frames = static_cast<std::int64_t>(signal.size()) / channels;
  Conditioner::Workspace work;
  std::vector<ChannelRows> out(conditioner.channel_count());
  const Tile asked{first_row, out};
  conditioner.process(work, frames, row_count, {&asked, 1},
                      [&](std::size_t /*tile*/, std::int64_t first, std::int64_t count, float* to) {
                        std::copy_n(signal.begin() + first * channels, count * channels, to);
                      });
  return out;
}

/// All rows of one channel's signal in one go.
inline ChannelRows rows_of(const std::vector<float>& signal, double rate_hz,
                           const LaneSetup& setup = lane(), const Options& options = {}) {
  const Conditioner one = conditioner(rate_hz, {setup}, options);
  return tile(one, signal, 0, one.rate().rows_in(static_cast<std::int64_t>(signal.size()))).front();
}

}  // namespace noctemg::emg::made
