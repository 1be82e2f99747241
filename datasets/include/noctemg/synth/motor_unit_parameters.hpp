#pragma once

/// \file
/// What motor units are like and how their potentials reach an electrode. Each number with its
/// unit, its meaning and where it comes from.

#include <tuple>

#include "noctemg/synth/parameter.hpp"

namespace noctemg::synth {

/// The motor units that an electrode can see of one muscle.
struct MotorUnitParameters {
  double units = 300.0;
  double recruitment_range = 30.0;
  double least_pps = 8.0;
  double peak_first_pps = 45.0;
  double peak_last_pps = 35.0;
  double soleus_peak_first_pps = 18.0;
  double soleus_peak_last_pps = 14.0;
  double gain = 1.0;
  double interval_cv_low = 0.1;
  double interval_cv_high = 0.2;
  double size_range = 100.0;
  double velocity_first_m_s = 3.3;
  double velocity_last_m_s = 4.7;
  double velocity_sd_m_s = 0.3;
  double velocity_low_m_s = 2.5;
  double velocity_high_m_s = 5.5;
  double fibres = 12.0;
  double territory_first_mm = 2.0;
  double territory_last_mm = 4.0;
  double along_mm = 4.0;
  double end_plate_mm = 2.5;
  double tendon_mm = 3.0;
  double reach_mm = 60.0;
  double anisotropy = 5.0;
  double fat_low_mm = 4.0;
  double fat_high_mm = 7.0;
  double electrode_distance_mm = 20.0;
  double electrode_length_mm = 10.0;

  // One line per number: a table, not a procedure.
  // NOLINTNEXTLINE(readability-function-size)
  static constexpr auto describe() {
    using G = MotorUnitParameters;
    return std::make_tuple(
        parameter(
            "units", &G::units, "1", Range{2, 1000},
            "motor units of a muscle within an electrode's reach",
            "part of 440 (TA) to 950 (soleus); 120 (Fuglevand 1993) make spikier EMG than real "
            "dorsiflexion"),
        parameter("recruitment_range", &G::recruitment_range, "1", Range{1, 1000},
                  "threshold of the last unit relative to the first", "Fuglevand 1993: 30"),
        parameter("least_pps", &G::least_pps, "pps", Range{1, 30}, "discharge rate at recruitment",
                  "Fuglevand 1993: 8"),
        parameter("peak_first_pps", &G::peak_first_pps, "pps", Range{1, 100},
                  "highest rate of the first unit", "Fuglevand 1993: 45"),
        parameter("peak_last_pps", &G::peak_last_pps, "pps", Range{1, 100},
                  "highest rate of the last unit", "Fuglevand 1993: 35"),
        parameter("soleus_peak_first_pps", &G::soleus_peak_first_pps, "pps", Range{1, 100},
                  "highest rate of the first unit of the soleus",
                  "about 16 pps in maximal contractions; range proposed"),
        parameter("soleus_peak_last_pps", &G::soleus_peak_last_pps, "pps", Range{1, 100},
                  "highest rate of its last unit", "same"),
        parameter("gain", &G::gain, "pps", Range{0.01, 100},
                  "rise of the rate per unit of excitation", "Fuglevand 1993: 1"),
        parameter("interval_cv_low", &G::interval_cv_low, "1", Range{0, 1},
                  "coefficient of variation of intervals, drawn per unit: from",
                  "voluntary 0.1-0.2, general knowledge; Fuglevand 1993: 0.2"),
        parameter("interval_cv_high", &G::interval_cv_high, "1", Range{0, 1},
                  "coefficient of variation of intervals: to", "same"),
        parameter("size_range", &G::size_range, "1", Range{1, 10'000},
                  "number of fibres of the last unit relative to the first",
                  "Fuglevand 1993: range of twitch forces 100"),
        parameter(
            "velocity_first_m_s", &G::velocity_first_m_s, "m/s", Range{2, 10},
            "mean conduction velocity of the first unit",
            "mean 4, larger units faster (Andreassen and Arendt-Nielsen 1987); ends proposed"),
        parameter("velocity_last_m_s", &G::velocity_last_m_s, "m/s", Range{2, 10},
                  "mean conduction velocity of the last unit", "same"),
        parameter("velocity_sd_m_s", &G::velocity_sd_m_s, "m/s", Range{0, 3},
                  "standard deviation about them", "proposal"),
        parameter("velocity_low_m_s", &G::velocity_low_m_s, "m/s", Range{2, 10}, "slowest",
                  "Petersen and Rostalski 2019: 2.5-5.5"),
        parameter("velocity_high_m_s", &G::velocity_high_m_s, "m/s", Range{2, 10}, "fastest",
                  "same"),
        parameter("fibres", &G::fibres, "1", Range{1, 200},
                  "fibres that stand for all fibres of a unit", "a matter of speed"),
        parameter("territory_first_mm", &G::territory_first_mm, "mm", Range{0, 30},
                  "standard deviation of the fibres across the first unit",
                  "territories 5-10 mm wide; numbers proposed"),
        parameter("territory_last_mm", &G::territory_last_mm, "mm", Range{0, 30},
                  "standard deviation of the fibres across the last unit", "same"),
        parameter("along_mm", &G::along_mm, "mm", Range{0, 30},
                  "standard deviation of the fibres' places along the leg within a unit",
                  "units of the gastrocnemius span a few cm (Vieira 2011); number proposed"),
        parameter("end_plate_mm", &G::end_plate_mm, "mm", Range{0, 30},
                  "standard deviation of the end plates about the middle of their fibres",
                  "proposal"),
        parameter("tendon_mm", &G::tendon_mm, "mm", Range{0, 30},
                  "standard deviation of the ends of the fibres", "proposal"),
        parameter("reach_mm", &G::reach_mm, "mm", Range{0, 200},
                  "units lie within this distance along the leg from the first electrode",
                  "proposal"),
        parameter("anisotropy", &G::anisotropy, "1", Range{1, 30},
                  "conductivity of muscle along its fibres relative to across",
                  "Petersen and Rostalski 2019: 0.5 and 0.1 S/m"),
        parameter("fat_low_mm", &G::fat_low_mm, "mm", Range{0, 30},
                  "fat and skin, drawn per leg: from",
                  "Petersen and Rostalski 2019: fat 3-10 mm, skin 1 mm; lean legs proposed"),
        parameter("fat_high_mm", &G::fat_high_mm, "mm", Range{0, 30}, "fat and skin: to", "same"),
        parameter("electrode_distance_mm", &G::electrode_distance_mm, "mm", Range{1, 60},
                  "distance between the two poles of an electrode", "SENIAM: 20"),
        parameter("electrode_length_mm", &G::electrode_length_mm, "mm", Range{0, 30},
                  "diameter of a pole", "SENIAM: 10"));
  }
};
static_assert(every_member_described<MotorUnitParameters>);

/// What the motor units of a cramp do.
struct CrampUnitParameters {
  double focus_low_mm = 20.0;
  double focus_high_mm = 40.0;
  double drift_mm_s = 3.0;
  double life_s = 25.0;
  double life_sd_s = 18.0;
  double peak_low_pps = 18.0;
  double peak_high_pps = 28.0;
  double end_pps = 6.0;
  double rise_share = 0.1;
  double rest_s = 5.0;
  double interval_cv_low = 0.15;
  double interval_cv_high = 0.2;
  double doublets = 0.041;
  double doublet_low_s = 0.004;
  double doublet_high_s = 0.012;

