#pragma once

/// \file
/// A scenario as a small TOML file: a kind of sleeper as changes to a healthy one's numbers.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noctemg/synth/parameters.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::synth {

struct ScenarioFile {
  std::string name;  ///< letters, digits and hyphens: part of file names
  std::string help;
  std::string montage;  ///< name of an embedded one, or a file beside this one; "" for the usual
  std::optional<int> channels;
  std::optional<double> rate_hz;
  std::optional<RecordingFormat> format;
  using Setting = std::pair<std::string, double>;
  std::vector<Setting> settings;  ///< "cramp.fewest", 3
  std::vector<Setting> at_least;  ///< rates: this many in the whole night, however short it is
};

/// \param place  file name for messages  \throws OptionError with everything that is wrong
[[nodiscard]] ScenarioFile parse_scenario(std::string_view text, const std::string& place);

/// The numbers of a night of this length. \throws OptionError
[[nodiscard]] Parameters parameters_of(const ScenarioFile& scenario, double hours);

}  // namespace noctemg::synth
