#pragma once

/// \file
/// The signal of one muscle on all electrodes that see it, second by second: every discharge of a
/// motor unit adds the unit's potential.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "motor_drive.hpp"
#include "motor_pool.hpp"
#include "script.hpp"

namespace noctemg::synth {

/// Samples of one channel: the second at hand and the beginning of the next.
using ChannelSamples = std::vector<double>;

class MuscleSource {
 public:
  /// \param electrodes  those that matter, in the order of render's channels
  MuscleSource(const Script& script, std::size_t site, std::int64_t rate,
               std::span<const std::size_t> electrodes);

  /// Adds second `second` of the night; seconds must come in order.
  /// \param channels  per electrode, µV; potentials that outlast the second reach into the rest
  void render(std::int64_t second, std::span<ChannelSamples> channels);

 private:
  struct Sight {
    std::size_t channel;
    double gain;
    ElectrodePlace place;
  };
  /// Samples of one unit for all electrodes, `[sight]`; none where it cannot be seen.
  using Templates = std::vector<std::vector<float>>;

  [[nodiscard]] const Templates& templates_of(std::size_t unit);
  void add(const Firing& firing, double begin_s, std::span<ChannelSamples> channels);

  std::unique_ptr<const MotorPool> pool_;  // stays where it is when this moves
  MotorDrive drive_;
  RecorderFilter recorder_;
  double rate_hz_;
  double band_gain_ = 1;  // what the recorder cuts off is made good on the first electrode
  std::vector<Sight> sights_;
  std::vector<Templates> templates_;  // per unit, made when it first discharges
  std::vector<Firing> firings_;
};

/// Seconds that a potential lasts at most, with the recorder's delay.
[[nodiscard]] double longest_potential_s(std::int64_t rate);

}  // namespace noctemg::synth
