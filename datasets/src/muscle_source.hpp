#pragma once

/// \file
/// The signal of one muscle, second by second: noise with the spectrum of surface EMG under the
/// envelope that the script asks for. A source of motor units can take its place.

#include <cstdint>
#include <span>
#include <vector>

#include "course.hpp"
#include "script.hpp"
#include "shaping_filter.hpp"

namespace noctemg::synth {

class MuscleSource {
 public:
  MuscleSource(const Script& script, std::size_t site, std::int64_t rate);

  /// Second `second` of the night; seconds must come in order. \param out  rate values, µV
  void render(std::int64_t second, std::span<double> out);

 private:
  [[nodiscard]] double resting_uv(double t_s) const;
  void fill_envelope(double begin_s, std::span<const Burst> bursts);
  void follow_pitch(double begin_s, std::span<const Burst> bursts);

  Site site_;
  MuscleParameters parameters_;
  std::uint64_t noise_key_;
  std::uint64_t drift_key_;
  std::int64_t rate_;
  Active<Burst> bursts_;
  ShapingFilter filter_;
  double pitch_ = 1;
  std::vector<double> envelope_;  // on a grid of 2 ms, both ends of the second included
};

}  // namespace noctemg::synth
