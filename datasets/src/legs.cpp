#include "legs.hpp"

#include <algorithm>
#include <array>

#include "random.hpp"

namespace noctemg::synth {
namespace {

using enum LegMuscle;

struct MuscleWords {
  std::string_view name;
  std::string_view label;
  LegPart part;
};
constexpr std::array<MuscleWords, 13> words = {{
    {"tibialis_anterior", "TA", LegPart::lower_leg},
    {"gastrocnemius_medialis", "GM", LegPart::lower_leg},
    {"soleus", "SOL", LegPart::lower_leg},
    {"gastrocnemius_lateralis", "GL", LegPart::lower_leg},
    {"peroneus_longus", "PL", LegPart::lower_leg},
    {"vastus_lateralis", "VL", LegPart::thigh},
    {"biceps_femoris", "BF", LegPart::thigh},
    {"rectus_femoris", "RF", LegPart::thigh},
    {"vastus_medialis", "VM", LegPart::thigh},
    {"semitendinosus", "ST", LegPart::thigh},
    {"abductor_hallucis", "AH", LegPart::foot},
    {"flexor_hallucis_brevis", "FHB", LegPart::foot},
    {"extensor_digitorum_brevis", "EDB", LegPart::foot},
}};
constexpr std::array all_muscles = {ta, gm, sol, gl, pl, vl, bf, rf, vm, st, ah, fhb, edb};

/// Names of laboratories that do not say which muscle or head.
struct Coarse {
  std::string_view name;
  std::span<const LegMuscle> muscles;
};
constexpr std::array gastrocnemius = {gm, gl};
constexpr std::array triceps = {gm, sol, gl};
constexpr std::array quadriceps = {rf, vl, vm};
constexpr std::array hamstrings = {bf, st};
constexpr std::array peroneus = {pl};
constexpr std::array<Coarse, 5> coarse = {{{"gastrocnemius", gastrocnemius},
                                           {"triceps_surae", triceps},
                                           {"quadriceps", quadriceps},
                                           {"hamstrings", hamstrings},
                                           {"peroneus", peroneus}}};

Site draw_site(LegMuscle muscle, Side side, const MuscleParameters& p, Draw draw) {
  return {muscle,
          side,
          draw.uniform(p.resting_low_uv, p.resting_high_uv),
          draw.uniform(p.mvc_low_uv, p.mvc_high_uv),
          draw.uniform(p.low_corner_low_hz, p.low_corner_high_hz),
          draw.uniform(p.high_corner_low_hz, p.high_corner_high_hz)};
}

/// Electrodes beyond the first at one place: two columns 20 mm apart, rows 25 mm apart.
void place_beyond_first(Electrode& e, std::size_t n) {
  const std::size_t row = n / 2;
  const std::size_t steps = (row + 1) / 2;  // one down, one up, two down
  e.along_mm += static_cast<double>(steps) * (row % 2 == 1 ? 25 : -25);
  e.across_mm += n % 2 == 0 ? 0 : 20;
}

/// \param before  electrodes that already lie over the same muscle's usual place
Electrode draw_electrode(const Lead& lead, std::size_t before, const Legs& legs,
                         const Parameters& p, Draw draw) {
  Electrode e;
  e.label = lead.label;
  e.along_mm = lead.along_mm;
  e.across_mm = lead.across_mm;
  place_beyond_first(e, before);
  const std::span<const LegMuscle> under = muscles_under(lead.muscle);
  double gain = 1;
  for (const LegMuscle muscle : under) {
    e.views.push_back({legs.site(muscle, lead.side), gain});
    gain *= 0.7;  // between several muscles an electrode lies best over the first
  }
  e.own = under.size();
  for (std::size_t s = 0; s < legs.sites.size(); ++s) {
    const Site& other = legs.sites[s];
    // Lower leg, thigh and foot do not lie under each other's electrodes.
    if (other.side != lead.side || part_of(other.muscle) != part_of(under.front())) continue;
    if (!e.lies_over(s)) e.views.push_back({s, p.muscle.crosstalk});
  }
  const double sign = draw.chance(0.5) ? 1.0 : -1.0;
  e.ecg_uv = sign * draw.uniform(p.artifact.ecg_low_uv, p.artifact.ecg_high_uv);
  return e;
}

/// True for the base of every simulation: without an electrode of their own these still reach the
/// others' by cross-talk.
bool always_there(LegMuscle muscle) { return muscle <= gl; }

/// Over the same muscle, and neither says where.
bool lie_unplaced_together(const Lead& a, const Lead& b) {
  const auto unplaced = [](const Lead& l) { return l.along_mm == 0 && l.across_mm == 0; };
  return a.muscle == b.muscle && a.side == b.side && unplaced(a) && unplaced(b);
}

bool wanted_by(const std::vector<Lead>& leads, LegMuscle muscle) {
  return std::ranges::any_of(leads, [&](const Lead& lead) {
    return lead.is_leg_muscle() && std::ranges::count(muscles_under(lead.muscle), muscle) > 0;
  });
}

}  // namespace

std::string_view muscle_name(LegMuscle muscle) noexcept {
  return words[static_cast<std::size_t>(muscle)].name;
}
std::string_view muscle_label(LegMuscle muscle) noexcept {
  return words[static_cast<std::size_t>(muscle)].label;
}
LegPart part_of(LegMuscle muscle) noexcept { return words[static_cast<std::size_t>(muscle)].part; }

std::span<const LegMuscle> muscles_under(std::string_view canonical_name) noexcept {
  for (std::size_t m = 0; m < words.size(); ++m) {
    if (words[m].name == canonical_name) return {&all_muscles[m], 1};
  }
  for (const Coarse& c : coarse) {
    if (c.name == canonical_name) return c.muscles;
  }
  return {};
}

bool Electrode::lies_over(std::size_t site) const {
  for (std::size_t v = 0; v < std::min(own, views.size()); ++v) {
    if (views[v].site == site) return true;
  }
  return false;
}

bool Legs::has(LegMuscle muscle) const {
  return std::ranges::find(sites, muscle, &Site::muscle) != sites.end();
}

std::size_t Legs::site(LegMuscle muscle, Side side) const {
  const auto found = std::ranges::find_if(
      sites, [&](const Site& s) { return s.muscle == muscle && s.side == side; });
  return static_cast<std::size_t>(found - sites.begin());
}

std::vector<std::size_t> Legs::sites_among(std::span<const LegMuscle> wanted, Side side) const {
  std::vector<std::size_t> found;
  for (const LegMuscle muscle : wanted) {
    if (has(muscle)) found.push_back(site(muscle, side));
  }
  return found;
}

std::vector<std::size_t> Legs::sites_in(LegPart part, Side side) const {
  std::vector<std::size_t> found;
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (sites[s].side == side && part_of(sites[s].muscle) == part) found.push_back(s);
  }
  return found;
}

Legs make_legs(const std::vector<Lead>& leads, const Parameters& parameters, std::uint64_t key) {
  Legs legs;
  legs.key = key;
  for (const Side side : {Side::left, Side::right}) {
    for (const LegMuscle muscle : all_muscles) {
      if (!always_there(muscle) && !wanted_by(leads, muscle)) continue;
      const Draw draw(
          make_key({key, 1, static_cast<std::uint64_t>(side), static_cast<std::uint64_t>(muscle)}));
      legs.sites.push_back(draw_site(muscle, side, parameters.muscle, draw));
    }
  }
  for (std::size_t k = 0; k < leads.size(); ++k) {
    if (!leads[k].is_leg_muscle()) continue;
    const auto before = std::ranges::count_if(legs.electrodes, [&](const Electrode& e) {
      return lie_unplaced_together(leads[e.channel], leads[k]);
    });
    const Draw draw(make_key({key, 2, k}));
    legs.electrodes.push_back(
        draw_electrode(leads[k], static_cast<std::size_t>(before), legs, parameters, draw));
    legs.electrodes.back().channel = k;
  }
  return legs;
}

}  // namespace noctemg::synth
