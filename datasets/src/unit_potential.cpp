#include "unit_potential.hpp"

#include <algorithm>
#include <cmath>

#include "exact_math.hpp"

namespace noctemg::synth {
namespace {

constexpr double wave_mm = 16;  // the action potential has faded this far behind its front

/// Slope of the membrane potential 96 u^3 exp(-u) behind the front, mV/mm: the dipoles that run.
std::vector<double> running_dipoles(double step_mm) {
  std::vector<double> dipoles;
  for (double u = step_mm / 2; u < wave_mm; u += step_mm) {
    dipoles.push_back(96 * u * u * (3 - u) * exact_exp(-u) * step_mm);
  }
  return dipoles;
}

/// How strongly a dipole at height z shows, times `sign`, added for every step of a half fibre.
struct Pole {
  double z_mm;
  double sign;
};

/// \param confinement_mm2  what the leg's narrowness adds to 1 / distance^2
void add_half_fibre(std::span<double> seen, double start_mm, double step_mm, double across2_mm2,
                    double confinement_mm2, std::span<const Pole> poles, double sign) {
  for (const Pole& pole : poles) {
    const double from = start_mm - pole.z_mm;
    const double strength = -sign * pole.sign;
    for (std::size_t k = 0; k < seen.size(); ++k) {
      const double dz = from + (static_cast<double>(k) + 0.5) * step_mm;
      const double q = dz * dz + across2_mm2;
      seen[k] += strength * dz * (1 / q + confinement_mm2) / std::sqrt(q);
    }
  }
}

/// Square of a fibre's distance from the electrode across the leg, stretched by the anisotropy.
double across2(const Fibre& fibre, const ElectrodePlace& place, double anisotropy) {
  const double towards = fibre.x_mm * place.sine + fibre.y_mm * place.cosine;
  const double beside = fibre.x_mm * place.cosine - fibre.y_mm * place.sine;
  const double in_muscle = std::max(1.0, place.radius_mm - towards - place.fat_mm);
  const double depth = in_muscle * std::sqrt(anisotropy) + place.fat_mm;
  return depth * depth + anisotropy * beside * beside;
}

/// Current cannot leave the leg. Near a source its surface is flat and the potential falls as 1 /
/// d; far away all current runs along a rod of radius R, and the potential falls by 1 / R^2 for
/// every step of d. The sum 1 / d - d / R^2 has both ends. Its differences over 20 mm lie within a
/// sixth of the exact solution for a rod (R = 50 mm, sources 8 and 15 mm deep, 0 to 160 degrees
/// round the leg, up to 130 mm along it); those of 1 / d alone are a fifth of it at 160 degrees.
double confinement(const ElectrodePlace& place, double anisotropy) {
  const double radius = place.radius_mm - place.fat_mm;
  return 1 / (anisotropy * radius * radius);
}

/// Each pole is two points, which have the second moment of a disc.
std::vector<Pole> poles_of(const ElectrodePlace& place, const VolumeConductor& c) {
  std::vector<Pole> poles;
  for (const double sign : {1.0, -1.0}) {
    const double middle = place.z_mm - sign * c.electrode_distance_mm / 2;
    for (const double half : {-1.0, 1.0}) {
      poles.push_back({middle + half * c.electrode_length_mm / 4, sign / 2});
    }
  }
  return poles;
}

}  // namespace

std::vector<double> unit_potential(std::span<const Fibre> fibres, double velocity_m_s,
                                   const ElectrodePlace& place, const VolumeConductor& conductor) {
  const double step_mm = velocity_m_s * 1000 / fine_rate_hz;
  const auto steps = [&](double mm) {
    return static_cast<std::size_t>(std::max(1.0, mm / step_mm));
  };
  std::size_t longest = 1;
  for (const Fibre& f : fibres) longest = std::max({longest, steps(f.up_mm), steps(f.down_mm)});
  std::vector<double> seen(longest, 0.0);
  const std::vector<Pole> poles = poles_of(place, conductor);
  const double narrow = confinement(place, conductor.anisotropy);
  for (const Fibre& f : fibres) {
    const double r2 = across2(f, place, conductor.anisotropy);
    const std::span all(seen);
    add_half_fibre(all.first(steps(f.down_mm)), f.end_plate_mm, step_mm, r2, narrow, poles, 1);
    add_half_fibre(all.first(steps(f.up_mm)), f.end_plate_mm, -step_mm, r2, narrow, poles, -1);
  }
  const std::vector<double> dipoles = running_dipoles(step_mm);
  std::vector<double> out(seen.size() + dipoles.size(), 0.0);
  const double share = 1 / static_cast<double>(fibres.size());
  for (std::size_t k = 0; k < seen.size(); ++k) {
    for (std::size_t j = 0; j < dipoles.size(); ++j) out[k + j] += share * seen[k] * dipoles[j];
  }
  return out;
}

double energy_of(std::span<const double> potential) {
  double sum = 0;
  for (const double x : potential) sum += x * x;
  return sum / fine_rate_hz;
}

/// A windowed sinc (Hann), 6 dB down at 0.42 of the rate.
RecorderFilter::RecorderFilter(double rate_hz) {
  const double rate = std::min(rate_hz, fine_rate_hz);
  step_ = static_cast<std::size_t>(std::max(1.0, std::floor(fine_rate_hz / (4 * rate))));
  half_ = static_cast<std::size_t>(std::ceil(4 * fine_rate_hz / rate));
  const double corner = 0.42 * rate / fine_rate_hz;  // turns per fine step
  const auto reach = static_cast<double>(half_) + 1;
  double sum = 0;
  for (std::size_t k = 0; k <= 2 * half_; ++k) {
    const double n = static_cast<double>(k) - static_cast<double>(half_);
    const double sinc = n == 0 ? 2 * corner : sin_cos_turns(corner * n).first / (pi * n);
    kernel_.push_back(sinc * (1 + sin_cos_turns(n / (2 * reach)).second) / 2);
    sum += kernel_.back();
  }
  for (double& x : kernel_) x /= sum;
}

std::vector<double> RecorderFilter::apply(std::span<const double> potential) const {
  const std::size_t length = potential.size() + kernel_.size() - 1;
  std::vector<double> out(length / step_ + 2, 0.0);
  for (std::size_t m = 0; m * step_ < length; ++m) {
    const std::size_t at = m * step_;
    const std::size_t first = at < kernel_.size() ? 0 : at - kernel_.size() + 1;
    const std::size_t last = std::min(at + 1, potential.size());
    double sum = 0;
    for (std::size_t k = first; k < last; ++k) sum += potential[k] * kernel_[at - k];
    out[m] = sum;
  }
  return out;
}

}  // namespace noctemg::synth
