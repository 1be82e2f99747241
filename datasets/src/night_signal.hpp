#pragma once

/// \file
/// All sources of a night together, rendered second by second.

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

  /// Channel after channel; seconds must come in order.
  void render(std::int64_t number, std::span<double> out);

 private:
  void turn_second();

  std::vector<MuscleSource> muscles_;
  std::vector<ChannelSource> channels_;
  Heart heart_;
  Mains mains_;
  Second second_;
};

}  // namespace noctemg::synth
