#include <gtest/gtest.h>

#include "noctemg/error.hpp"
#include "noctemg/options.hpp"
#include "run/option_values.hpp"

namespace noctemg {
namespace {

std::vector<std::string> violations_of(OptionSetter& setter) {
  try {
    setter.finish();
  } catch (const OptionError& error) {
    return error.violations();
  }
  return {};
}

std::vector<std::string> violations_of_assignment(const std::string& text) {
  Options options;
  OptionSetter setter(options);
  setter.assignment(text);
  return violations_of(setter);
}

std::string only_violation(const std::string& assignment) {
  const auto all = violations_of_assignment(assignment);
  EXPECT_EQ(all.size(), 1u) << assignment;
  return all.empty() ? "" : all.front();
}

TEST(OptionSetter, TakesEveryType) {
  Options options;
  OptionSetter setter(options);
  setter.assignment("filter.highpass_hz=25.5");
  setter.assignment("filter.order=2");
  setter.assignment("filter.zero_phase=off");
  setter.assignment("filter.mains=60");
  setter.assignment(" read.assume_unit = mV ");
  setter.finish();
  EXPECT_EQ(options.filter.highpass_hz, 25.5);
  EXPECT_EQ(options.filter.order, 2);
  EXPECT_FALSE(options.filter.zero_phase);
  EXPECT_EQ(options.filter.mains, "60");
  EXPECT_EQ(options.read.assume_unit, "mV");
}

TEST(OptionSetter, KnowsTheWordsOfSwitches) {
  for (const char* const word : {"true", "on", "yes", "1", "TRUE", "On"}) {
    Options options;
    options.filter.zero_phase = false;
    OptionSetter setter(options);
    setter.set("filter.zero_phase", word, "");
    setter.finish();
    EXPECT_TRUE(options.filter.zero_phase) << word;
  }
  for (const char* const word : {"false", "off", "no", "0", "OFF"}) {
    Options options;
    OptionSetter setter(options);
    setter.set("filter.zero_phase", word, "");
    setter.finish();
    EXPECT_FALSE(options.filter.zero_phase) << word;
  }
  EXPECT_EQ(only_violation("filter.zero_phase=maybe"),
            "--set filter.zero_phase=maybe: must be true or false (or on, off, yes, no, 1, 0)");
}

TEST(OptionSetter, NamesValueRangeAndUnit) {
  EXPECT_EQ(only_violation("filter.highpass_hz=900"),
            "--set filter.highpass_hz=900: must be from 5 to 200 Hz");
  EXPECT_EQ(only_violation("filter.order=9"), "--set filter.order=9: must be from 1 to 8");
  EXPECT_EQ(only_violation("filter.mains=55"),
            "--set filter.mains=55: must be auto, 50, 60 or off");
}

TEST(OptionSetter, RefusesWhatIsNoFiniteNumberFromEndToEnd) {
  for (const char* const text : {"", " ", "abc", "25Hz", "2 5", "25,5", "nan", "inf", "-inf",
                                 "1e999", "0x19", "+25", "--25", "25.5.5"}) {
    Options options;
    OptionSetter setter(options);
    setter.set("filter.highpass_hz", text, "test");
    const auto all = violations_of(setter);
    ASSERT_EQ(all.size(), 1u) << text;
    EXPECT_NE(all.front().find("must be a number from 5 to 200 Hz"), std::string::npos) << all[0];
    EXPECT_EQ(options.filter.highpass_hz, 20.0);
  }
}

TEST(OptionSetter, RefusesFractionsForWholeNumbers) {
  for (const char* const text : {"4.0", "4e0", "99999999999", "four", "-"})
    EXPECT_NE(only_violation(std::string("filter.order=") + text)
                  .find("must be a whole number from 1 to 8"),
              std::string::npos)
        << text;
}

TEST(OptionSetter, AcceptsBothEndsOfEveryRange) {
  Options options;
  detail::for_each_option(options, [&](const auto& place, const auto& field, auto& value) {
    using T = std::remove_cvref_t<decltype(value)>;
    if constexpr (std::is_same_v<T, double> || std::is_same_v<T, int>) {
      for (const double end : {field.range.low, field.range.high}) {
        Options changed;
        OptionSetter setter(changed);
        setter.set(place.full_name(), detail::number_text(end), "test");
        for (const std::string& violation : violations_of(setter))
          EXPECT_FALSE(violation.starts_with("test")) << violation;
      }
      for (const double beyond : {field.range.low - 1, field.range.high + 1}) {
        Options changed;
        OptionSetter setter(changed);
        setter.set(place.full_name(), detail::number_text(beyond), "test");
        EXPECT_EQ(violations_of(setter).size(), 1u) << place.full_name();
        EXPECT_EQ(test::all_values(changed), test::all_values({})) << place.full_name();
      }
    }
  });
}

TEST(OptionSetter, NamesTheNearestOption) {
  EXPECT_EQ(only_violation("filter.highpas_hz=25"),
            "--set filter.highpas_hz=25: unknown option, did you mean filter.highpass_hz?");
  EXPECT_EQ(only_violation("highpass_hz=25"),
            "--set highpass_hz=25: unknown option, did you mean filter.highpass_hz?");
  EXPECT_EQ(only_violation("xyz=25"), "--set xyz=25: unknown option (noctemg options lists all)");
}

TEST(OptionSetter, RefusesAssignmentsWithoutASign) {
  EXPECT_EQ(only_violation("filter.order"), "--set filter.order: must be written group.name=value");
}

TEST(OptionSetter, ReportsEverythingThatIsWrongAtOnce) {
  Options options;
  OptionSetter setter(options);
  setter.preset("wasm-1999");
  setter.toml("[filter]\nhighpass_hz = 900\norder = \"4\"\n", "c.toml");
  setter.assignment("filter.mains=55");
  setter.assignment("nonsense=1");
  const auto all = violations_of(setter);
  ASSERT_EQ(all.size(), 5u);
  EXPECT_TRUE(all[0].starts_with("preset wasm-1999: unknown preset")) << all[0];
  EXPECT_TRUE(all[1].starts_with("c.toml:2: filter.highpass_hz=900")) << all[1];
  EXPECT_TRUE(all[2].starts_with("c.toml:3: filter.order=\"4\"")) << all[2];
  EXPECT_TRUE(all[3].starts_with("--set filter.mains=55")) << all[3];
  EXPECT_TRUE(all[4].starts_with("--set nonsense=1")) << all[4];
}

TEST(OptionSetter, LaterSourcesWin) {
  Options options;
  OptionSetter setter(options);
  setter.preset("aasm-v3");
  setter.toml("plm.interval_min_s = 7", "c.toml");
  setter.assignment("plm.interval_max_s=80");
  setter.finish();
  EXPECT_EQ(options.plm.interval_min_s, 7);
  EXPECT_EQ(options.plm.interval_max_s, 80);
  EXPECT_TRUE(options.plm.onset_pairing);
}

TEST(OptionSetter, KeepsMessagesOnOneLine) {
  const std::string message = only_violation("filter.mains=" + std::string(500, 'x') + "\n\t\x01");
  EXPECT_EQ(message.find_first_of("\n\t\x01"), std::string::npos);
  EXPECT_LT(message.size(), 200u);
}

TEST(OptionSetter, StartsAnewAfterFinishing) {
  Options options;
  OptionSetter setter(options);
  setter.assignment("filter.order=99");
  EXPECT_EQ(violations_of(setter).size(), 1u);
  EXPECT_TRUE(violations_of(setter).empty());
}

}  // namespace
}  // namespace noctemg
