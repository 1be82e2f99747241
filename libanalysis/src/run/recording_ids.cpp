#include "run/recording_ids.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "io/plain_text.hpp"

namespace noctemg::detail {
namespace {

namespace fs = std::filesystem;

/// A folder name that no table or message can stumble over.
std::string clean(std::string name) {
  for (char& c : name)
    if (static_cast<unsigned char>(c) < 0x20 || c == '\\') c = '_';
  if (name.empty() || name.front() == '.') name.insert(name.begin(), '_');
  return name;
}

std::string stem_of(const BatchInput& input) { return clean(fs::path(input.file).stem().string()); }

std::string with_folder(const BatchInput& input) {
  const std::string folder = fs::path(input.file).parent_path().filename().string();
  return folder.empty() ? stem_of(input) : clean(folder) + "_" + stem_of(input);
}

using Group = std::vector<BatchInput*>;

/// True when the names of their folders differ, without case.
bool folders_differ(const Group& group) {
  std::set<std::string> names;
  for (const BatchInput* input : group) names.insert(io::lower(with_folder(*input)));
  return names.size() == group.size();
}

std::string numbered(const std::string& name, std::set<std::string>& taken) {
  std::string id = name;
  for (int number = 2; !taken.insert(io::lower(id)).second; ++number)
    id = fmt::format("{}_{}", name, number);
  return id;
}

}  // namespace

void assign_ids(std::vector<BatchInput>& inputs) {
  // The tables' own names stay free for them.
  std::set<std::string> taken = {"nights.tsv", "failed.tsv", "run.json"};
  std::map<std::string, Group> groups;
  for (BatchInput& input : inputs) {
    if (!input.id.empty())
      taken.insert(io::lower(input.id));
    else
      groups[io::lower(stem_of(input))].push_back(&input);
  }
  // Names without a clash first: a clash elsewhere must not take them away.
  for (auto& [stem, group] : groups)
    if (group.size() == 1) group.front()->id = numbered(stem_of(*group.front()), taken);
  for (auto& [stem, group] : groups) {
    if (group.size() == 1) continue;
    const bool use_folder = folders_differ(group);
    for (BatchInput* input : group)
      input->id = numbered(use_folder ? with_folder(*input) : stem_of(*input), taken);
  }
}

}  // namespace noctemg::detail
