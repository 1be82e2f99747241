#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "noctemg/error.hpp"
#include "noctemg/options.hpp"
#include "run/option_values.hpp"

namespace noctemg {
namespace {

std::vector<std::string> violations_of(const std::string& toml, Options* into = nullptr) {
  Options options;
  OptionSetter setter(into == nullptr ? options : *into);
  setter.toml(toml, "c.toml");
  try {
    setter.finish();
  } catch (const OptionError& error) {
    return error.violations();
  }
  return {};
}

std::string only_violation_in(const std::string& toml) {
  const auto all = violations_of(toml);
  EXPECT_EQ(all.size(), 1u) << toml;
  return all.empty() ? "" : all.front();
}

TEST(OptionsToml, TakesTablesAndDottedKeys) {
  Options options;
  EXPECT_TRUE(violations_of("plm.series_min = 3\n[filter]\nhighpass_hz = 25 # whole number\n"
                            "mains = 'off'\nzero_phase = false\n",
                            &options)
                  .empty());
  EXPECT_EQ(options.plm.series_min, 3);
  EXPECT_EQ(options.filter.highpass_hz, 25.0);
  EXPECT_EQ(options.filter.mains, "off");
  EXPECT_FALSE(options.filter.zero_phase);
}

TEST(OptionsToml, RefusesOtherTypesAndNamesTheLine) {
  EXPECT_EQ(only_violation_in("[filter]\nhighpass_hz = \"25\"\n"),
            "c.toml:2: filter.highpass_hz=\"25\": must be a number from 5 to 200 Hz, without "
            "quotes");
  EXPECT_EQ(only_violation_in("[filter]\norder = 4.0\n"),
            "c.toml:2: filter.order=4.0: must be a whole number from 1 to 8, without quotes");
  EXPECT_EQ(only_violation_in("\n[filter]\nmains = 50\n"),
            "c.toml:3: filter.mains=50: must be text in quotes: \"auto\", \"50\", \"60\" or "
            "\"off\"");
  EXPECT_EQ(only_violation_in("[filter]\nzero_phase = 1\n"),
            "c.toml:2: filter.zero_phase=1: must be true or false, without quotes");
  EXPECT_EQ(only_violation_in("[filter]\nzero_phase = \"true\"\n").substr(0, 9), "c.toml:2:");
  EXPECT_EQ(only_violation_in("[filter]\nhighpass_hz = [25]\n").substr(0, 9), "c.toml:2:");
  EXPECT_EQ(only_violation_in("[filter.highpass_hz]\nvalue = 25\n").substr(0, 9), "c.toml:1:");
  EXPECT_EQ(only_violation_in("[filter]\nhighpass_hz = 2026-01-01\n").substr(0, 9), "c.toml:2:");
}

TEST(OptionsToml, RefusesNumbersThatAreNotFiniteOrOutOfRange) {
  for (const char* const value : {"nan", "inf", "-inf", "900", "1e300", "9223372036854775807"})
    EXPECT_TRUE(only_violation_in(std::string("filter.highpass_hz = ") + value)
                    .starts_with("c.toml:1: filter.highpass_hz="))
        << value;
  for (const char* const value : {"9", "9223372036854775807", "-9223372036854775808"})
    EXPECT_NE(only_violation_in(std::string("filter.order = ") + value).find("must be from 1 to 8"),
              std::string::npos)
        << value;
}

TEST(OptionsToml, NamesLineAndColumnOfMalformedText) {
  const std::string message = only_violation_in("[filter]\nhighpass_hz = = 25\n");
  EXPECT_TRUE(message.starts_with("c.toml:2:1")) << message;
  EXPECT_NE(message.find("not TOML"), std::string::npos) << message;
  EXPECT_TRUE(only_violation_in("filter = [").starts_with("c.toml:1:"));
  EXPECT_TRUE(only_violation_in("a = 1\na = 2\n").starts_with("c.toml:2:"));
  EXPECT_TRUE(only_violation_in("a = \"\xff\"\n").starts_with("c.toml:1:"));
}

TEST(OptionsToml, SurvivesTableHeadersWithoutAKey) {
  // toml++ 3.3 asserts on them.
  for (const char* const text : {"[.a]", "[=]", "[[=]]", "[[.]]", "[]", "[", "[[", "[ ", "[#"})
    EXPECT_TRUE(only_violation_in(text).starts_with("c.toml:1:")) << text;
}

TEST(OptionsToml, NamesUnknownOptionsGroupsAndEmptyTables) {
  EXPECT_EQ(only_violation_in("[filtr]\nhighpass_hz = 25\n"),
            "c.toml:2: filtr.highpass_hz=25: unknown option, did you mean filter.highpass_hz?");
  EXPECT_EQ(only_violation_in("highpass_hz = 25\n"),
            "c.toml:1: highpass_hz=25: unknown option, did you mean filter.highpass_hz?");
  EXPECT_EQ(only_violation_in("[nonsense]\n").substr(0, 9), "c.toml:1:");
  EXPECT_TRUE(violations_of("[filter]\n").empty());
}

TEST(OptionsToml, ReportsInTheOrderOfTheText) {
  const auto all = violations_of("[plm]\nseries_min = 0\n[filter]\norder = 0\nlowpass_hz = 0\n");
  ASSERT_EQ(all.size(), 3u);
  EXPECT_TRUE(all[0].starts_with("c.toml:2:"));
  EXPECT_TRUE(all[1].starts_with("c.toml:4:"));
  EXPECT_TRUE(all[2].starts_with("c.toml:5:"));
}

TEST(OptionsToml, AppliesPresetsBeforeTheRestOfTheText) {
  Options options;
  EXPECT_TRUE(violations_of("preset = 'aasm-v3'\n[plm]\ninterval_min_s = 6\n", &options).empty());
  EXPECT_TRUE(options.plm.onset_pairing);
  EXPECT_EQ(options.plm.interval_min_s, 6);
  EXPECT_TRUE(violations_of("preset = ['wasm-2016', 'irlssg-2021']\n", &options).empty());
  EXPECT_EQ(options.classify.large_max_s, 45);
  EXPECT_EQ(only_violation_in("preset = 3\n").substr(0, 9), "c.toml:1:");
  EXPECT_EQ(violations_of("preset = 'wasm-1999'\n").size(), 1u);
}

TEST(OptionsToml, FileThatCannotBeReadIsAViolation) {
  for (const std::string& path :
       {std::string("/nonexistent/c.toml"), std::filesystem::temp_directory_path().string()}) {
    Options options;
    OptionSetter setter(options);
    setter.toml_file(path);
    EXPECT_THROW(setter.finish(), OptionError) << path;
  }
}

TEST(OptionsToml, EmptyFileChangesNothing) {
  const auto path = std::filesystem::temp_directory_path() / "noctemg_empty_options.toml";
  std::ofstream(path).close();
  Options options;
  OptionSetter setter(options);
  setter.toml_file(path.string());
  EXPECT_NO_THROW(setter.finish());
  EXPECT_EQ(test::all_values(options), test::all_values({}));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace noctemg
