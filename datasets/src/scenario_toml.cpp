// With libanalysis/src/run/options_toml.cpp the only file that knows toml++: options belong to the
// analysis, scenarios to the simulator, and neither sees the other's types.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
// toml++ 3.3 asserts that a table header such as "[.a]" begins with a key. Without the assertion
// and without the assumption that NDEBUG makes of it, its own error message follows a line later.
#undef NDEBUG
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>

#include "noctemg/error.hpp"
#include "noctemg/nearest.hpp"
#include "scenario_file.hpp"

namespace noctemg::synth {
namespace {

/// One file while it is read; what is wrong is collected, not thrown.
class Walk {
 public:
  explicit Walk(std::string place) : place_(std::move(place)) {}

  ScenarioFile scenario(const toml::table& root) {
    for (const auto& [key, node] : root) take(key.str(), node);
    const bool plain = std::ranges::all_of(file_.name, [](char c) {
      return c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    });
    if (file_.name.empty() || !plain) {
      violations_.push_back(fmt::format(
          "{}: name: must be there, of lower case letters, digits and hyphens", place_));
    }
    if (!violations_.empty()) throw OptionError(violations_);
    return std::move(file_);
  }

 private:
  void fail(const toml::node& node, std::string_view key, std::string_view rule) {
    violations_.push_back(
        fmt::format("{}:{}: {}: {}", place_, node.source().begin.line, key, rule));
  }

  void take(std::string_view key, const toml::node& node) {
    if (key == "name") return text(key, node, file_.name);
    if (key == "help") return text(key, node, file_.help);
    if (key == "montage") return text(key, node, file_.montage);
    if (key == "format") return format(node);
    if (key == "channels") {
      if (const auto n = number(key, node, 1, 128)) file_.channels = static_cast<int>(*n);
    } else if (key == "rate_hz") {
      file_.rate_hz = number(key, node, 64, 10'000);
    } else if (const toml::table* const table = node.as_table()) {
      if (key == "at_least") return groups(*table, file_.at_least);
      group(key, *table, file_.settings);
    } else {
      fail(node, key, unknown(key));
    }
  }

  void text(std::string_view key, const toml::node& node, std::string& out) {
    if (const auto value = node.value_exact<std::string>()) {
      out = *value;
    } else {
      fail(node, key, "must be text in quotes");
    }
  }

  void format(const toml::node& node) {
    std::string name;
    text("format", node, name);
    if (name == "edf") file_.format = RecordingFormat::edf;
    if (name == "bdf") file_.format = RecordingFormat::bdf;
    if (name == "hdf5") file_.format = RecordingFormat::hdf5;
    if (!file_.format) fail(node, "format", R"(must be "edf", "bdf" or "hdf5")");
  }

  std::optional<double> number(std::string_view key, const toml::node& node, double low,
                               double high) {
    const auto value = node.is_number() ? node.value<double>() : std::nullopt;
    if (value && *value >= low && *value <= high && *value == std::floor(*value)) return value;
    fail(node, key, fmt::format("must be a whole number from {} to {}", low, high));
    return std::nullopt;
  }

  void groups(const toml::table& tables, std::vector<ScenarioFile::Setting>& into) {
    for (const auto& [key, node] : tables) {
      if (const toml::table* const table = node.as_table()) {
        group(key.str(), *table, into);
      } else {
        fail(node, key.str(), "must be written group.name = number");
      }
    }
  }

  void group(std::string_view group_name, const toml::table& table,
             std::vector<ScenarioFile::Setting>& into) {
    Parameters trial;
    if (table.empty()) fail(table, group_name, "an empty table says nothing");
    for (const auto& [key, node] : table) {
      const std::string name = fmt::format("{}.{}", group_name, key.str());
      const auto value = node.is_number() ? node.value<double>() : std::nullopt;
      const std::string rule = set_parameter(trial, name, value.value_or(std::nan("")));
      if (!rule.empty()) {
        fail(node, name, rule);
      } else if (&into == &file_.at_least && !is_rate(name)) {
        fail(node, "at_least." + name, "must be a rate per hour or a number in eight hours");
      } else {
        into.emplace_back(name, *value);
      }
    }
  }

  static bool is_rate(std::string_view name) {
    static const std::vector<ParameterDescription> all = describe_parameters();
    return std::ranges::any_of(all, [&](const ParameterDescription& p) {
      return p.name == name && (p.unit == "1/h" || p.unit == "1/8h");
    });
  }

  static std::string unknown(std::string_view key) {
    const std::vector<std::string> known = {"name",    "help",   "montage", "channels",
                                            "rate_hz", "format", "at_least"};
    const std::string near = nearest_name(key, known);
    return near.empty() ? "unknown key" : fmt::format("unknown key, did you mean {}?", near);
  }

  std::string place_;
  ScenarioFile file_;
  std::vector<std::string> violations_;
};

}  // namespace

ScenarioFile parse_scenario(std::string_view text, const std::string& place) {
  // toml++ 3.3 stumbles over letters beyond ASCII outside strings; a scenario needs none.
  const auto strange =
      std::ranges::find_if(text, [](char c) { return static_cast<unsigned char>(c) > 0x7E; });
  if (strange != text.end()) {
    const auto line = 1 + std::count(text.begin(), strange, '\n');
    throw OptionError({fmt::format("{}:{}: must be plain ASCII", place, line)});
  }
  const toml::parse_result result = toml::parse(text, place);
  if (!result) {
    throw OptionError({fmt::format("{}:{}: not TOML: {}", place, result.error().source().begin.line,
                                   result.error().description())});
  }
  return Walk(place).scenario(result.table());
}

Parameters parameters_of(const ScenarioFile& scenario, double hours) {
  Parameters p;
  // Names and ranges were checked when the file was read.
  for (const auto& [name, value] : scenario.settings) (void)set_parameter(p, name, value);
  for (const ParameterDescription& d : describe_parameters(p)) {
    for (const auto& [name, count] : scenario.at_least) {
      if (name != d.name) continue;
      const double rate = count * (d.unit == "1/h" ? 1 : 8) / hours;
      (void)set_parameter(p, name, std::min(std::max(d.value, rate), d.range.high));
    }
  }
  return p;
}

}  // namespace noctemg::synth