  static constexpr auto describe() {
    using G = CrampUnitParameters;
    return std::make_tuple(
        parameter("focus_low_mm", &G::focus_low_mm, "mm", Range{1, 500},
                  "standard deviation of the cramping part about its middle: from",
                  "part of a muscle (Roeleveld 2000); numbers proposed"),
        parameter("focus_high_mm", &G::focus_high_mm, "mm", Range{1, 500},
                  "that standard deviation: to", "same"),
        parameter("drift_mm_s", &G::drift_mm_s, "mm/s", Range{0, 100},
                  "fastest wandering of its middle",
                  "slowly moving (Roeleveld 2000); speed proposed"),
        parameter("life_s", &G::life_s, "s", Range{1, 600}, "time that a unit takes part, mean",
                  "Minetto 2009: 23.6 +/- 16.2 s; Minetto 2011: 29.5 +/- 21.8 s"),
        parameter("life_sd_s", &G::life_sd_s, "s", Range{0, 600}, "its standard deviation", "same"),
        parameter("peak_low_pps", &G::peak_low_pps, "pps", Range{1, 100},
                  "highest rate of a unit: from", "Minetto 2009: 25.0 +/- 8.0 pps"),
        parameter("peak_high_pps", &G::peak_high_pps, "pps", Range{1, 100},
                  "highest rate of a unit: to", "same"),
        parameter("end_pps", &G::end_pps, "pps", Range{1, 50}, "rate at which a unit falls silent",
                  "Minetto 2009: 6.0 +/- 0.8 pps"),
        parameter("rise_share", &G::rise_share, "1", Range{0.01, 0.9},
                  "share of its time in which a unit reaches its highest rate", "proposal"),
        parameter("rest_s", &G::rest_s, "s", Range{0.1, 600},
                  "a unit that fell silent stays so at least", "proposal"),
        parameter(
            "interval_cv_low", &G::interval_cv_low, "1", Range{0, 1},
            "coefficient of variation of intervals at a steady rate: from",
            "as in voluntary contractions; whole trains then have about 0.446 +/- 0.097 (Minetto "
            "2009)"),
        parameter("interval_cv_high", &G::interval_cv_high, "1", Range{0, 1},
                  "coefficient of variation of intervals at a steady rate: to", "same"),
        parameter("doublets", &G::doublets, "1", Range{0, 0.3},
                  "share of discharges with a second one close behind, mean over units",
                  "Minetto 2009: 4.1 +/- 4.7 %"),
        parameter("doublet_low_s", &G::doublet_low_s, "s", Range{0.003, 0.05},
                  "time between the two: from", "proposal"),
        parameter("doublet_high_s", &G::doublet_high_s, "s", Range{0.003, 0.05},
                  "time between the two: to", "proposal"));
  }
};
static_assert(every_member_described<CrampUnitParameters>);

}  // namespace noctemg::synth
