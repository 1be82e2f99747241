/// \file
/// Options from hostile text: whatever comes in, either all is well or OptionError says what is
/// not, and options that were accepted read back as themselves.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "noctemg/error.hpp"
#include "noctemg/options.hpp"

namespace {

/// \return true when everything was accepted
bool finishes(noctemg::OptionSetter& setter) {
  try {
    setter.finish();
    return true;
  } catch (const noctemg::OptionError& error) {
    if (error.violations().empty()) std::abort();  // an error that says nothing
    return false;
  }
}

void check_round_trip(const noctemg::Options& options) {
  noctemg::Options again;
  noctemg::OptionSetter setter(again);
  const std::string text = noctemg::options_toml(options);
  setter.toml(text, "again");
  if (!finishes(setter) || noctemg::options_toml(again) != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  noctemg::Options from_toml;
  noctemg::OptionSetter toml(from_toml);
  toml.toml(text, "fuzz.toml");
  if (finishes(toml)) check_round_trip(from_toml);

  noctemg::Options from_lines;
  noctemg::OptionSetter lines(from_lines);
  std::string_view rest = text.substr(0, 10000);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    lines.assignment(line);
    lines.preset(line);
    rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : rest.size());
  }
  (void)finishes(lines);
  return 0;
}
