#include "noctemg/synth.hpp"

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

}  // namespace noctemg::synth
