#include "anatomy.hpp"

#include <array>

#include "random.hpp"

namespace noctemg::synth {
namespace {

constexpr double shank_mm = 50;   // radius of the leg below the knee
constexpr double thigh_mm = 75;   // and above
constexpr double foot_mm = 30;    // of the foot beyond the ankle
constexpr double foot_fat = 0.4;  // fat and skin of the foot relative to the rest of the leg

/// Fibre lengths: Ward 2009 (dissection of 21 legs). Heights of the electrodes: SENIAM. The rest is
/// read off cross-sections of the leg and rounded: a proposal, as all of the foot is.
constexpr std::array<MuscleShape, 13> shapes = {{
    {30.0 / 360, 12, 0, 17, 10, 30, 250, 110, 68, shank_mm},        // TA
    {-155.0 / 360, 11, 0, 28, 10, -10, 210, 135, 51, shank_mm},     // GM
    {-130.0 / 360, 15, 0.12, 24, 11, 130, 330, 250, 44, shank_mm},  // SOL
    {138.0 / 360, 9, 0, 24, 8, -10, 180, 125, 59, shank_mm},        // GL
    {78.0 / 360, 10, 0, 16, 9, 20, 220, 105, 51, shank_mm},         // PL
    {60.0 / 360, 13, 0, 35, 12, -320, -40, -120, 99, thigh_mm},     // VL
    {150.0 / 360, 16, 0, 22, 14, -340, -60, -200, 98, thigh_mm},    // BF
    {5.0 / 360, 12, 0, 24, 11, -340, -60, -210, 76, thigh_mm},      // RF
    {-45.0 / 360, 13, 0, 25, 12, -220, -20, -100, 97, thigh_mm},    // VM
    {-150.0 / 360, 15, 0, 18, 12, -400, -60, -200, 193, thigh_mm},  // ST
    {-100.0 / 360, 7, 0, 10, 5, 395, 495, 440, 25, foot_mm},        // AH
    {-150.0 / 360, 11, 0, 9, 5, 440, 515, 480, 20, foot_mm},        // FHB
    {40.0 / 360, 5, 0, 13, 3, 400, 475, 435, 35, foot_mm},          // EDB
}};

}  // namespace

const MuscleShape& shape_of(LegMuscle muscle) noexcept {
  return shapes[static_cast<std::size_t>(muscle)];
}

double fat_mm(const Legs& legs, const MotorUnitParameters& p, std::size_t site) {
  const auto side = static_cast<std::uint64_t>(legs.sites[site].side);
  Draw draw(make_key({legs.key, 130, side}));
  const double share = part_of(legs.sites[site].muscle) == LegPart::foot ? foot_fat : 1;
  return share * draw.uniform(p.fat_low_mm, p.fat_high_mm);
}

ElectrodePlace place_on(LegMuscle muscle, double along_mm, double across_mm, double fat_mm) {
  const MuscleShape& shape = shape_of(muscle);
  const double turns = shape.angle_turns + across_mm / (2 * pi * shape.radius_mm);
  const auto [sine, cosine] = sin_cos_turns(turns);
  return {sine, cosine, shape.radius_mm, fat_mm, shape.electrode_mm + along_mm};
}

ElectrodePlace place_of(const Legs& legs, const MotorUnitParameters& p, std::size_t electrode,
                        std::size_t site) {
  const Electrode& e = legs.electrodes[electrode];
  const std::size_t over = e.lies_over(site) ? site : e.site();
  return place_on(legs.sites[over].muscle, e.along_mm, e.across_mm, fat_mm(legs, p, over));
}

}  // namespace noctemg::synth
