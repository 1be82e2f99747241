#pragma once

/// \file
/// One channel of the recording, second by second: what its electrode sees of the muscles' motor
/// units, the tone of the muscle at rest, and everything that electrode, cable and amplifier add.
/// The tone is noise with the spectrum of surface EMG: the sum of many units too far away to tell
/// apart.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "course.hpp"
#include "muscle_source.hpp"
#include "script.hpp"
#include "shaping_filter.hpp"

namespace noctemg::synth {

/// The second at hand.
struct Second {
  std::int64_t number = 0;
  std::vector<ChannelSamples> muscles;  ///< of all motor units, per electrode
  std::vector<double> heart;
  std::vector<double> mains;
};

class ChannelSource {
 public:
  ChannelSource(const Script& script, std::size_t electrode, std::int64_t rate);

  /// \param out  rate values, µV, within the rails
  void render(const Second& second, std::span<double> out);

 private:
  struct Contact {
    double from_s;
    double factor;
  };
  void add_rest(std::int64_t second, std::span<double> out);
  void add_noise(const Second& second, std::span<double> out) const;
  void disturb(const Disturbance& d, const Second& second, std::span<double> out);
  void sway(const Disturbance& d, double begin_s, std::span<double> out);
  void come_off(const Disturbance& d, const Second& second, std::span<double> out) const;
  [[nodiscard]] double noise_uv(double t_s) const;
  [[nodiscard]] double resting_uv(double t_s) const;

  Electrode electrode_;
  std::size_t index_;
  Site site_;
  MuscleParameters muscle_;
  ArtifactParameters artifact_;
  std::uint64_t noise_key_;
  std::uint64_t rest_key_;
  std::uint64_t drift_key_;
  double rate_;
  std::vector<Contact> contacts_;
  Active<Disturbance> disturbances_;
  ShapingFilter rest_;
  ShapingFilter cable_;
};

}  // namespace noctemg::synth
