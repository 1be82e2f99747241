#pragma once

/// \file
/// What reaches all channels with the same course: the heart and the mains.

#include <array>
#include <cstdint>
#include <span>

#include "noctemg/synth/parameters.hpp"
#include "random.hpp"

namespace noctemg::synth {

/// The heart's potential at the leg with a peak of 1, beat after beat. Seconds must come in order.
class Heart {
 public:
  Heart(const ArtifactParameters& parameters, std::uint64_t key);
  void render(std::int64_t second, std::span<double> out);

 private:
  void next_beat();

  Draw draw_;
  double mean_hz_;
  std::array<double, 4> beats_ = {};  // the last ones, the newest not yet reached
};

/// The mains voltage with its odd harmonics, first harmonic with amplitude 1. Seconds must come in
/// order.
class Mains {
 public:
  Mains(const ArtifactParameters& parameters, std::uint64_t key) : p_(parameters), key_(key) {}
  void render(std::int64_t second, std::span<double> out);

 private:
  ArtifactParameters p_;
  std::uint64_t key_;
  double turns_ = 0;
};

}  // namespace noctemg::synth
