#include "output_format.hpp"

#include <filesystem>
#include <optional>

#include "noctemg/error.hpp"

namespace noctemg::cli {
RecordingFormat output_format(const std::string& path, bool replace) {
  const std::optional<RecordingFormat> format = format_from_ending(path);
  if (!format) {
    throw OptionError({"output '" + path + "': the ending must be .edf, .bdf, .h5 or .hdf5"});
  }
  if (std::filesystem::exists(path) && !replace) {
    throw OptionError({"output '" + path + "': is there already; --force replaces it"});
  }
  return *format;
}

}  // namespace noctemg::cli
