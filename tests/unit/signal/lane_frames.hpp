#pragma once

/// \file
/// Frames of lanes for tests of kernels.

#include <cstring>
#include <random>
#include <vector>

#include "signal/kernels.hpp"

namespace noctemg::signal {

template <typename T>
using Frames = std::vector<LaneValues<T>>;

template <typename T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

template <typename T>
Frames<T> noise(std::size_t frames, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<T> normal(0, 20);
  Frames<T> result(frames);
  for (auto& frame : result) {
    for (T& value : frame.of) value = normal(random);
  }
  return result;
}

}  // namespace noctemg::signal
