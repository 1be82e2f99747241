#include <fmt/format.h>

#include "io/file_hash.hpp"
#include "noctemg/options.hpp"
#include "run/option_value.hpp"
#include "run/option_walk.hpp"

namespace noctemg {
namespace {

using detail::OptionPlace;

/// The group's heading when `place` is the first option of a group, with an empty line before all
/// but the first.
std::string heading(const OptionPlace& place, std::string_view& group, std::string_view form) {
  if (place.group == group) return {};
  const std::string_view gap = group.empty() ? "" : "\n";
  group = place.group;
  return fmt::format("{}{}", gap, fmt::format(fmt::runtime(form), group));
}

/// '|' would end a cell.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string markdown_row(const OptionDescription& option) {
  const std::string unit = option.unit == "1" ? "" : option.unit;
  return fmt::format("| `{}` | `{}` | {} | {} | {} | {} |\n", option.name, cell(option.value),
                     cell(unit), cell(option.range), cell(option.help), cell(option.source));
}

}  // namespace

std::vector<OptionDescription> describe_options(const Options& options) {
  std::vector<OptionDescription> list;
  detail::for_each_option(options, [&]<class G, class T>(const OptionPlace& place,
                                                         const Field<G, T>& field, const T& value) {
    list.push_back({place.full_name(), std::string(detail::type_name<T>()),
                    detail::toml_text(value), detail::toml_text(G{}.*(field.member)),
                    std::string(field.unit), detail::allowed_text(field), std::string(field.help),
                    std::string(field.source), place.changes_results});
  });
  return list;
}

std::string options_toml(const Options& options, bool all) {
  std::string text;
  std::string_view group;
  detail::for_each_option(options,
                          [&](const OptionPlace& place, const auto& field, const auto& value) {
                            if (!all && !place.changes_results) return;
                            text += heading(place, group, "[{}]\n");
                            text += fmt::format("{} = {}\n", field.name, detail::toml_text(value));
                          });
  return text;
}

std::string options_hash(const Options& options) {
  return io::xxh3_of_text(options_toml(options, false));
}

std::string options_markdown(const Options& options) {
  std::string text;
  std::string group;
  for (const OptionDescription& option : describe_options(options)) {
    const std::string own = option.name.substr(0, option.name.find('.'));
    if (own != group) {
      text += fmt::format(
          "{}## {}\n\n| option | value | unit | allowed | meaning | source |\n"
          "|---|---|---|---|---|---|\n",
          group.empty() ? "" : "\n", own);
      group = own;
    }
    text += markdown_row(option);
  }
  return text;
}

}  // namespace noctemg
