#include <algorithm>

#include "noctemg/error.hpp"
#include "noctemg/synth.hpp"
#include "noctemg/synth/parameters.hpp"

namespace noctemg::synth {

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> all = {
      {"healthy", "a healthy adult: movements and twitches, hardly ever a cramp"},
      {"frequent", "a frequent cramper: three to six cramps in eight hours"},
      {"cramp-free", "no cramp, but plenty of everything that resembles one"},
      {"plm", "periodic limb movements, about thirty an hour, hardly ever a cramp"},
      {"demo", "some of everything, packed into any length; for trying out"},
  };
  return all;
}

namespace {

void make_confusers_plenty(Parameters& p) {
  p.movement.large_per_hour = 10;
  p.movement.rhythmic_per_hour = 1.5;
  p.movement.twitch_per_hour = 40;
  p.movement.tonic_per_hour = 0.4;
  p.movement.hold_per_hour = 1.5;
  p.movement.series_per_hour = 0.5;
  p.artifact.hum_per_hour = 0.3;
  p.artifact.cable_per_hour = 2;
  p.artifact.clip_per_hour = 0.5;
}

/// At least this many events on average, however short the night is.
void at_least(double& per_hour, double count, double hours) {
  per_hour = std::max(per_hour, count / hours);
}

void pack_some_of_everything(Parameters& p, double hours) {
  p.cramp.fewest = p.cramp.most = 3 * std::max(1.0, 8 / hours);
  p.sleep.cycle_s = std::min(p.sleep.cycle_s, hours * 3600 / 2);
  at_least(p.movement.large_per_hour, 4, hours);
  at_least(p.movement.single_per_hour, 4, hours);
  at_least(p.movement.series_per_hour, 2, hours);
  at_least(p.movement.rhythmic_per_hour, 3, hours);
  at_least(p.movement.twitch_per_hour, 10, hours);
  at_least(p.movement.tonic_per_hour, 3, hours);
  at_least(p.movement.hold_per_hour, 3, hours);
  at_least(p.artifact.hum_per_hour, 2, hours);
  at_least(p.artifact.cable_per_hour, 3, hours);
  at_least(p.artifact.pop_per_hour, 2, hours);
  at_least(p.artifact.clip_per_hour, 1, hours);
}

}  // namespace

Parameters scenario_parameters(std::string_view scenario, double hours) {
  Parameters p;
  if (scenario == "healthy") {
    p.cramp.per_hour = 0.05 / 8;
  } else if (scenario == "frequent") {
    p.cramp.fewest = 3;
    p.cramp.most = 6;
  } else if (scenario == "cramp-free") {
    make_confusers_plenty(p);
  } else if (scenario == "plm") {
    p.cramp.per_hour = 0.05 / 8;
    p.movement.series_per_hour = 1.7;
    p.movement.series_length = 22;
  } else if (scenario == "demo") {
    pack_some_of_everything(p, hours);
  } else {
    std::string names;
    for (const Scenario& s : scenarios())
      names += (names.empty() ? "" : ", ") + std::string(s.name);
    throw ArgumentError("scenario: '" + std::string(scenario) + "' must be one of " + names);
  }
  return p;
}

}  // namespace noctemg::synth
