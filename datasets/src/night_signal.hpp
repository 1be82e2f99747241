#pragma once

/// \file
/// All EMG channels of a night that share a rate, rendered second by second.

#include <cstdint>
#include <span>
#include <vector>

#include "channel_source.hpp"
#include "muscle_source.hpp"
#include "shared_sources.hpp"

namespace noctemg::synth {

class NightSignal {
 public:
  NightSignal(const Script& script, std::int64_t rate);

  /// Indices among the script's electrodes, rising.
  [[nodiscard]] std::span<const std::size_t> electrodes() const { return electrodes_; }
  /// Seconds must come in order. \param out  per electrodes(), µV
  void render(std::int64_t number, std::span<const std::span<double>> out);

 private:
  void turn_second();

  std::vector<std::size_t> electrodes_;
  std::vector<MuscleSource> muscles_;  // those that one of the electrodes sees
  std::vector<ChannelSamples> units_;  // per electrode: what it sees of all motor units
  std::vector<ChannelSource> channels_;
  Heart heart_;
  Mains mains_;
  Second second_;
};

}  // namespace noctemg::synth
