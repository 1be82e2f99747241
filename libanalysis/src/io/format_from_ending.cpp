#include <algorithm>
#include <filesystem>
#include <string>

#include "noctemg/writers.hpp"

namespace noctemg {

std::optional<RecordingFormat> format_from_ending(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (ending == ".edf") return RecordingFormat::edf;
  if (ending == ".bdf") return RecordingFormat::bdf;
  if (ending == ".h5" || ending == ".hdf5") return RecordingFormat::hdf5;
  return std::nullopt;
}

}  // namespace noctemg
