#include "analyze_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string_view>

#include "layout.hpp"
#include "noctemg/error.hpp"
#include "noctemg/montage.hpp"

namespace noctemg::cli {
namespace {

namespace fs = std::filesystem;

/// True for `<id>.hypnogram.tsv`, `<id>_Hypnogram.edf`, `<id>.eannot`, `<id>.xml`.
bool is_hypnogram_of(const std::string& id, const std::string& name) {
  if (!name.starts_with(id)) return false;
  const std::string rest = lower(name.substr(id.size()));
  if (rest == ".eannot" || rest == ".xml") return true;
  return rest.size() > 1 && (rest[0] == '.' || rest[0] == '-' || rest[0] == '_') &&
         rest.find("hypnogram") == 1;
}

/// "" when the folder holds none.
std::string hypnogram_in(const std::string& folder, const std::string& id) {
  std::vector<std::string> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (is_hypnogram_of(id, entry.path().filename().string()))
      found.push_back(entry.path().string());
  std::sort(found.begin(), found.end());
  if (found.size() > 1)
    throw OptionError(
        {fmt::format("--hypnogram {}: {} and {} both belong to {}: name one in a "
                     "sample list",
                     folder, found[0], found[1], id)});
  return found.empty() ? "" : found.front();
}

void add_montage(const std::string& montage, std::vector<BatchInput>& inputs) {
  if (montage.empty()) return;
  try {
    (void)read_montage(montage);  // one file for all: its mistakes are not each recording's failure
  } catch (const InputError& error) {
    throw OptionError({std::string("--montage ") + error.what()});
  }
  for (BatchInput& input : inputs)
    if (input.montage.empty()) input.montage = montage;
}

void add_hypnogram(const std::string& hypnogram, std::vector<BatchInput>& inputs) {
  if (hypnogram.empty()) return;
  std::error_code error;
  if (fs::is_directory(hypnogram, error)) {
    for (BatchInput& input : inputs)
      if (input.hypnogram.empty()) input.hypnogram = hypnogram_in(hypnogram, input.id);
    return;
  }
  if (!fs::exists(hypnogram, error))
    throw OptionError({fmt::format("--hypnogram {}: no such file or folder", hypnogram)});
  if (inputs.size() > 1)
    throw OptionError(
        {fmt::format("--hypnogram {}: one file cannot belong to {} recordings: give "
                     "a folder, or a sample list with a column hypnogram",
                     hypnogram, inputs.size())});
  for (BatchInput& input : inputs) input.hypnogram = hypnogram;
}

bool take_number(std::string_view text, int& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::vector<BatchInput> inputs_with_companions(const std::vector<std::string>& names,
                                               const std::string& montage,
                                               const std::string& hypnogram) {
  std::vector<BatchInput> inputs = find_recordings(names);
  add_montage(montage, inputs);
  add_hypnogram(hypnogram, inputs);
  return inputs;
}

void read_shard(const std::string& text, BatchOptions& batch) {
  if (text.empty()) return;
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view whole = text;
  const bool numbers = slash < text.size() && take_number(whole.substr(0, slash), batch.shard) &&
                       take_number(whole.substr(slash + 1), batch.shard_count);
  if (!numbers || batch.shard < 1 || batch.shard > batch.shard_count)
    throw OptionError({fmt::format("--shard {}: must be m/n with 1 <= m <= n", text)});
}

}  // namespace noctemg::cli
