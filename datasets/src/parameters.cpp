#include "noctemg/synth/parameters.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>

#include "noctemg/nearest.hpp"
#include "trimmed.hpp"

namespace noctemg::synth {
namespace {

/// Calls visit(group name, field, value) for every number in the order of listings.
template <class AnyParameters, class Visit>
void for_each_parameter(AnyParameters& parameters, Visit&& visit) {
  Parameters::visit_groups([&](std::string_view group, auto member) {
    auto& values = parameters.*member;
    using Group = std::remove_cvref_t<decltype(values)>;
    std::apply([&](const auto&... field) { (visit(group, field, values.*(field.member)), ...); },
               Group::describe());
  });
}

consteval int visited_groups() {
  int count = 0;
  Parameters::visit_groups([&](std::string_view, auto) { ++count; });
  return count;
}
static_assert(visited_groups() == detail::member_count<Parameters>(),
              "Parameters::visit_groups must name every group");

std::string range_rule(const Range& range, std::string_view unit) {
  return fmt::format("must be a number from {} to {}{}", range.low, range.high,
                     unit == "1" ? std::string() : fmt::format(" {}", unit));
}

std::string unknown_name(std::string_view name) {
  std::vector<std::string> names;
  for (const ParameterDescription& p : describe_parameters()) {
    if (p.name.substr(p.name.find('.') + 1) == name) {
      return fmt::format("unknown parameter, did you mean {}?", p.name);
    }
    names.push_back(p.name);
  }
  const std::string near = nearest_name(name, names);
  return near.empty() ? std::string("unknown parameter (noctemg simulate --parameters lists all)")
                      : fmt::format("unknown parameter, did you mean {}?", near);
}

/// The name of the number that must not be smaller: "hum_high_uv" for "hum_low_uv". The last "low"
/// counts, because corners have a low and a high one.
std::string upper_end(const std::string& name) {
  constexpr std::array<std::array<std::string_view, 2>, 3> ends = {
      {{"low", "high"}, {"shortest", "longest"}, {"fewest", "most"}}};
  for (const auto& [low, high] : ends) {
    const std::size_t at = name.rfind(low);
    const bool whole_word = at != std::string::npos && (name[at - 1] == '_' || name[at - 1] == '.');
    if (whole_word) return std::string(name).replace(at, low.size(), high);
  }
  return {};
}

}  // namespace

std::vector<ParameterDescription> describe_parameters(const Parameters& parameters) {
  std::vector<ParameterDescription> all;
  for_each_parameter(parameters, [&](std::string_view group, const auto& field, double value) {
    const std::string source =
        field.source == "same" && !all.empty() ? all.back().source : std::string(field.source);
    all.push_back({fmt::format("{}.{}", group, field.name), value, std::string(field.unit),
                   field.range, std::string(field.help), source});
  });
  return all;
}

std::string set_parameter(Parameters& parameters, std::string_view name, double value) {
  std::string rule;
  bool known = false;
  for_each_parameter(parameters, [&](std::string_view group, const auto& field, double& target) {
    if (known || fmt::format("{}.{}", group, field.name) != name) return;
    known = true;
    // Written so that not-a-number fails too.
    if (value >= field.range.low && value <= field.range.high) {
      target = value;
    } else {
      rule = range_rule(field.range, field.unit);
    }
  });
  return known ? rule : unknown_name(name);
}

std::string assign_parameter(Parameters& parameters, std::string_view assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos) {
    return fmt::format("{}: must be written group.name=value", assignment);
  }
  const std::string_view name = trimmed(assignment.substr(0, equals));
  const std::string_view text = trimmed(assignment.substr(equals + 1));
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size()) value = std::nan("");
  const std::string rule = set_parameter(parameters, name, value);
  return rule.empty() ? rule : fmt::format("{}: {}", assignment, rule);
}

std::vector<std::string> parameter_violations(const Parameters& parameters) {
  std::map<std::string, double> values;
  for (const ParameterDescription& p : describe_parameters(parameters)) values[p.name] = p.value;
  std::vector<std::string> violations;
  for (const auto& [name, value] : values) {
    const auto other = values.find(upper_end(name));
    if (other == values.end() || value <= other->second) continue;
    violations.push_back(
        fmt::format("{}={}: must not be above {}={}", name, value, other->first, other->second));
  }
  return violations;
}

std::string parameters_toml(const Parameters& parameters, bool explained) {
  std::string text;
  std::string group;
  for (const ParameterDescription& p : describe_parameters(parameters)) {
    const std::size_t dot = p.name.find('.');
    if (group != p.name.substr(0, dot)) {
      group = p.name.substr(0, dot);
      text += fmt::format("{}[{}]\n", text.empty() ? "" : "\n", group);
    }
    if (explained) {
      text += fmt::format("# {}; {} to {}{}; source: {}\n", p.meaning, p.range.low, p.range.high,
                          p.unit == "1" ? "" : " " + p.unit, p.source);
    }
    text += fmt::format("{} = {}\n", p.name.substr(dot + 1), p.value);
  }
  return text;
}

}  // namespace noctemg::synth
