#include "shaping_filter.hpp"

#include <cmath>

#include "exact_math.hpp"

namespace noctemg::synth {

ShapingFilter::ShapingFilter(double low_hz, double high_hz, double rate_hz) : rate_hz_(rate_hz) {
  set_corners(low_hz, high_hz);
}

void ShapingFilter::set_corners(double low_hz, double high_hz) {
  low_pole_ = exact_exp(-2 * pi * low_hz / rate_hz_);
  high_pole_ = exact_exp(-2 * pi * high_hz / rate_hz_);
  gain_ = unit_rms_gain();
}

/// One over the root of the energy of the impulse response, summed until it has died away.
double ShapingFilter::unit_rms_gain() const {
  ShapingFilter twin = *this;
  twin.gain_ = 1;
  twin.slow_ = twin.first_ = twin.second_ = 0;
  double energy = 0;
  double input = 1;
  // The slowest pole is the lower corner: after 2.5 / corner it has fallen to exp(-5 pi).
  double remains = 1;
  while (remains > 1e-7) {
    const double y = twin.process(input);
    energy += y * y;
    input = 0;
    remains *= low_pole_;
  }
  return 1 / std::sqrt(energy);
}

}  // namespace noctemg::synth
