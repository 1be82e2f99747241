// What a stranger writes first: a filter, a file that is not there, an option that is wrong.
#include <array>
#include <cstdio>

#include "noctemg/error.hpp"
#include "noctemg/reader.hpp"
#include "noctemg/signal.hpp"
#include "noctemg/version.hpp"

int main() {
  const std::array<double, 1> edge_hz{20.0};
  const auto sections =
      noctemg::signal::butter(4, edge_hz, noctemg::signal::BandType::highpass, 1000.0);
  std::printf("noctemg %s: %zu sections, %.4f at the edge\n", noctemg::version, sections.size(),
              noctemg::signal::magnitude(sections, edge_hz[0], 1000.0));
  try {
    (void)noctemg::open_recording("no-such-night.edf");
  } catch (const noctemg::FileNotFoundError& error) {
    return error.file() == "no-such-night.edf" ? 0 : 1;
  }
  return 1;
}
