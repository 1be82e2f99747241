#pragma once

/// \file
/// What a muscle and its electrode are like at rest and at full strength. Each number with its
/// unit, its meaning and where it comes from.

#include <tuple>

#include "noctemg/synth/parameter.hpp"

namespace noctemg::synth {

/// What a muscle and its electrode are like at rest and at full strength.
struct MuscleParameters {
  double resting_low_uv = 0.9;
  double resting_high_uv = 2.4;
  double tone_reach_mm = 20.0;
  double drift = 0.1;
  double drift_s = 1200.0;
  double amplifier_uv = 0.6;
  double contact_steps_per_hour = 0.25;
  double contact_step = 0.3;
  double mvc_low_uv = 150.0;
  double mvc_high_uv = 500.0;
  double low_corner_low_hz = 40.0;
  double low_corner_high_hz = 60.0;
  double high_corner_low_hz = 90.0;
  double high_corner_high_hz = 120.0;
  double crosstalk = 1.0;
  double fluctuation = 0.17;
  double fluctuation_hz = 2.0;

  static constexpr auto describe() {
    using G = MuscleParameters;
    return std::make_tuple(
        parameter("resting_low_uv", &G::resting_low_uv, "uV",
                  "weakest RMS of a resting site, drawn per site",
                  "sleep rest 1-3 uV RMS, general knowledge"),
        parameter("resting_high_uv", &G::resting_high_uv, "uV", "strongest RMS of a resting site",
                  "sleep rest 1-3 uV RMS, general knowledge"),
        parameter("tone_reach_mm", &G::tone_reach_mm, "mm", Range{1, 200},
                  "electrodes over one muscle that are further apart have tone of their own",
                  "pick-up reaches about as far as the poles are apart; proposal"),
        parameter("drift", &G::drift, "1",
                  "spread of the logarithm of the slow drift of the resting level", "proposal"),
        parameter("drift_s", &G::drift_s, "s", Range{1, 86400},
                  "time between independent values of that drift", "proposal"),
        parameter("amplifier_uv", &G::amplifier_uv, "uV",
                  "white noise of electrode and amplifier, RMS",
                  "amplifiers 0.5-2 uV, general knowledge"),
        parameter("contact_steps_per_hour", &G::contact_steps_per_hour, "1/h",
                  "sudden changes of that noise (electrode impedance)", "proposal"),
        parameter("contact_step", &G::contact_step, "1", "spread of the logarithm of those changes",
                  "proposal"),
        parameter("mvc_low_uv", &G::mvc_low_uv, "uV",
                  "smallest RMS of a maximal contraction, drawn per site",
                  "MG and TA, bipolar 20 mm: 150-500 uV, general knowledge"),
        parameter("mvc_high_uv", &G::mvc_high_uv, "uV", "largest RMS of a maximal contraction",
                  "MG and TA, bipolar 20 mm: 150-500 uV, general knowledge"),
        parameter("low_corner_low_hz", &G::low_corner_low_hz, "Hz",
                  "lower corner of the spectrum at rest, drawn per site: from",
                  "Shwedyk 1977 and Stulen and De Luca 1981: 30-60 Hz"),
        parameter("low_corner_high_hz", &G::low_corner_high_hz, "Hz",
                  "lower corner of the spectrum at rest: to",
                  "Shwedyk 1977 and Stulen and De Luca 1981: 30-60 Hz"),
        parameter("high_corner_low_hz", &G::high_corner_low_hz, "Hz",
                  "upper corner of the spectrum at rest, drawn per site: from",
                  "Shwedyk 1977 and Stulen and De Luca 1981: 60-120 Hz"),
        parameter("high_corner_high_hz", &G::high_corner_high_hz, "Hz",
                  "upper corner of the spectrum at rest: to",
                  "Shwedyk 1977 and Stulen and De Luca 1981: 60-120 Hz"),
        parameter(
            "crosstalk", &G::crosstalk, "1", Range{0, 10},
            "what reaches the electrodes of other muscles, relative to what geometry says",
            "geometry; measured 2-10 % from the shin (De Luca and Merletti 1988, RMS of M waves)"),
        parameter("fluctuation", &G::fluctuation, "1",
                  "spread of the logarithm of a contraction's amplitude around its course",
                  "fitted to the held dorsiflexion of three elderly people (CC0, "
                  "doi 10.1016/j.bspc.2023.105635)"),
        parameter("fluctuation_hz", &G::fluctuation_hz, "Hz",
                  "independent values of that fluctuation per second", "proposal"));
  }
};
static_assert(every_member_described<MuscleParameters>);

}  // namespace noctemg::synth
