#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <tuple>

#include "io/plain_text.hpp"
#include "noctemg/batch.hpp"
#include "noctemg/error.hpp"
#include "noctemg/reader.hpp"
#include "run/recording_ids.hpp"
#include "run/sample_list.hpp"

namespace noctemg {
namespace {

namespace fs = std::filesystem;

bool has_ending(const fs::path& path, std::initializer_list<std::string_view> endings) {
  const std::string own = io::lower(path.extension().string());
  return std::find(endings.begin(), endings.end(), own) != endings.end();
}

/// By its name: a damaged recording must fail by name, not vanish.
bool named_like_recording(const fs::path& path) {
  return has_ending(path, {".edf", ".bdf", ".h5", ".hdf5"});
}

bool named_like_list(const fs::path& path) {
  return has_ending(path, {".tsv", ".lst", ".txt", ".list"});
}

/// What write_night leaves beside a night.json: results, not recordings.
bool is_result(const fs::path& path) {
  const std::string name = path.filename().string();
  if (name != "night.h5" && name != "annotations.edf") return false;
  std::error_code error;
  return fs::exists(path.parent_path() / "night.json", error);
}

/// Names that begin with a dot are other programs' companions ("._night.edf") or half-written.
bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

[[noreturn]] void throw_unlistable(const fs::path& folder, const std::error_code& error) {
  throw InputError(folder.string(), "", "", "the folder cannot be listed: " + error.message());
}

void add_folder(const fs::path& folder, std::vector<BatchInput>& inputs) {
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  if (error) throw_unlistable(folder, error);
  while (entry != fs::recursive_directory_iterator()) {
    const fs::path path = entry->path();
    std::error_code ignored;
    if (is_hidden(path)) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file(ignored) && !is_result(path) &&
               (named_like_recording(path) || looks_like_recording(path.string()))) {
      inputs.push_back({path.string(), "", "", ""});
    }
    entry.increment(error);
    if (error) throw_unlistable(path, error);
  }
}

void add_input(const std::string& name, std::vector<BatchInput>& inputs) {
  const fs::path path(name);
  std::error_code error;
  if (fs::is_directory(path, error)) return add_folder(path, inputs);
  if (!fs::exists(path, error)) throw FileNotFoundError(name, "", "", "no such file or folder");
  if (named_like_list(path) && !looks_like_recording(name)) {
    std::vector<BatchInput> listed = detail::read_sample_list(name);
    std::move(listed.begin(), listed.end(), std::back_inserter(inputs));
    return;
  }
  inputs.push_back({name, "", "", ""});
}

std::string canonical(const std::string& file) {
  std::error_code error;
  const fs::path path = fs::weakly_canonical(file, error);
  return error ? file : path.string();
}

/// Leaves out files that were named before: a file of a folder and of the command line is one
/// recording. Entries of lists that carry an id of their own all stay.
void drop_repeated(std::vector<BatchInput>& inputs) {
  // Entries with an id first: they know more about the file.
  std::stable_partition(inputs.begin(), inputs.end(),
                        [](const BatchInput& input) { return !input.id.empty(); });
  std::set<std::string> seen;
  std::erase_if(inputs, [&](const BatchInput& input) {
    return !seen.insert(canonical(input.file)).second && input.id.empty();
  });
}

/// Two lists may both name an id; within one list the reader has seen to it.
void check_ids(const std::vector<BatchInput>& inputs) {
  std::map<std::string, const BatchInput*> seen;
  for (const BatchInput& input : inputs) {
    const auto [other, is_new] = seen.emplace(io::lower(input.id), &input);
    if (!is_new)
      throw InputError(input.file, "id", input.id,
                       "is also the id of " + other->second->file + "; ids must differ");
  }
}

}  // namespace

std::vector<BatchInput> find_recordings(const std::vector<std::string>& names) {
  std::vector<BatchInput> inputs;
  for (const std::string& name : names) add_input(name, inputs);
  drop_repeated(inputs);
  std::sort(inputs.begin(), inputs.end(), [](const BatchInput& a, const BatchInput& b) {
    return std::tie(a.file, a.id) < std::tie(b.file, b.id);
  });
  detail::assign_ids(inputs);
  check_ids(inputs);
  std::sort(inputs.begin(), inputs.end(),
            [](const BatchInput& a, const BatchInput& b) { return a.id < b.id; });
  return inputs;
}

}  // namespace noctemg
