#include "folders.hpp"

#include <filesystem>
#include <system_error>

#include "noctemg/error.hpp"

namespace noctemg::synth {

void make_folder(const std::string& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) throw OutputError(folder, failure.message());
  if (!std::filesystem::is_directory(folder, failure)) throw OutputError(folder, "is not a folder");
}

}  // namespace noctemg::synth
