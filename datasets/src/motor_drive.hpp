#pragma once

/// \file
/// When the motor units of one muscle discharge: contractions by recruitment, cramps by units that
/// take turns, twitches by single discharges. Works in steps on an absolute grid, so that the times
/// do not depend on how far each call goes.

#include <cstdint>
#include <vector>

#include "course.hpp"
#include "cramp_drive.hpp"
#include "motor_pool.hpp"
#include "pulse_train.hpp"
#include "script.hpp"

namespace noctemg::synth {

class MotorDrive {
 public:
  /// \param pool  must outlive this
  MotorDrive(const Script& script, std::size_t site, const MotorPool& pool);

  /// Appends the discharges before `to_step`, in the order of time, to `out`. Steps must rise.
  void advance(std::int64_t to_step, std::vector<Firing>& out);

 private:
  void take_step();
  void contract();
  void begin(const Burst& burst);
  void twitch(const Burst& burst);
  void volley(const Burst& burst);
  [[nodiscard]] bool idle() const;
  void hand_over(double before_s, std::vector<Firing>& out);

  const MotorPool* pool_;
  Parameters parameters_;
  std::uint64_t key_;
  std::vector<Burst> bursts_;       // sorted by onset
  std::size_t next_ = 0;            // the first that has not begun
  std::vector<Burst> held_;         // contractions that have begun and not ended
  std::vector<PulseTrain> trains_;  // one per unit
  std::vector<CrampDrive> cramps_;
  std::vector<Firing> pending_;
  std::vector<double> last_s_;  // per unit: its last discharge
  std::int64_t step_ = 0;
  bool contracting_ = false;
};

}  // namespace noctemg::synth
