#pragma once

/// \file
/// Where muscles, fibres and electrodes are in a leg. Millimetres in the frame of one leg: y points
/// forward, x to the outside, z from the knee (0) to the foot. A leg is a round rod of muscle under
/// a coat of fat and skin; muscle fibres run along it. The foot goes on straight, its sole behind.

#include <cstddef>

#include "legs.hpp"
#include "noctemg/synth/parameters.hpp"

namespace noctemg::synth {

/// The part of a muscle that lies within reach of its electrode.
struct MuscleShape {
  double angle_turns = 0;        ///< of its middle, from the front towards the outside
  double depth_mm = 0;           ///< of its middle below the fat, at the electrode
  double slope = 0;              ///< mm deeper for every mm nearer to the knee
  double half_width_mm = 0;      ///< along the skin
  double half_thickness_mm = 0;  ///< into the depth
  double top_mm = 0;             ///< z of its upper end
  double bottom_mm = 0;          ///< z of its lower end
  double electrode_mm = 0;       ///< z of its first electrode (SENIAM)
  double fibre_mm = 0;           ///< length of its fibres
  double radius_mm = 0;          ///< of the leg at this height
};
[[nodiscard]] const MuscleShape& shape_of(LegMuscle muscle) noexcept;

/// One muscle fibre.
struct Fibre {
  double x_mm = 0;
  double y_mm = 0;
  double end_plate_mm = 0;  ///< z of its middle, where the nerve arrives
  double up_mm = 0;         ///< length from there towards the knee
  double down_mm = 0;       ///< length from there towards the foot
};

/// An electrode on the skin, its poles apart along the fibres.
struct ElectrodePlace {
  double sine = 0;  ///< of its angle, as MuscleShape::angle_turns
  double cosine = 1;
  double radius_mm = 0;  ///< of the leg under it
  double fat_mm = 0;     ///< below it
  double z_mm = 0;       ///< of its middle
};

/// Fat and skin of the leg of a site.
[[nodiscard]] double fat_mm(const Legs& legs, const MotorUnitParameters& p, std::size_t site);

/// \param along_mm, across_mm  from the muscle's first electrode towards foot and outside
[[nodiscard]] ElectrodePlace place_on(LegMuscle muscle, double along_mm, double across_mm,
                                      double fat_mm);
/// Where an electrode of a night is when it sees `site`: one between several muscles lies over
/// each.
[[nodiscard]] ElectrodePlace place_of(const Legs& legs, const MotorUnitParameters& p,
                                      std::size_t electrode, std::size_t site);

}  // namespace noctemg::synth
