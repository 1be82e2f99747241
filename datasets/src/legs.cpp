#include "legs.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "noctemg/error.hpp"
#include "random.hpp"

namespace noctemg::synth {
namespace {

struct MuscleWords {
  std::string_view name;
  std::string_view label;
};
constexpr std::array<MuscleWords, muscles_per_leg> words = {{
    {"tibialis_anterior", "TA"},
    {"gastrocnemius_medialis", "GM"},
    {"soleus", "SOL"},
    {"gastrocnemius_lateralis", "GL"},
    {"peroneus_longus", "PL"},
    {"vastus_lateralis", "VL"},
    {"biceps_femoris", "BF"},
    {"rectus_femoris", "RF"},
}};

/// Lower-leg muscles and thigh muscles do not lie under each other's electrodes.
bool neighbours(LegMuscle a, LegMuscle b) { return (a <= LegMuscle::pl) == (b <= LegMuscle::pl); }

Site draw_site(LegMuscle muscle, Side side, const MuscleParameters& p, Draw draw) {
  return {muscle,
          side,
          draw.uniform(p.resting_low_uv, p.resting_high_uv),
          draw.uniform(p.mvc_low_uv, p.mvc_high_uv),
          draw.uniform(p.low_corner_low_hz, p.low_corner_high_hz),
          draw.uniform(p.high_corner_low_hz, p.high_corner_high_hz)};
}

/// Electrodes beyond the first of a muscle: two columns 20 mm apart, rows 25 mm apart.
void place_beyond_first(Electrode& e, std::size_t n) {
  const std::size_t row = n / 2;
  const std::size_t steps = (row + 1) / 2;  // one down, one up, two down
  e.along_mm = static_cast<double>(steps) * (row % 2 == 1 ? 25 : -25);
  e.across_mm = n % 2 == 0 ? 0 : 20;
}

/// Channel k takes muscle k / 2, left leg first; beyond the last muscle a second electrode follows.
Electrode draw_electrode(int k, const Legs& legs, const Parameters& p, Draw draw) {
  const std::size_t muscles = legs.muscles();
  const auto pair = static_cast<std::size_t>(k) / 2;
  const auto muscle = static_cast<LegMuscle>(pair % muscles);
  const Side side = k % 2 == 0 ? Side::left : Side::right;
  Electrode e;
  e.label = std::string(side == Side::left ? "L " : "R ") + std::string(muscle_label(muscle));
  if (pair >= muscles) e.label += " " + std::to_string(pair / muscles + 1);
  e.views.push_back({legs.site(muscle, side), 1});
  place_beyond_first(e, pair / muscles);
  for (std::size_t m = 0; m < muscles; ++m) {
    const auto other = static_cast<LegMuscle>(m);
    if (other == muscle || !neighbours(muscle, other)) continue;
    e.views.push_back({legs.site(other, side), p.muscle.crosstalk});
  }
  const double sign = draw.chance(0.5) ? 1.0 : -1.0;
  e.ecg_uv = sign * draw.uniform(p.artifact.ecg_low_uv, p.artifact.ecg_high_uv);
  return e;
}

[[noreturn]] void refuse(const std::string& member, double value, const std::string& rule) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  throw ArgumentError(member + ": " + text + " " + rule);
}

void check(const NightPlan& plan) {
  if (!(plan.hours >= 0.05 && plan.hours <= 24)) {
    refuse("hours", plan.hours, "must be a number from 0.05 to 24");
  }
  if (plan.channels < 1 || plan.channels > 128) {
    refuse("channels", plan.channels, "must be a whole number from 1 to 128");
  }
  if (!(plan.rate_hz >= 64 && plan.rate_hz <= 10000 && plan.rate_hz == std::floor(plan.rate_hz))) {
    refuse("rate_hz", plan.rate_hz, "must be a whole number from 64 to 10000");
  }
  if (plan.number < 1 || plan.number > 999) {
    refuse("number", plan.number, "must be a whole number from 1 to 999");
  }
}

/// Left leg's channels before right leg's, as a technician would plug them in.
void sort_by_side(Legs& legs) {
  std::stable_sort(legs.electrodes.begin(), legs.electrodes.end(),
                   [&](const Electrode& a, const Electrode& b) {
                     return legs.sites[a.site()].side < legs.sites[b.site()].side;
                   });
}

}  // namespace

std::string_view muscle_name(LegMuscle muscle) noexcept {
  return words[static_cast<std::size_t>(muscle)].name;
}
std::string_view muscle_label(LegMuscle muscle) noexcept {
  return words[static_cast<std::size_t>(muscle)].label;
}

std::size_t Legs::site(LegMuscle muscle, Side side) const {
  return static_cast<std::size_t>(muscle) + (side == Side::right ? muscles() : 0);
}

std::size_t Legs::electrode_on(std::size_t site) const {
  std::size_t e = 0;
  while (e < electrodes.size() && electrodes[e].site() != site) ++e;
  return e;
}

Legs make_legs(const NightPlan& plan, const Parameters& parameters) {
  check(plan);
  Legs legs;
  legs.key = make_key({plan.seed, static_cast<std::uint64_t>(plan.number)});
  // Thigh muscles are simulated only when there are channels for them; the four muscles below the
  // knee always, because those without an electrode still reach the others' by cross-talk.
  const std::size_t muscles = plan.channels > 8 ? muscles_per_leg : 4;
  for (const Side side : {Side::left, Side::right}) {
    for (std::size_t m = 0; m < muscles; ++m) {
      const Draw draw(make_key({legs.key, 1, static_cast<std::uint64_t>(side), m}));
      legs.sites.push_back(draw_site(static_cast<LegMuscle>(m), side, parameters.muscle, draw));
    }
  }
  for (int k = 0; k < plan.channels; ++k) {
    const Draw draw(make_key({legs.key, 2, static_cast<std::uint64_t>(k)}));
    legs.electrodes.push_back(draw_electrode(k, legs, parameters, draw));
  }
  sort_by_side(legs);
  return legs;
}

}  // namespace noctemg::synth
