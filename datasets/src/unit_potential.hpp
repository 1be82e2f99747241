#pragma once

/// \file
/// The potential of a motor unit under an electrode. Along every fibre of the unit the action
/// potential of Rosenfalck 1969 runs from the end plate to both ends and dies there (Merletti 1999,
/// Farina and Merletti 2001). Muscle conducts along and across the fibres; fat and skin only add
/// depth. The leg is an insulated rod, which is what carries cross-talk to its far side: to
/// electrodes half-way round, a half-space would let a quarter of it through. Bones are left out.
/// The electrode takes the difference of two poles.

#include <span>
#include <vector>

#include "anatomy.hpp"

namespace noctemg::synth {

inline constexpr double fine_rate_hz = 8192;  ///< of potentials before a recorder takes them

/// What a recording of a unit depends on besides its fibres.
struct VolumeConductor {
  double anisotropy = 5;
  double electrode_distance_mm = 20;
  double electrode_length_mm = 10;
};

/// \param velocity_m_s  of conduction
/// \return samples at fine_rate_hz from the moment of discharge, for a source of unit strength
[[nodiscard]] std::vector<double> unit_potential(std::span<const Fibre> fibres, double velocity_m_s,
                                                 const ElectrodePlace& place,
                                                 const VolumeConductor& conductor);

/// Sum of squares times the step: V^2 s of the unit of the samples.
[[nodiscard]] double energy_of(std::span<const double> potential);

/// A recorder's low-pass filter, which delays everything by a fixed time, and a coarser grid that
/// is still several times finer than the recording.
class RecorderFilter {
 public:
  explicit RecorderFilter(double rate_hz);
  [[nodiscard]] std::vector<double> apply(std::span<const double> potential) const;
  [[nodiscard]] double rate_hz() const { return fine_rate_hz / static_cast<double>(step_); }
  [[nodiscard]] double delay_s() const { return static_cast<double>(half_) / fine_rate_hz; }

 private:
  std::size_t step_ = 1;
  std::size_t half_ = 0;
  std::vector<double> kernel_;  // 2 half_ + 1, sum 1
};

}  // namespace noctemg::synth
