#include "run/event_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <vector>

#include "io/plain_text.hpp"
#include "noctemg/error.hpp"

namespace noctemg::detail {
namespace {

namespace fs = std::filesystem;
using Tables = std::map<std::string, std::string>;

/// How the name of a file says what it is.
enum class Naming { no_table, plain, explicit_events };

Naming naming_of(const fs::path& path) {
  const std::string name = io::lower(path.filename().string());
  if (!name.ends_with(".tsv") || name.ends_with("hypnogram.tsv")) return Naming::no_table;
  const bool is_explicit =
      name == "events.tsv" || name.ends_with(".events.tsv") || name.ends_with("_events.tsv");
  return is_explicit ? Naming::explicit_events : Naming::plain;
}

bool has_trial_type(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string header(4096, '\0');
  in.read(header.data(), static_cast<std::streamsize>(header.size()));
  header.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
  const auto lines = io::split_lines(header);
  if (lines.empty()) return false;
  const auto names = io::split(lines[0], '\t');
  return std::any_of(names.begin(), names.end(), [](std::string_view name) {
    return io::lower(io::trimmed(name)) == "trial_type";
  });
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

[[noreturn]] void throw_unlistable(const fs::path& folder, const std::error_code& error) {
  throw InputError(folder.string(), "", "", "the folder cannot be listed: " + error.message());
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  if (error) throw_unlistable(folder, error);
  while (entry != fs::recursive_directory_iterator()) {
    const fs::path path = entry->path();
    std::error_code ignored;
    if (is_hidden(path))
      entry.disable_recursion_pending();
    else if (entry->is_regular_file(ignored))
      files.push_back(path);
    entry.increment(error);
    if (error) throw_unlistable(path, error);
  }
  std::sort(files.begin(), files.end());
  return files;
}

void add_table(Tables& tables, const fs::path& path) {
  const std::string id = night_of_table(path.string());
  const auto [other, is_new] = tables.emplace(id, path.string());
  if (!is_new)
    throw InputError(path.string(), "night", id,
                     "is also the night of " + other->second + "; each may have one table");
}

}  // namespace

std::string night_of_table(const std::string& path) {
  const fs::path file(path);
  const std::string name = file.filename().string();
  const std::string lower = io::lower(name);
  if (lower == "events.tsv") {
    std::error_code error;
    const fs::path full = fs::absolute(file, error).lexically_normal();
    const std::string folder = full.parent_path().filename().string();
    return error || folder.empty() ? "events" : folder;
  }
  for (const std::string_view ending : {".events.tsv", "_events.tsv", ".tsv"})
    if (lower.ends_with(ending) && name.size() > ending.size())
      return name.substr(0, name.size() - ending.size());
  return file.stem().string();
}

Tables find_event_tables(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) throw FileNotFoundError(path, "", "", "no such file or folder");
  if (!fs::is_directory(path, error)) return {{night_of_table(path), path}};
  Tables tables, plain;
  for (const fs::path& file : files_below(path)) {
    const Naming naming = naming_of(file);
    if (naming == Naming::explicit_events) add_table(tables, file);
    if (naming == Naming::plain && has_trial_type(file)) add_table(plain, file);
  }
  tables.merge(plain);
  if (tables.empty())
    throw FileNotFoundError(path, "", "",
                            "the folder holds no table of events: <id>/events.tsv, "
                            "<id>.events.tsv, <id>_events.tsv or <id>.tsv");
  return tables;
}

}  // namespace noctemg::detail
