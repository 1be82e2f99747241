#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "noctemg/error.hpp"
#include "run/option_values.hpp"

namespace noctemg {
namespace {

Options from_toml(const std::string& text) {
  Options options;
  OptionSetter setter(options);
  setter.toml(text, "test.toml");
  try {
    setter.finish();
  } catch (const OptionError& error) {
    // Random values may break rules between options; a line that could not be read has a place.
    for (const std::string& violation : error.violations())
      EXPECT_FALSE(violation.starts_with("test.toml")) << violation;
  }
  return options;
}

TEST(OptionsText, TomlReadsBackAsTheSameValues) {
  std::mt19937_64 random(20240229);
  for (int round = 0; round < 300; ++round) {
    const Options options = test::random_options(random);
    const std::string text = options_toml(options);
    const Options again = from_toml(text);
    ASSERT_EQ(test::all_values(again), test::all_values(options)) << text;
    ASSERT_EQ(options_toml(again), text);
  }
}

TEST(OptionsText, AssignmentsReadBackAsTheSameValues) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 100; ++round) {
    const Options options = test::random_options(random);
    Options again;
    OptionSetter setter(again);
    for (const OptionDescription& option : describe_options(options)) {
      const bool quoted = option.value.starts_with('"');
      setter.set(option.name,
                 quoted ? option.value.substr(1, option.value.size() - 2) : option.value, "test");
    }
    ASSERT_EQ(test::all_values(again), test::all_values(options));
  }
}

TEST(OptionsText, NumbersAreTheShortestThatReadBack) {
  EXPECT_EQ(detail::toml_text(20.0), "20.0");
  EXPECT_EQ(detail::toml_text(0.1), "0.1");
  EXPECT_EQ(detail::toml_text(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(detail::toml_text(1e300), "1e+300");
}

TEST(OptionsText, TextIsEscapedForToml) {
  EXPECT_EQ(detail::toml_text(std::string("a\"b\\c\n\x01")), "\"a\\\"b\\\\c\\n\\u0001\"");
}

TEST(OptionsText, HashIsSixteenHexDigits) {
  EXPECT_TRUE(std::regex_match(options_hash({}), std::regex("[0-9a-f]{16}")));
  EXPECT_EQ(options_hash({}), options_hash({}));
}

/// Another value within the field's range.
template <class Group, class T>
void change(const Field<Group, T>& field, T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    value = !value;
  } else if constexpr (std::is_same_v<T, std::string>) {
    const auto choices = detail::choice_list(field.choices);
    if (choices.empty()) {
      value += "x";
      return;
    }
    value = value == choices.front() ? choices.back() : choices.front();
  } else {
    value = static_cast<T>(value == static_cast<T>(field.range.low) ? field.range.high
                                                                    : field.range.low);
  }
}

TEST(OptionsText, HashChangesExactlyWithOptionsThatCanChangeResults) {
  const std::size_t count = test::all_values({}).size();
  std::set<std::string> hashes;
  for (std::size_t changed = 0; changed < count; ++changed) {
    Options options;
    std::size_t index = 0;
    bool changes_results = true;
    detail::for_each_option(options, [&](const auto& place, const auto& field, auto& value) {
      if (index++ != changed) return;
      change(field, value);
      changes_results = place.changes_results;
    });
    EXPECT_EQ(options_hash(options) != options_hash({}), changes_results) << changed;
    if (changes_results) {
      EXPECT_TRUE(hashes.insert(options_hash(options)).second) << changed;
    }
  }
  EXPECT_LT(hashes.size(), count) << "the run group must stay out of the hash";
}

TEST(OptionsText, DescriptionsNameEveryOptionOnce) {
  const auto list = describe_options();
  EXPECT_EQ(list.size(), test::all_values({}).size());
  std::set<std::string> names;
  for (const OptionDescription& option : list) {
    EXPECT_TRUE(names.insert(option.name).second) << option.name;
    EXPECT_FALSE(option.help.empty()) << option.name;
    EXPECT_FALSE(option.source.empty()) << option.name;
    EXPECT_EQ(option.value, option.standard) << option.name;
  }
}

TEST(OptionsText, DescriptionsPointAtDifferentMembers) {
  // A line that names a neighbour's member would compile.
  Options options;
  std::set<const void*> members;
  detail::for_each_option(options, [&](const auto& place, const auto&, auto& value) {
    EXPECT_TRUE(members.insert(&value).second) << place.full_name();
  });
}

TEST(OptionsText, DescriptionsShowCurrentAndDefaultValue) {
  Options options;
  options.filter.highpass_hz = 25.5;
  options.filter.mains = "60";
  for (const OptionDescription& option : describe_options(options)) {
    if (option.name == "filter.highpass_hz") {
      EXPECT_EQ(option.value, "25.5");
      EXPECT_EQ(option.standard, "20.0");
      EXPECT_EQ(option.range, "5 to 200");
      EXPECT_EQ(option.type, "number");
    }
    if (option.name == "filter.mains") {
      EXPECT_EQ(option.value, "\"60\"");
      EXPECT_EQ(option.range, "auto, 50, 60 or off");
    }
  }
}

TEST(OptionsText, MarkdownHasARowPerOptionAndNoBrokenCell) {
  const std::string text = options_markdown();
  std::size_t rows = 0;
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    if (!line.starts_with("| `")) continue;
    ++rows;
    std::size_t bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i)
      bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
    EXPECT_EQ(bars, 7u) << line;
  }
  EXPECT_EQ(rows, describe_options().size());
}

}  // namespace
}  // namespace noctemg
