#include "motor_pool.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "random.hpp"

namespace noctemg::synth {
namespace {

constexpr double cover_mm = 2;  // of fascia above the uppermost fibres
constexpr std::size_t table_size = 4096;
constexpr double soft = 0.05;  // units begin slowly this share below their thresholds

double between(double first, double last, double share) { return first + (last - first) * share; }

/// The n-th number of a sequence that fills (0, 1) evenly: multiples of a power of the root of
/// x^4 = x + 1, which serves three dimensions at once.
double even_share(double start, std::size_t n, int power) {
  double step = 1;
  for (int k = 0; k < power; ++k) step /= 1.2207440846057596;
  const double x = start + static_cast<double>(n) * step;
  return x - std::floor(x);
}

/// Fibres about the middle of their unit, within the muscle.
void grow_fibres(MotorUnit& unit, const MuscleShape& shape, const MotorUnitParameters& p,
                 double depth_mm, double territory_mm, double fat, Draw& draw) {
  const auto count = static_cast<std::size_t>(p.fibres);
  for (std::size_t k = 0; k < count; ++k) {
    const double across = unit.across_mm + draw.normal(0, territory_mm);
    const double depth = depth_mm + draw.normal(0, territory_mm);
    const double middle = shape.electrode_mm + unit.along_mm + draw.normal(0, p.along_mm);
    Fibre f;
    f.end_plate_mm = middle + draw.normal(0, p.end_plate_mm);
    const double top = middle - shape.fibre_mm / 2 + draw.normal(0, p.tendon_mm);
    const double bottom = middle + shape.fibre_mm / 2 + draw.normal(0, p.tendon_mm);
    f.up_mm = std::max(2.0, f.end_plate_mm - top);
    f.down_mm = std::max(2.0, bottom - f.end_plate_mm);
    const double lies_mm = shape.radius_mm - fat - std::max(cover_mm, depth);
    const double turns = shape.angle_turns + across / (2 * pi * (shape.radius_mm - shape.depth_mm));
    const auto [sine, cosine] = sin_cos_turns(turns);
    f.x_mm = lies_mm * sine;
    f.y_mm = lies_mm * cosine;
    unit.fibres.push_back(f);
  }
}

}  // namespace

MotorPool::MotorPool(const Legs& legs, const MotorUnitParameters& p, std::size_t site)
    : conductor_{p.anisotropy, p.electrode_distance_mm, p.electrode_length_mm},
      first_place_(place_on(legs.sites[site].muscle, 0, 0, fat_mm(legs, p, site))),
      gain_(p.gain) {
  const bool slow = legs.sites[site].muscle == LegMuscle::sol;
  const double peak_first = slow ? p.soleus_peak_first_pps : p.peak_first_pps;
  const double peak_last = slow ? p.soleus_peak_last_pps : p.peak_last_pps;
  const auto count = static_cast<std::size_t>(p.units);
  Draw draw(make_key({legs.key, 131, site}));
  for (std::size_t k = 0; k < count; ++k) {
    const double share = static_cast<double>(k) / static_cast<double>(count - 1);
    MotorUnit u;
    u.threshold = exact_exp(exact_log(p.recruitment_range) * share);
    u.peak_pps = between(peak_first, peak_last, share);
    u.least_pps = std::min(p.least_pps, u.peak_pps);
    u.interval_cv = draw.uniform(p.interval_cv_low, p.interval_cv_high);
    u.size = exact_exp(exact_log(p.size_range) * (share - 1));
    u.velocity_m_s =
        draw.clipped_normal(between(p.velocity_first_m_s, p.velocity_last_m_s, share),
                            p.velocity_sd_m_s, p.velocity_low_m_s, p.velocity_high_m_s);
    most_ = std::max(most_, u.threshold + (u.peak_pps - u.least_pps) / gain_);
    units_.push_back(u);
  }
  place_units(legs, p, site);
  calibrate(legs.sites[site].mvc_uv);
}

/// Middles fill an ellipse across the leg and a stretch along it evenly, whatever their number.
void MotorPool::place_units(const Legs& legs, const MotorUnitParameters& p, std::size_t site) {
  const MuscleShape& shape = shape_of(legs.sites[site].muscle);
  Draw draw(make_key({legs.key, 132, site}));
  const std::array<double, 3> start = {draw.unit(), draw.unit(), draw.unit()};
  const double half = shape.fibre_mm / 2;
  const double top = std::max(shape.top_mm + half - shape.electrode_mm, -p.reach_mm);
  const double bottom = std::min(shape.bottom_mm - half - shape.electrode_mm, p.reach_mm);
  for (std::size_t k = 0; k < units_.size(); ++k) {
    const double share = static_cast<double>(k) / static_cast<double>(units_.size() - 1);
    const double radius = std::sqrt(even_share(start[0], k, 1));
    const auto [sine, cosine] = sin_cos_turns(even_share(start[1], k, 2));
    MotorUnit& u = units_[k];
    u.across_mm = shape.half_width_mm * radius * cosine;
    u.along_mm = between(top, bottom, even_share(start[2], k, 3));
    const double depth = shape.depth_mm + shape.half_thickness_mm * radius * sine -
                         shape.slope * std::min(0.0, u.along_mm);
    grow_fibres(u, shape, p, depth, between(p.territory_first_mm, p.territory_last_mm, share),
                first_place_.fat_mm, draw);
  }
}

/// A maximal contraction has the RMS that was drawn for the site.
void MotorPool::calibrate(double mvc_uv) {
  double power = 0;
  for (std::size_t k = 0; k < units_.size(); ++k) {
    units_[k].energy_uv2_s = energy_of(potential(k, first_place_));
    power += units_[k].peak_pps * units_[k].energy_uv2_s;
  }
  scale_ = mvc_uv / std::sqrt(power);
  for (MotorUnit& u : units_) u.energy_uv2_s *= scale_ * scale_;
  for (std::size_t k = 0; k < table_size; ++k) {
    const double share = static_cast<double>(k) / static_cast<double>(table_size - 1);
    powers_.push_back(power_uv2(between(1, most_, share)));
  }
}

std::vector<double> MotorPool::potential(std::size_t unit, const ElectrodePlace& place) const {
  const MotorUnit& u = units_[unit];
  std::vector<double> x = unit_potential(u.fibres, u.velocity_m_s, place, conductor_);
  for (double& v : x) v *= scale_ * u.size;
  return x;
}

double MotorPool::rate_pps(const MotorUnit& unit, double excitation) const {
  const double above = excitation - unit.threshold;
  const double ramp = soft * unit.threshold;
  if (above < 0) return unit.least_pps * std::max(0.0, 1 + above / ramp);
  return std::min(unit.peak_pps, unit.least_pps + gain_ * above);
}

double MotorPool::power_uv2(double excitation) const {
  double sum = 0;
  for (const MotorUnit& u : units_) sum += rate_pps(u, excitation) * u.energy_uv2_s;
  return sum;
}

double MotorPool::excitation_for(double level_uv) const {
  const double power = level_uv * level_uv;
  if (power <= 0) return 0;
  const auto above = std::ranges::lower_bound(powers_, power);
  if (above == powers_.end()) return most_;
  const auto step = (most_ - 1) / static_cast<double>(table_size - 1);
  const auto k = static_cast<double>(std::distance(powers_.begin(), above));
  if (above == powers_.begin()) return 1;
  const double below = *std::prev(above);
  return 1 + step * (k - 1 + (power - below) / (*above - below));
}

}  // namespace noctemg::synth
