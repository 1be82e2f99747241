// The only file that knows toml++.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
// toml++ 3.3 takes for granted that a table header such as "[.a]" or "[=]" begins with a key: debug
// builds abort, release builds run into undefined behaviour. Without the assertion and without the
// assumption that NDEBUG makes of it, its own error message follows a line later.
#undef NDEBUG
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <limits>
#include <sstream>
#include <tuple>

#include "noctemg/nearest.hpp"
#include "noctemg/options.hpp"
#include "run/option_value.hpp"
#include "run/option_walk.hpp"
#include "run/options_known.hpp"
#include "run/toml_ascii.hpp"

namespace noctemg {
namespace {

/// One value of a TOML text with its full name.
struct Entry {
  std::string name;
  const toml::node* node = nullptr;
  [[nodiscard]] auto position() const {
    return std::tuple(node->source().begin.line, node->source().begin.column);
  }
};

bool known_group(std::string_view name) {
  bool known = false;
  Options::visit_groups(
      [&](std::string_view group, auto, bool) { known = known || group == name; });
  return known;
}

/// All values in the order of the text, so that messages come in that order too.
std::vector<Entry> entries_of(const toml::table& root) {
  std::vector<Entry> entries;
  for (const auto& [group, node] : root) {
    const toml::table* const table = node.as_table();
    // An unknown table without a value would otherwise pass unseen.
    if (table == nullptr || (table->empty() && !known_group(group.str()))) {
      entries.push_back({std::string(group.str()), &node});
      continue;
    }
    for (const auto& [name, value] : *table)
      entries.push_back({fmt::format("{}.{}", group.str(), name.str()), &value});
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.position() < b.position(); });
  return entries;
}

/// A value as the file has it, for messages.
std::string shown(const toml::node& node) {
  std::string text;
  node.visit([&](const auto& value) {
    using T = decltype(value);
    if constexpr (toml::is_integer<T>)
      text = fmt::format("{}", value.get());
    else if constexpr (toml::is_string<T> || toml::is_floating_point<T> || toml::is_boolean<T>)
      text = detail::toml_text(value.get());
    else if constexpr (toml::is_table<T>)
      text = "{...}";
    else if constexpr (toml::is_array<T>)
      text = "[...]";
    else
      text = "(a date or time)";
  });
  return detail::printable(text);
}

bool take(const toml::node& node, double& out) {
  const std::optional<double> value = node.is_number() ? node.value<double>() : std::nullopt;
  if (!value || !std::isfinite(*value)) return false;
  out = *value + 0.0;  // turns -0 into 0
  return true;
}

bool take(const toml::node& node, int& out) {
  const std::optional<std::int64_t> value = node.value_exact<std::int64_t>();
  if (!value) return false;
  // Beyond int is beyond every option's range: the range check names it.
  out = static_cast<int>(std::clamp<std::int64_t>(*value, std::numeric_limits<int>::min(),
                                                  std::numeric_limits<int>::max()));
  return true;
}

bool take(const toml::node& node, bool& out) {
  const std::optional<bool> value = node.value_exact<bool>();
  if (value) out = *value;
  return value.has_value();
}

bool take(const toml::node& node, std::string& out) {
  std::optional<std::string> value = node.value_exact<std::string>();
  if (value) out = std::move(*value);
  return value.has_value();
}

template <class Group, class T>
std::string type_rule(const Field<Group, T>& field) {
  if constexpr (std::is_same_v<T, std::string>) {
    const std::string choices = detail::choices_text(field.choices, "\"");
    return choices.empty() ? "must be text in quotes" : "must be text in quotes: " + choices;
  } else if constexpr (std::is_same_v<T, bool>) {
    return "must be true or false, without quotes";
  } else {
    return detail::type_rule(field) + ", without quotes";
  }
}

/// Takes the node into `value` when it is right. \return the broken rule, "" when none
template <class Group, class T>
std::string take_node(const Field<Group, T>& field, const toml::node& node, T& value) {
  T taken{};
  if (!take(node, taken)) return type_rule(field);
  std::string rule = detail::broken_rule(field, taken);
  if (rule.empty()) value = std::move(taken);
  return rule;
}

std::string apply(Options& options, const Entry& entry) {
  std::string rule;
  const bool known = detail::with_option(options, entry.name, [&](const auto& field, auto& value) {
    rule = take_node(field, *entry.node, value);
  });
  return known ? rule : detail::unknown_option(entry.name);
}

/// The names of `preset = "a"` or `preset = ["a", "b"]`. \return false when it is neither
bool preset_names(const toml::node& node, std::vector<std::string>& names) {
  const auto add = [&](const toml::node& one) {
    const std::optional<std::string> name = one.value_exact<std::string>();
    if (name) names.push_back(*name);
    return name.has_value();
  };
  const toml::array* const list = node.as_array();
  if (list == nullptr) return add(node);
  return std::all_of(list->begin(), list->end(), add);
}

}  // namespace

void OptionSetter::toml(std::string_view text, std::string_view place) {
  if (const auto bad = detail::misplaced_non_ascii(text)) {
    violations_.push_back(
        fmt::format("{}:{}:{}: not TOML: letters beyond ASCII may only stand in "
                    "comments and strings",
                    place, bad->line, bad->column));
    return;
  }
  const toml::parse_result result = toml::parse(text, place);
  if (!result) {
    const toml::source_position at = result.error().source().begin;
    violations_.push_back(fmt::format("{}:{}:{}: not TOML: {}", place, at.line, at.column,
                                      detail::printable(result.error().description(), 200)));
    return;
  }
  if (const toml::node* const node = result.table().get("preset")) {
    std::vector<std::string> names;
    if (!preset_names(*node, names))
      violations_.push_back(
          fmt::format("{}:{}: preset={}: must be a name in quotes or a list of "
                      "them",
                      place, node->source().begin.line, shown(*node)));
    for (const std::string& name : names) preset(name);
  }
  for (const Entry& entry : entries_of(result.table())) {
    if (entry.name == "preset") continue;
    const std::string rule = apply(options_, entry);
    if (rule.empty()) continue;
    violations_.push_back(fmt::format("{}:{}: {}={}: {}", place, entry.node->source().begin.line,
                                      detail::printable(entry.name), shown(*entry.node), rule));
  }
}

void OptionSetter::toml_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  // An empty file sets failbit on <<, and a folder opens but cannot be read: ask the stream itself.
  if (file && file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  if (!file.is_open() || file.bad()) {
    violations_.push_back(fmt::format("{}: cannot be read", path));
    return;
  }
  toml(text.str(), path);
}

}  // namespace noctemg
