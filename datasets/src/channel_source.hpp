#pragma once

/// \file
/// One channel of the recording, second by second: what its electrode sees of the muscles, plus
/// everything that electrode, cable and amplifier add.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "course.hpp"
#include "script.hpp"
#include "shaping_filter.hpp"

namespace noctemg::synth {

/// The second at hand, `[site][frame]` and `[frame]`.
struct Second {
  std::int64_t number = 0;
  std::vector<std::vector<double>> muscles;
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
  void mix(const Second& second, std::span<double> out) const;
  void add_noise(const Second& second, std::span<double> out) const;
  void disturb(const Disturbance& d, const Second& second, std::span<double> out);
  void sway(const Disturbance& d, double begin_s, std::span<double> out);
  void come_off(const Disturbance& d, const Second& second, std::span<double> out) const;
  [[nodiscard]] double noise_uv(double t_s) const;

  Electrode electrode_;
  ArtifactParameters artifact_;
  double amplifier_uv_;
  std::uint64_t noise_key_;
  double rate_;
  std::vector<Contact> contacts_;
  Active<Disturbance> disturbances_;
  ShapingFilter cable_;
};

}  // namespace noctemg::synth
