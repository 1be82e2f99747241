#include "options_listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "layout.hpp"

namespace noctemg::cli {
namespace {

/// "Hz, 5 to 200", parts that are empty left out.
std::string unit_and_range(const OptionDescription& option) {
  const std::string unit = option.unit == "1" ? "" : option.unit;
  return unit.empty() || option.range.empty() ? unit + option.range : unit + ", " + option.range;
}

std::string group_of(const OptionDescription& option) {
  return option.name.substr(0, option.name.find('.'));
}

std::string name_in_group(const OptionDescription& option) {
  return option.name.substr(option.name.find('.') + 1);
}

std::string text_of(const OptionDescription& option, int columns) {
  constexpr int indent = 4;
  std::string text = fmt::format("{} = {}", option.name, option.value);
  const std::string allowed = unit_and_range(option);
  if (!allowed.empty()) text += fmt::format("  ({})", allowed);
  if (option.value != option.standard) text += fmt::format("  default {}", option.standard);
  text += "\n" + wrapped(option.help, indent, columns);
  return text + wrapped("source: " + option.source, indent, columns);
}

}  // namespace

std::vector<OptionDescription> search(const std::vector<OptionDescription>& options,
                                      const std::vector<std::string>& words) {
  std::vector<OptionDescription> found;
  for (const OptionDescription& option : options) {
    const std::string all =
        lower(option.name + " " + option.help + " " + option.unit + " " + option.source);
    if (std::all_of(words.begin(), words.end(), [&](const std::string& word) {
          return all.find(lower(word)) != std::string::npos;
        }))
      found.push_back(option);
  }
  return found;
}

std::string text_listing(const std::vector<OptionDescription>& options) {
  const int columns = terminal_columns();
  std::string text;
  for (const OptionDescription& option : options) {
    if (!text.empty()) text += "\n";
    text += text_of(option, columns);
  }
  return text;
}

std::string preset_listing() {
  const int columns = terminal_columns();
  std::string text = "\nPresets (--preset NAME):\n";
  for (const Preset& preset : presets()) {
    text += fmt::format("\n{}\n", preset.name) + wrapped(preset.help, 4, columns);
    text += wrapped(fmt::format("source: {}", preset.citation), 4, columns);
  }
  return text;
}

std::string toml_listing(const std::vector<OptionDescription>& options) {
  std::string text, group;
  for (const OptionDescription& option : options) {
    if (group_of(option) != group) {
      text += fmt::format("{}[{}]\n", group.empty() ? "" : "\n", group_of(option));
      group = group_of(option);
    }
    const std::string allowed = unit_and_range(option);
    text += fmt::format("# {}{}\n{} = {}\n", option.help,
                        allowed.empty() ? "" : fmt::format(" ({})", allowed), name_in_group(option),
                        option.value);
  }
  return text;
}

std::string json_listing(const std::vector<OptionDescription>& options) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const OptionDescription& option : options)
    list.push_back({{"name", option.name},
                    {"type", option.type},
                    {"value", option.value},
                    {"default", option.standard},
                    {"unit", option.unit},
                    {"range", option.range},
                    {"help", option.help},
                    {"source", option.source},
                    {"changes_results", option.changes_results}});
  return list.dump(2) + "\n";
}

}  // namespace noctemg::cli
