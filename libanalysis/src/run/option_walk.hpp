#pragma once

/// \file
/// The one walk over all options. Whatever handles options (text, TOML, checks, listings) is a
/// visitor of it, so that an option declared once is known everywhere.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "noctemg/options.hpp"

namespace noctemg::detail {

/// Where an option stands.
struct OptionPlace {
  std::string_view group;
  std::string_view name;
  bool changes_results = true;

  [[nodiscard]] std::string full_name() const {
    return std::string(group).append(".").append(name);
  }
  [[nodiscard]] constexpr bool is(std::string_view full) const {
    return full.size() == group.size() + 1 + name.size() && full.starts_with(group) &&
           full[group.size()] == '.' && full.ends_with(name);
  }
};

/// Calls visit(place, field, value) for every option in the order of listings. `field` is a
/// Field<Group, T>, `value` a reference to the T within `options` (const when those are).
template <class AnyOptions, class Visit>
void for_each_option(AnyOptions& options, Visit&& visit) {
  Options::visit_groups([&](std::string_view group, auto member, bool changes_results) {
    auto& values = options.*member;
    using Group = std::remove_cvref_t<decltype(values)>;
    static_assert(every_member_described<Group>, "every option needs its line in describe()");
    std::apply(
        [&](const auto&... field) {
          (visit(OptionPlace{group, field.name, changes_results}, field, values.*(field.member)),
           ...);
        },
        Group::describe());
  });
}

/// Calls visit(field, value) for the option `full_name`. \return false when there is none
template <class Visit>
bool with_option(Options& options, std::string_view full_name, Visit&& visit) {
  bool found = false;
  for_each_option(options, [&](const OptionPlace& place, const auto& field, auto& value) {
    if (!place.is(full_name)) return;
    found = true;
    visit(field, value);
  });
  return found;
}

/// Number of different groups that Options::visit_groups names; 0 when one comes twice.
consteval std::size_t visited_group_count() {
  std::array<std::string_view, 64> seen{};
  std::size_t count = 0;
  bool repeated = false;
  Options::visit_groups([&](std::string_view group, auto, bool) {
    for (std::size_t i = 0; i < count; ++i) repeated = repeated || seen[i] == group;
    seen[count++] = group;
  });
  return repeated ? 0 : count;
}
static_assert(visited_group_count() == member_count<Options>(),
              "Options::visit_groups must name every group once");

}  // namespace noctemg::detail
