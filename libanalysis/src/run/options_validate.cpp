#include "run/options_validate.hpp"

#include <fmt/format.h>

#include <array>

#include "noctemg/error.hpp"
#include "run/option_value.hpp"
#include "run/option_walk.hpp"

namespace noctemg {
namespace {

using detail::OptionPlace;

/// An option that must lie below another one.
struct OrderRule {
  std::string_view lower;
  std::string_view upper;
  bool strictly = true;
};

constexpr bool or_equal = false;

constexpr auto order_rules = std::to_array<OrderRule>({
    {"filter.highpass_hz", "filter.lowpass_hz"},
    {"activity.movement_off_uv", "activity.movement_on_uv"},
    {"activity.noisy_off_ratio", "activity.noisy_on_ratio", or_equal},
    {"activity.slow_off_ratio", "activity.slow_on_ratio", or_equal},
    {"classify.twitch_max_s", "classify.movement_max_s"},
    {"classify.movement_max_s", "classify.bilateral_max_s", or_equal},
    {"classify.large_min_s", "classify.large_max_s"},
    {"classify.rhythmic_min_hz", "classify.rhythmic_max_hz"},
    {"classify.cramp_possible_min_s", "classify.cramp_min_s", or_equal},
    {"classify.cramp_min_s", "classify.cramp_max_s"},
    {"classify.cramp_weak_min_s", "classify.cramp_max_s"},
    {"classify.cramp_weak_ratio", "classify.cramp_peak_ratio", or_equal},
    {"plm.min_s", "plm.max_s"},
    {"plm.max_s", "plm.bilateral_max_s", or_equal},
    {"plm.interval_min_s", "plm.interval_max_s"},
});

double number_of(const Options& options, std::string_view name) {
  double number = 0;
  detail::for_each_option(
      options, [&]<class Value>(const OptionPlace& place, const auto&, const Value& value) {
        if constexpr (std::is_arithmetic_v<Value>) {
          if (place.is(name)) number = static_cast<double>(value);
        }
      });
  return number;
}

std::string broken_order(const Options& options, const OrderRule& rule) {
  const double lower = number_of(options, rule.lower);
  const double upper = number_of(options, rule.upper);
  if (rule.strictly ? lower < upper : lower <= upper) return {};
  return fmt::format("{}={}: must be {} {}, which is {}", rule.lower, detail::number_text(lower),
                     rule.strictly ? "below" : "at most", rule.upper, detail::number_text(upper));
}

}  // namespace

namespace detail {

bool order_rules_name_options() {
  Options options;
  for (const OrderRule& rule : order_rules) {
    const auto ignore = [](const auto&, auto&) {};
    if (!with_option(options, rule.lower, ignore) || !with_option(options, rule.upper, ignore))
      return false;
  }
  return true;
}

std::vector<std::string> option_violations(const Options& options) {
  std::vector<std::string> violations;
  for_each_option(options, [&](const OptionPlace& place, const auto& field, const auto& value) {
    const std::string rule = broken_rule(field, value);
    if (!rule.empty())
      violations.push_back(
          fmt::format("{}={}: {}", place.full_name(), printable(toml_text(value)), rule));
  });
  // A value out of its range has been named; its order would only repeat that.
  if (!violations.empty()) return violations;
  for (const OrderRule& rule : order_rules) {
    std::string broken = broken_order(options, rule);
    if (!broken.empty()) violations.push_back(std::move(broken));
  }
  return violations;
}

}  // namespace detail

void validate(const Options& options) {
  std::vector<std::string> violations = detail::option_violations(options);
  if (!violations.empty()) throw OptionError(std::move(violations));
}

}  // namespace noctemg
