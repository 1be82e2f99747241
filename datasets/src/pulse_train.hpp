#pragma once

/// \file
/// The discharges of one motor unit at a changing rate.

#include <cstdint>
#include <vector>

#include "random.hpp"

namespace noctemg::synth {

inline constexpr std::int64_t steps_per_second = 200;  ///< of everything that drives motor units
inline constexpr double step_s = 1.0 / static_cast<double>(steps_per_second);

/// One discharge of a motor unit.
struct Firing {
  double time_s = 0;
  std::size_t unit = 0;
  double pitch = 1;  ///< conduction velocity relative to the unit's own
};

/// A unit is ready again when the integral of its rate has grown by a random interval with a mean
/// of 1: gamma distributed by the approximation of Wilson and Hilferty 1931.
class PulseTrain {
 public:
  PulseTrain(std::uint64_t key, double cv) : key_(key), cv_(cv) {}

  /// One step at a steady rate; 0 stops the train. \param fire  called with the time of a discharge
  template <class Fire>
  void advance(std::int64_t step, double rate_pps, Fire fire) {
    if (rate_pps <= 0) {
      running_ = false;
      return;
    }
    // The first one may come at any part of an interval, so that the mean rate holds from the
    // start.
    if (!running_) left_ = random_unit(key_, count_++);
    running_ = true;
    double gone = 0;
    const double whole = rate_pps * step_s;
    while (left_ <= whole - gone) {
      gone += left_;
      fire((static_cast<double>(step) + gone / whole) * step_s);
      left_ = next_interval();
    }
    left_ -= whole - gone;
  }

 private:
  [[nodiscard]] double next_interval() {
    const double c = cv_ / 3;
    const double root = 1 - c * c + c * random_normals(key_, count_++).first;
    return root <= 0.1 ? 0.001 : root * root * root;
  }

  std::uint64_t key_;
  double cv_;
  std::uint64_t count_ = 0;
  double left_ = 0;
  bool running_ = false;
};

}  // namespace noctemg::synth
