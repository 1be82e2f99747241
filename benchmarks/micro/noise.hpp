#pragma once

#include <cstddef>
#include <random>
#include <vector>

namespace noctemg::bench {

/// White noise of 10 µV RMS, the same in every run.
inline std::vector<double> noise_uv(std::size_t count) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> amplitude_uv(0.0, 10.0);
  std::vector<double> samples(count);
  for (double& sample : samples) {
    sample = amplitude_uv(random);
  }
  return samples;
}

}  // namespace noctemg::bench
