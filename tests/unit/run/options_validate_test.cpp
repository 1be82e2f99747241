#include "run/options_validate.hpp"

#include <gtest/gtest.h>

#include "noctemg/error.hpp"
#include "noctemg/recording.hpp"
#include "run/option_values.hpp"

namespace noctemg {
namespace {

TEST(OptionsValidate, DefaultsAreValid) { EXPECT_NO_THROW(validate({})); }

TEST(OptionsValidate, RulesBetweenOptionsNameOptionsThatExist) {
  EXPECT_TRUE(detail::order_rules_name_options());
}

TEST(OptionsValidate, NamesBothOptionsOfABrokenRule) {
  Options options;
  options.filter.highpass_hz = 200;
  options.filter.lowpass_hz = 100;
  EXPECT_EQ(detail::option_violations(options),
            std::vector<std::string>{
                "filter.highpass_hz=200: must be below filter.lowpass_hz, which is 100"});
  options.filter.lowpass_hz = 200;
  EXPECT_EQ(detail::option_violations(options).size(), 1u);
  options.filter.lowpass_hz = 201;
  EXPECT_TRUE(detail::option_violations(options).empty());
}

TEST(OptionsValidate, EqualIsEnoughWhereTheRuleSaysAtMost) {
  Options options;
  options.activity.slow_off_ratio = options.activity.slow_on_ratio;
  EXPECT_TRUE(detail::option_violations(options).empty());
  options.activity.slow_off_ratio = options.activity.slow_on_ratio + 0.1;
  EXPECT_EQ(detail::option_violations(options).size(), 1u);
}

TEST(OptionsValidate, ReportsAllBrokenRulesTogether) {
  Options options;
  options.activity.movement_off_uv = 9;
  options.plm.interval_min_s = 60;
  options.plm.interval_max_s = 50;
  options.classify.cramp_possible_min_s = 11;
  EXPECT_EQ(detail::option_violations(options).size(), 3u);
}

TEST(OptionsValidate, ReportsEveryValueOutOfRange) {
  Options options;
  options.filter.highpass_hz = -1;
  options.filter.order = 0;
  options.filter.mains = "55";
  options.rest.window_s = not_a_number;
  EXPECT_EQ(detail::option_violations(options).size(), 4u);
  EXPECT_THROW(validate(options), OptionError);
}

}  // namespace
}  // namespace noctemg
