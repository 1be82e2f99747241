#pragma once

/// \file
/// The motor units of one muscle after Fuglevand 1993: thresholds, rates and sizes that rise
/// exponentially from the first to the last recruited, and where their fibres are.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "anatomy.hpp"
#include "unit_potential.hpp"

namespace noctemg::synth {

struct MotorUnit {
  double threshold = 1;  ///< excitation from which it discharges
  double least_pps = 0;
  double peak_pps = 0;
  double interval_cv = 0;
  double size = 1;  ///< strength of its source relative to the largest unit
  double velocity_m_s = 4;
  std::vector<Fibre> fibres;
  double across_mm = 0;     ///< middle of the fibres along the skin, from the first electrode
  double along_mm = 0;      ///< middle of the end plates along the leg, from the first electrode
  double energy_uv2_s = 0;  ///< of its potential on the muscle's first electrode
};

class MotorPool {
 public:
  MotorPool(const Legs& legs, const MotorUnitParameters& p, std::size_t site);

  [[nodiscard]] std::span<const MotorUnit> units() const { return units_; }
  /// Discharges per second of a unit. Just below its threshold it discharges now and then, so that
  /// power has no jumps.
  [[nodiscard]] double rate_pps(const MotorUnit& unit, double excitation) const;
  /// Excitation at which all units discharge at their highest rates.
  [[nodiscard]] double most() const { return most_; }
  /// Expected power on the first electrode: the sum of rates times energies (Campbell 1909).
  [[nodiscard]] double power_uv2(double excitation) const;
  /// Excitation that gives an RMS on the first electrode; most() for what no excitation gives.
  [[nodiscard]] double excitation_for(double level_uv) const;

  /// A unit's potential under an electrode in the units of its energy, at fine_rate_hz.
  [[nodiscard]] std::vector<double> potential(std::size_t unit, const ElectrodePlace& place) const;
  [[nodiscard]] const ElectrodePlace& first_place() const { return first_place_; }

 private:
  void place_units(const Legs& legs, const MotorUnitParameters& p, std::size_t site);
  void calibrate(double mvc_uv);

  VolumeConductor conductor_;
  ElectrodePlace first_place_;
  double gain_ = 1;
  double most_ = 1;
  double scale_ = 1;  // µV per unit of source
  std::vector<MotorUnit> units_;
  std::vector<double> powers_;  // at excitations 1 to most_, evenly
};

}  // namespace noctemg::synth
