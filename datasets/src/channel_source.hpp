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
#include "script.hpp"
#include "shaping_filter.hpp"

namespace noctemg::synth {

/// What all channels share of the second at hand.
struct Second {
  std::int64_t number = 0;
  std::vector<double> heart;
  std::vector<double> mains;
};

/// A place on a muscle whose tone an electrode sees.
struct ToneNode {
  std::uint64_t key = 0;  ///< of its noise, which all electrodes see alike
  double weight = 0;      ///< the squares of an electrode's weights add up to 1
};

/// The nodes of a square grid over the muscle that surround an electrode, nearer ones stronger:
/// electrodes at one place have the same tone, those two steps apart have nothing in common.
[[nodiscard]] std::vector<ToneNode> tone_nodes(const Script& script, std::size_t electrode);

class ChannelSource {
 public:
  ChannelSource(const Script& script, std::size_t electrode, std::int64_t rate);

  /// \param units  rate values or more, µV: what the electrode sees of all motor units
  /// \param out  rate values, µV, within the rails
  void render(const Second& second, std::span<const double> units, std::span<double> out);

 private:
  struct Contact {
    double from_s;
    double noise;  ///< factor of the amplifier's noise
    double gain;   ///< of everything the electrode sees
  };
  void add_rest(std::int64_t second, std::span<double> out);
  void change_gain(double begin_s, std::span<double> out) const;
  void add_noise(const Second& second, std::span<double> out) const;
  void add_sweat(double begin_s, std::span<double> out) const;
  void disturb(const Disturbance& d, const Second& second, std::span<double> out);
  void sway(const Disturbance& d, double begin_s, std::span<double> out);
  void crackle(const Disturbance& d, double begin_s, std::span<double> out);
  void add_hum(const Disturbance& d, const Second& second, std::span<double> out) const;
  void come_off(const Disturbance& d, const Second& second, std::span<double> out) const;
  [[nodiscard]] const Contact& contact(double t_s) const;
  [[nodiscard]] double noise_uv(double t_s) const;
  [[nodiscard]] double resting_uv(double t_s) const;

  Electrode electrode_;
  Site site_;
  MuscleParameters muscle_;
  ArtifactParameters artifact_;
  std::uint64_t noise_key_;
  std::vector<ToneNode> tone_;
  std::uint64_t drift_key_;
  std::uint64_t floor_key_;  // of slow drifts: noise, mains, sweat
  double sweat_uv_ = 0;
  double spike_uv_ = 0;  // of a crackling cable, decaying
  double rate_;
  std::vector<Contact> contacts_;
  Active<Disturbance> disturbances_;
  ShapingFilter rest_;
  ShapingFilter cable_;
};

}  // namespace noctemg::synth
