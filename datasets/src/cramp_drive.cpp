#include "cramp_drive.hpp"

#include <algorithm>
#include <cmath>

#include "course.hpp"

namespace noctemg::synth {
namespace {

constexpr std::int64_t steps_per_choice = 10;  // units come and go on a grid of 50 ms
constexpr double bound_mm = 30;                // the focus stays this near to the electrode
constexpr double wane_s = 2;                   // between independent levels; proposal
constexpr double typical_pps = 14.5;           // Minetto 2009, for weighing who comes next
constexpr double never_s = 1e9;

}  // namespace

CrampDrive::CrampDrive(const Burst& burst, const MotorPool& pool, const Parameters& parameters)
    : burst_(burst),
      pool_(&pool),
      p_(parameters.cramp_unit),
      draw_(make_key({burst.key, 140, burst.site})),
      spread_mm_(draw_.uniform(p_.focus_low_mm, p_.focus_high_mm)),
      speed_mm_s_(draw_.uniform(0, p_.drift_mm_s)),
      focus_across_mm_(draw_.clipped_normal(0, 8, -bound_mm, bound_mm)),
      focus_along_mm_(draw_.clipped_normal(0, 12, -bound_mm, bound_mm)),
      rested_s_(pool.units().size(), 0.0) {}

/// Up to its highest rate, then down to where it falls silent.
double CrampDrive::rate_pps(const Life& life, double t_s) const {
  const double share = (t_s - life.from_s) / life.length_s;
  if (share < p_.rise_share) {
    return life.first_pps + (life.peak_pps - life.first_pps) * share / p_.rise_share;
  }
  const double rest = std::min(1.0, (share - p_.rise_share) / (1 - p_.rise_share));
  return life.peak_pps + (p_.end_pps - life.peak_pps) * rest;
}

/// Expected power on the first electrode without the common modulation.
double CrampDrive::power_uv2(double t_s) const {
  double sum = 0;
  for (const Life& l : lives_) {
    sum += rate_pps(l, t_s) * (1 + l.doublets) * pool_->units()[l.unit].energy_uv2_s;
  }
  // Faster conduction makes potentials shorter.
  return sum / pitch(burst_, t_s);
}

/// What the trapezoid asks for, waxing and waning over seconds, as units come and go. What is
/// faster is the modulation that they share.
double CrampDrive::wanted_uv2(double t_s) const {
  const double t = t_s - burst_.onset_s;
  const double slow = random_curve(burst_.key + 2, t / wane_s);
  const double a = burst_.level_uv * exact_exp(burst_.fluctuation * slow) *
                   trapezoid(t, burst_.duration_s, burst_.rise_s, burst_.fall_s);
  return a * a;
}

/// The modulation that all units share, with a phase that wanders.
double CrampDrive::common(double t_s) const {
  const double t = t_s - burst_.onset_s;
  const double phase = t * burst_.modulation_hz + 0.15 * random_curve(burst_.key, t);
  return 1 + burst_.modulation_depth * sin_cos_turns(phase).first;
}

void CrampDrive::wander(double t_s) {
  const double way = speed_mm_s_ * step_s * static_cast<double>(steps_per_choice);
  const double turns = random_curve(burst_.key + 1, (t_s - burst_.onset_s) / 5);
  const auto [sine, cosine] = sin_cos_turns(turns);
  focus_across_mm_ = std::clamp(focus_across_mm_ + way * sine, -bound_mm, bound_mm);
  focus_along_mm_ = std::clamp(focus_along_mm_ + way * cosine, -bound_mm, bound_mm);
}

void CrampDrive::retire(double t_s) {
  std::erase_if(lives_, [&](const Life& l) {
    if (t_s < l.from_s + l.length_s) return false;
    rested_s_[l.unit] = t_s + p_.rest_s * (1 + random_unit(l.key, 1));
    return true;
  });
}

/// One of the units near the focus whose power is not more than what is missing, larger ones rather
/// than smaller. \param urgent  also one that only just fell silent \return units().size(): none
std::size_t CrampDrive::choose(double missing_uv2, bool urgent, double t_s) {
  const std::span<const MotorUnit> units = pool_->units();
  std::vector<double> sums(units.size());
  double sum = 0;
  for (std::size_t k = 0; k < units.size(); ++k) {
    const MotorUnit& u = units[k];
    const bool ready = rested_s_[k] <= t_s || (urgent && rested_s_[k] < never_s);
    if (ready && u.energy_uv2_s * typical_pps <= missing_uv2) {
      const double x = (u.across_mm - focus_across_mm_) / spread_mm_;
      const double z = (u.along_mm - focus_along_mm_) / spread_mm_;
      sum += u.size * exact_exp(-std::min(60.0, (x * x + z * z) / 2));
    }
    sums[k] = sum;
  }
  if (sum <= 0) return units.size();
  const double at = draw_.unit() * sum;
  return static_cast<std::size_t>(std::ranges::upper_bound(sums, at) - sums.begin());
}

void CrampDrive::enlist(std::size_t unit, double t_s) {
  const double variance = exact_log(1 + (p_.life_sd_s / p_.life_s) * (p_.life_sd_s / p_.life_s));
  const double median = p_.life_s * exact_exp(-variance / 2);
  const double length = draw_.lognormal(median, std::sqrt(variance), 2, 120);
  const double first = draw_.uniform(p_.end_pps, p_.end_pps + 4);
  const double peak = draw_.uniform(p_.peak_low_pps, p_.peak_high_pps);
  const double doublets = std::min(0.3, draw_.exponential(p_.doublets));
  const double cv = draw_.uniform(p_.interval_cv_low, p_.interval_cv_high);
  const std::uint64_t key = draw_.key();
  lives_.push_back({unit, t_s, length, first, peak, doublets, key, PulseTrain(key, cv)});
  rested_s_[unit] = never_s;
}

/// Looks ahead to the time when the newest units have reached their highest rates.
void CrampDrive::recruit(double t_s) {
  const double ahead_s = t_s + p_.rise_share * p_.life_s;
  const double target = wanted_uv2(t_s);
  for (int k = 0; k < 12; ++k) {
    const double missing = target - power_uv2(ahead_s);
    if (missing <= 0.15 * target) return;
    const std::size_t unit = choose(missing, missing > 0.5 * target, t_s);
    if (unit >= pool_->units().size()) return;
    enlist(unit, t_s);
  }
}

/// When the level falls, those that have lasted longest fall silent first.
void CrampDrive::release(double t_s) {
  const double target = wanted_uv2(t_s);
  while (!lives_.empty() && power_uv2(t_s) > 1.6 * target) {
    const auto spent = std::ranges::max_element(
        lives_, {}, [&](const Life& l) { return (t_s - l.from_s) / l.length_s; });
    rested_s_[spent->unit] = t_s + p_.rest_s;
    lives_.erase(spent);
  }
}

void CrampDrive::advance(std::int64_t step, std::vector<Firing>& out) {
  const double t = (static_cast<double>(step) + 0.5) * step_s;
  if (step % steps_per_choice == 0) {
    wander(t);
    retire(t);
    release(t);
    if (t < burst_.end_s()) recruit(t);
  }
  const double power = power_uv2(t);
  if (power <= 0) return;
  // Rates bend a little so that the power follows the level between comings and goings.
  const double push = std::clamp(wanted_uv2(t) / power, 0.7, 1.4) * common(t);
  const double stretch = pitch(burst_, t);
  for (Life& l : lives_) {
    l.train.advance(step, push * rate_pps(l, t), [&](double time) {
      out.push_back({time, l.unit, stretch});
      const auto n = static_cast<std::uint64_t>(time * 1e6);
      if (random_unit(l.key + 1, n) < l.doublets) {
        const double later =
            p_.doublet_low_s + (p_.doublet_high_s - p_.doublet_low_s) * random_unit(l.key + 2, n);
        out.push_back({time + later, l.unit, stretch});
      }
    });
  }
}

}  // namespace noctemg::synth
