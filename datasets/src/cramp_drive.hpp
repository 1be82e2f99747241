#pragma once

/// \file
/// The motor units of one cramp. They lie about a focus that wanders slowly, take part for some
/// tens of seconds each, begin fast and slow down (Minetto 2009), and share a modulation of their
/// rates. As many take part as the level asks for.

#include <cstdint>
#include <vector>

#include "motor_pool.hpp"
#include "pulse_train.hpp"
#include "script.hpp"

namespace noctemg::synth {

class CrampDrive {
 public:
  /// \param pool  must outlive this
  CrampDrive(const Burst& burst, const MotorPool& pool, const Parameters& parameters);

  /// Discharges of one step are appended, not in order; steps must rise. Doublets may lie later.
  void advance(std::int64_t step, std::vector<Firing>& out);
  [[nodiscard]] double end_s() const { return burst_.end_s(); }
  [[nodiscard]] std::size_t active() const { return lives_.size(); }
  [[nodiscard]] double focus_across_mm() const { return focus_across_mm_; }
  [[nodiscard]] double focus_along_mm() const { return focus_along_mm_; }

 private:
  struct Life {
    std::size_t unit;
    double from_s;
    double length_s;
    double first_pps;
    double peak_pps;
    double doublets;
    std::uint64_t key;
    PulseTrain train;
  };
  [[nodiscard]] double rate_pps(const Life& life, double t_s) const;
  [[nodiscard]] double power_uv2(double t_s) const;
  [[nodiscard]] double wanted_uv2(double t_s) const;
  [[nodiscard]] double common(double t_s) const;
  void wander(double t_s);
  void retire(double t_s);
  void recruit(double t_s);
  void release(double t_s);
  [[nodiscard]] std::size_t choose(double missing_uv2, bool urgent, double t_s);
  void enlist(std::size_t unit, double t_s);

  Burst burst_;
  const MotorPool* pool_;
  CrampUnitParameters p_;
  Draw draw_;
  double spread_mm_;
  double speed_mm_s_;
  double focus_across_mm_;
  double focus_along_mm_;
  std::vector<Life> lives_;
  std::vector<double> rested_s_;  // per unit: from when it may take part again
};

}  // namespace noctemg::synth
