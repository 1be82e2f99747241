#include "motor_drive.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include "random.hpp"

namespace noctemg::synth {
namespace {

constexpr double refractory_s = 0.003;  // no unit discharges twice within this time

std::vector<Burst> bursts_of(const Script& script, std::size_t site) {
  std::vector<Burst> own;
  std::ranges::copy_if(script.bursts, std::back_inserter(own),
                       [&](const Burst& b) { return b.site == site; });
  return own;
}

/// What the trapezoid of a burst asks for in all, µV^2 s.
double energy_of(const Burst& b) {
  const double ramps = b.rise_s + b.fall_s;
  return b.level_uv * b.level_uv * std::max(0.0, b.duration_s - ramps * 2 / 3);
}

std::int64_t step_at(double t_s) {
  return static_cast<std::int64_t>(std::floor(t_s * static_cast<double>(steps_per_second)));
}

}  // namespace

MotorDrive::MotorDrive(const Script& script, std::size_t site, const MotorPool& pool)
    : pool_(&pool),
      parameters_(script.parameters),
      key_(make_key({script.legs.key, 141, site})),
      bursts_(bursts_of(script, site)),
      last_s_(pool.units().size(), -1.0) {
  for (std::size_t k = 0; k < pool.units().size(); ++k) {
    trains_.emplace_back(make_key({key_, 1, k}), pool.units()[k].interval_cv);
  }
}

/// All contractions of a muscle share its units: their powers add, and units follow the sum.
void MotorDrive::contract() {
  const double t = (static_cast<double>(step_) + 0.5) * step_s;
  double power = 0;
  for (const Burst& b : held_) {
    const double a = amplitude_uv(b, t, parameters_.muscle.fluctuation_hz);
    power += a * a;
  }
  if (power <= 0 && !contracting_) return;
  contracting_ = power > 0;
  const double excitation = pool_->excitation_for(std::sqrt(power));
  const std::span<const MotorUnit> units = pool_->units();
  for (std::size_t k = 0; k < units.size(); ++k) {
    trains_[k].advance(step_, pool_->rate_pps(units[k], excitation), [&](double time) {
      pending_.push_back({time, k, 1});
    });
  }
}

void MotorDrive::begin(const Burst& burst) {
  switch (burst.drive) {
    case Drive::contraction:
      held_.push_back(burst);
      break;
    case Drive::cramp:
      cramps_.emplace_back(burst, *pool_, parameters_);
      break;
    case Drive::fasciculation:
      twitch(burst);
      break;
    case Drive::volley:
      volley(burst);
      break;
  }
}

/// The unit whose potential comes nearest to the energy asked for, and others where none has
/// enough.
void MotorDrive::twitch(const Burst& burst) {
  const std::span<const MotorUnit> units = pool_->units();
  double missing = energy_of(burst);
  const double enough = missing / 3;
  for (int k = 0; k < 4 && missing > enough; ++k) {
    const auto nearest = std::ranges::min_element(
        units, {}, [&](const MotorUnit& u) { return std::abs(u.energy_uv2_s - missing); });
    pending_.push_back({burst.onset_s + 0.001 * k,
                        static_cast<std::size_t>(nearest - units.begin()), burst.pitch});
    missing -= nearest->energy_uv2_s;
  }
}

/// Random units, one discharge each, crowded about the middle of the burst until they have the
/// energy that is asked for; from the first again when a muscle has not enough of them.
void MotorDrive::volley(const Burst& burst) {
  const std::span<const MotorUnit> units = pool_->units();
  Draw draw(make_key({key_, 2, static_cast<std::uint64_t>(burst.onset_s * 1e6)}));
  double missing = energy_of(burst);
  const double enough = missing / 10;
  for (int k = 0; k < 400 && missing > enough; ++k) {
    const auto u = static_cast<std::size_t>(draw.whole(0, static_cast<int>(units.size()) - 1));
    const double place = (draw.unit() + draw.unit()) / 2;
    if (units[u].energy_uv2_s > 1.2 * missing) continue;
    pending_.push_back({burst.onset_s + burst.duration_s * 0.8 * place, u, burst.pitch});
    missing -= units[u].energy_uv2_s;
  }
}

void MotorDrive::hand_over(double before_s, std::vector<Firing>& out) {
  std::ranges::sort(pending_, [](const Firing& a, const Firing& b) {
    return std::tie(a.time_s, a.unit) < std::tie(b.time_s, b.unit);
  });
  const auto later = std::ranges::lower_bound(pending_, before_s, {}, &Firing::time_s);
  for (auto f = pending_.begin(); f != later; ++f) {
    if (f->time_s - last_s_[f->unit] < refractory_s) continue;
    last_s_[f->unit] = f->time_s;
    out.push_back(*f);
  }
  pending_.erase(pending_.begin(), later);
}

bool MotorDrive::idle() const {
  return held_.empty() && !contracting_ && cramps_.empty() && pending_.empty();
}

void MotorDrive::take_step() {
  const double t = static_cast<double>(step_) * step_s;
  std::erase_if(held_, [&](const Burst& b) { return b.end_s() <= t; });
  std::erase_if(cramps_, [&](const CrampDrive& c) { return c.end_s() <= t; });
  for (; next_ < bursts_.size() && step_at(bursts_[next_].onset_s) <= step_; ++next_) {
    begin(bursts_[next_]);
  }
  contract();
  for (CrampDrive& c : cramps_) c.advance(step_, pending_);
  ++step_;
}

void MotorDrive::advance(std::int64_t to_step, std::vector<Firing>& out) {
  while (step_ < to_step) {
    if (idle()) {
      const bool more = next_ < bursts_.size();
      step_ = std::max(step_, more ? std::min(to_step, step_at(bursts_[next_].onset_s)) : to_step);
      if (step_ == to_step) break;
    }
    take_step();
  }
  hand_over(static_cast<double>(to_step) * step_s, out);
}

}  // namespace noctemg::synth
