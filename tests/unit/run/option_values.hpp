#pragma once

/// \file
/// All option values as a list, and options with random values, for tests.

#include <cmath>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "run/option_value.hpp"
#include "run/option_walk.hpp"

namespace noctemg::test {

using Value = std::variant<double, int, bool, std::string>;

inline std::vector<Value> all_values(const Options& options) {
  std::vector<Value> values;
  detail::for_each_option(
      options, [&](const auto&, const auto&, const auto& value) { values.emplace_back(value); });
  return values;
}

template <class Group>
double random_value(const Field<Group, double>& field, std::mt19937_64& random) {
  // Fifty-three random bits: almost every value needs all of its 17 digits.
  const double share = std::uniform_real_distribution<double>(0.0, 1.0)(random);
  return field.range.low + share * (field.range.high - field.range.low);
}
template <class Group>
int random_value(const Field<Group, int>& field, std::mt19937_64& random) {
  return std::uniform_int_distribution<int>(static_cast<int>(field.range.low),
                                            static_cast<int>(field.range.high))(random);
}
template <class Group>
bool random_value(const Field<Group, bool>&, std::mt19937_64& random) {
  return random() % 2 == 0;
}
template <class Group>
std::string random_value(const Field<Group, std::string>& field, std::mt19937_64& random) {
  const std::vector<std::string> choices = detail::choice_list(field.choices);
  if (choices.empty()) return random() % 2 == 0 ? "" : "my.model";
  return choices[random() % choices.size()];
}

/// Every value within its range; rules between options may be broken.
inline Options random_options(std::mt19937_64& random) {
  Options options;
  detail::for_each_option(options, [&](const auto&, const auto& field, auto& value) {
    value = random_value(field, random);
  });
  return options;
}

}  // namespace noctemg::test
