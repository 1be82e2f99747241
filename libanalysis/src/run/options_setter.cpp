#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "io/plain_text.hpp"
#include "noctemg/error.hpp"
#include "noctemg/nearest.hpp"
#include "noctemg/options.hpp"
#include "run/option_value.hpp"
#include "run/option_walk.hpp"
#include "run/options_known.hpp"
#include "run/options_validate.hpp"

namespace noctemg {
namespace {

std::string prefix(std::string_view place) {
  return place.empty() ? std::string() : std::string(place).append(" ");
}

/// Takes `text` into `value` when it is right. \return the broken rule, "" when none
template <class Group, class T>
std::string take_text(const Field<Group, T>& field, std::string_view text, T& value) {
  T parsed{};
  if (!detail::parse_text(text, parsed)) return detail::type_rule(field);
  std::string rule = detail::broken_rule(field, parsed);
  if (rule.empty()) value = std::move(parsed);
  return rule;
}

}  // namespace

namespace detail {

std::vector<std::string> option_names() {
  std::vector<std::string> names;
  const Options options;
  for_each_option(options, [&](const OptionPlace& place, const auto&, const auto&) {
    names.push_back(place.full_name());
  });
  return names;
}

std::string unknown_option(std::string_view name) {
  const std::vector<std::string> names = option_names();
  // "highpass_hz" alone: the name is right, only its group is missing.
  const auto inside = std::find_if(names.begin(), names.end(), [&](const std::string& known) {
    return known.substr(known.find('.') + 1) == name;
  });
  const std::string near = inside != names.end() ? *inside : nearest_name(name, names);
  return near.empty() ? std::string("unknown option (noctemg options lists all)")
                      : fmt::format("unknown option, did you mean {}?", near);
}

std::string unknown_preset(std::string_view name) {
  std::vector<std::string> names;
  std::string all;
  for (const Preset& preset : presets()) {
    names.emplace_back(preset.name);
    all.append(all.empty() ? "" : ", ").append(preset.name);
  }
  const std::string near = nearest_name(name, names);
  return fmt::format("unknown preset{}; known are {}",
                     near.empty() ? "" : ", did you mean " + near + "?", all);
}

}  // namespace detail

void OptionSetter::preset(std::string_view name) {
  const auto& all = presets();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Preset& p) { return p.name == name; });
  if (found == all.end()) {
    violations_.push_back(
        fmt::format("preset {}: {}", detail::printable(name), detail::unknown_preset(name)));
    return;
  }
  std::string_view rest = found->settings;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const std::size_t equals = line.find('=');
    set(line.substr(0, equals), line.substr(equals + 1), found->name);
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
}

void OptionSetter::assignment(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) {
    violations_.push_back(
        fmt::format("--set {}: must be written group.name=value", detail::printable(text)));
    return;
  }
  set(io::trimmed(text.substr(0, equals)), io::trimmed(text.substr(equals + 1)), "--set");
}

void OptionSetter::set(std::string_view name, std::string_view value, std::string_view place) {
  std::string rule;
  const bool known = detail::with_option(options_, name, [&](const auto& field, auto& target) {
    rule = take_text(field, value, target);
  });
  if (!known) rule = detail::unknown_option(name);
  if (rule.empty()) return;
  violations_.push_back(fmt::format("{}{}={}: {}", prefix(place), detail::printable(name),
                                    detail::printable(value), rule));
}

void OptionSetter::finish() {
  std::vector<std::string> all = std::exchange(violations_, {});
  std::vector<std::string> between = detail::option_violations(options_);
  std::move(between.begin(), between.end(), std::back_inserter(all));
  if (!all.empty()) throw OptionError(std::move(all));
}

}  // namespace noctemg
