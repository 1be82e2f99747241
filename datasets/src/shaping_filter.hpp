#pragma once

/// \file
/// White noise to noise with a given spectrum, unit RMS whatever the corners:
///   |H(f)|^2 = f^2 / (f^2 + low^2) * (high^2 / (f^2 + high^2))^2
/// For surface EMG this is the shape of Shwedyk 1977 and Stulen and De Luca 1981; with corners of a
/// few hertz it is the swaying of a cable.

namespace noctemg::synth {

class ShapingFilter {
 public:
  /// \param low_hz, high_hz  corners, > 0  \param rate_hz  samples per second
  ShapingFilter(double low_hz, double high_hz, double rate_hz);

  /// Moves the corners without a jump in the output's state.
  void set_corners(double low_hz, double high_hz);

  [[nodiscard]] double process(double x) noexcept {
    slow_ += (1 - low_pole_) * (x - slow_);
    first_ += (1 - high_pole_) * (x - slow_ - first_);
    second_ += (1 - high_pole_) * (first_ - second_);
    return gain_ * second_;
  }

 private:
  [[nodiscard]] double unit_rms_gain() const;

  double rate_hz_;
  double low_pole_ = 0;
  double high_pole_ = 0;
  double gain_ = 1;
  double slow_ = 0;
  double first_ = 0;
  double second_ = 0;
};

}  // namespace noctemg::synth
