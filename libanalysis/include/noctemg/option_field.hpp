#pragma once

/// \file
/// How an option describes itself. One line per member of an option group gives name, unit, range,
/// help and source; the command line, TOML, Python, the `options` listing and the provenance text
/// all walk these lines.

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace noctemg {

/// Smallest and largest allowed value, both inclusive.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

/// Allowed texts, separated by '|', e.g. "auto|50|60|off". The first character set must not be
/// empty.
struct Choices {
  std::string_view list;
};

/// One described member. `T` is double, int, bool or std::string.
template <class Group, class T>
struct Field {
  static_assert(std::is_same_v<T, double> || std::is_same_v<T, int> || std::is_same_v<T, bool> ||
                    std::is_same_v<T, std::string>,
                "an option is a double, int, bool or std::string");
  std::string_view name;
  T Group::*member = nullptr;
  std::string_view unit;    ///< "Hz", "s", "uV", "1" for a ratio, "" for text and switches
  Range range;              ///< numbers only
  Choices choices;          ///< text only; empty list: any text
  std::string_view help;    ///< one sentence, no full stop
  std::string_view source;  ///< where the default comes from
};

template <class Group, class T>
[[nodiscard]] constexpr Field<Group, T> number(std::string_view name, T Group::*member,
                                               std::string_view unit, Range range,
                                               std::string_view help, std::string_view source) {
  return {name, member, unit, range, {}, help, source};
}
template <class Group>
[[nodiscard]] constexpr Field<Group, bool> on_off(std::string_view name, bool Group::*member,
                                                  std::string_view help, std::string_view source) {
  return {name, member, "", {}, {}, help, source};
}
template <class Group>
[[nodiscard]] constexpr Field<Group, std::string> text(std::string_view name,
                                                       std::string Group::*member, Choices choices,
                                                       std::string_view help,
                                                       std::string_view source) {
  return {name, member, "", {}, choices, help, source};
}

namespace detail {

/// Converts to anything: counts how many initialisers an aggregate takes.
struct Anything {
  template <class T>
  constexpr operator T() const;  // NOLINT(google-explicit-constructor): the conversion is the point
};

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires { T{((void)I, Anything{})...}; };
}

/// Number of members of an aggregate without nested braces.
template <class T, std::size_t N = 0>
constexpr std::size_t member_count() {
  if constexpr (takes<T>(std::make_index_sequence<N + 1>{})) {
    return member_count<T, N + 1>();
  } else {
    return N;
  }
}

}  // namespace detail

/// True when every member of `Group` has its line in `Group::describe()`.
template <class Group>
inline constexpr bool every_member_described = std::tuple_size_v<decltype(Group::describe())> ==
                                               detail::member_count<Group>();

}  // namespace noctemg
