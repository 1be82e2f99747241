#pragma once

/// \file
/// What reaches all channels with the same course: the heart and the mains.

#include <cstdint>
#include <span>
#include <vector>

#include "noctemg/synth/parameters.hpp"
#include "random.hpp"

namespace noctemg::synth {

/// Where the heart's potential is measured.
enum class HeartWave {
  leg,   ///< a biphasic wave of about 90 ms, as far from the heart
  chest  ///< P wave, QRS complex and T wave
};

/// The heart's potential with a peak of 1, beat after beat; the same beats for the same key
/// whatever the wave. Seconds must come in order.
class Heart {
 public:
  Heart(const BodyParameters& parameters, std::uint64_t key, HeartWave wave = HeartWave::leg);
  void render(std::int64_t second, std::span<double> out);

 private:
  void follow(double begin_s);

  Draw draw_;
  BodyParameters p_;
  HeartWave wave_;
  double last_s_ = -1;
  std::vector<double> beats_;  // those whose wave touches the second at hand
};

/// The mains voltage with its odd harmonics, first harmonic with amplitude 1. Seconds must come in
/// order.
class Mains {
 public:
  Mains(const ArtifactParameters& parameters, std::uint64_t key) : p_(parameters), key_(key) {}
  void render(std::int64_t second, std::span<double> out);

 private:
  void add_harmonic(double order, double share, double phase, double hz,
                    std::span<double> out) const;

  ArtifactParameters p_;
  std::uint64_t key_;
  double turns_ = 0;
};

}  // namespace noctemg::synth
