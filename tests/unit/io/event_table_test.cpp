#include <gtest/gtest.h>

#include <cmath>

#include "noctemg/error.hpp"
#include "noctemg/evaluate.hpp"

namespace noctemg {
namespace {

const std::string table_header = "onset\tduration\ttrial_type\n";

void expect_error(const std::string& text, const std::string& place, const std::string& value) {
  try {
    (void)parse_event_table(text, "t.tsv");
    ADD_FAILURE() << text;
  } catch (const InputError& error) {
    EXPECT_EQ(error.file(), "t.tsv");
    EXPECT_EQ(error.place(), place);
    EXPECT_EQ(error.value(), value);
    EXPECT_FALSE(error.rule().empty());
  }
}

TEST(EventTable, ReadsAllColumnsInAnyOrder) {
  const EventTable table = parse_event_table(
      "muscle\ttrial_type\tonset\tduration\tside\tchannel\tcertainty\tprobability\tpeak_uV\t"
      "baseline_uV\tother\n"
      "GM\tcramp\t12.5\t30\tleft\tL GM|L SOL\tprobable\t0.75\t20\t2.5\tx\n",
      "t.tsv");
  ASSERT_EQ(table.events.size(), 1U);
  const ScoredEvent& e = table.events[0];
  EXPECT_EQ(e.onset, 12'500'000'000);
  EXPECT_EQ(e.duration, 30'000'000'000);
  EXPECT_EQ(e.label, Label::cramp);
  EXPECT_EQ(e.side, Side::left);
  EXPECT_EQ(e.muscle, "gastrocnemius_medialis");
  EXPECT_EQ(e.channels, (std::vector<std::string>{"L GM", "L SOL"}));
  EXPECT_EQ(e.certainty, Certainty::probable);
  EXPECT_EQ(e.probability, 0.75);
  EXPECT_EQ(e.peak_uv, 20);
  EXPECT_EQ(e.baseline_uv, 2.5);
}

TEST(EventTable, NeedsThreeColumnsOnly) {
  const EventTable table = parse_event_table(table_header + "1\t2\ttwitch\n", "t.tsv");
  ASSERT_EQ(table.events.size(), 1U);
  EXPECT_EQ(table.events[0].side, Side::unknown);
  EXPECT_TRUE(table.events[0].channels.empty());
  EXPECT_TRUE(std::isnan(table.events[0].probability));
}

TEST(EventTable, ToleratesByteOrderMarkCrlfEmptyLinesAndNoLastLineEnd) {
  const EventTable table = parse_event_table(
      "\xEF\xBB\xBFonset\tduration\ttrial_type\r\n1\t2\tcramp\r\n\r\n3\t4\ttonic", "t.tsv");
  ASSERT_EQ(table.events.size(), 2U);
  EXPECT_EQ(table.events[1].label, Label::tonic);
}

TEST(EventTable, MayHoldNoEvent) {
  EXPECT_TRUE(parse_event_table(table_header, "t.tsv").events.empty());
}

TEST(EventTable, ReadsBothLegsAndMissingValues) {
  const EventTable table = parse_event_table(
      "onset\tduration\ttrial_type\tside\tchannel\tcertainty\tpeak_uV\n"
      "1\t2\tcramp\tboth\tn/a\tn/a\tn/a\n-1\t2\tartifact\tn/a\t\t\t-427.66\n",
      "t.tsv");
  EXPECT_TRUE(table.events[0].bilateral);
  EXPECT_EQ(table.events[0].side, Side::unknown);
  EXPECT_EQ(table.events[0].certainty, Certainty::none);
  EXPECT_TRUE(std::isnan(table.events[0].peak_uv));
  EXPECT_FALSE(table.events[1].bilateral);
  EXPECT_EQ(table.events[1].onset, -ticks_per_second);
  EXPECT_EQ(table.events[1].peak_uv, -427.66);
}

TEST(EventTable, NamesTheHeaderThatIsWrong) {
  expect_error("", "line 1", "");
  expect_error("onset\tduration\tlabel\n", "line 1", "onset\tduration\tlabel");
  expect_error("onset\tduration\ttrial_type\tonset\n", "line 1", "onset");
  expect_error("onset,duration,trial_type\n", "line 1", "onset,duration,trial_type");
}

TEST(EventTable, NamesLineColumnAndValue) {
  expect_error(table_header + "1\t2\tcramp\nnan\t2\tcramp\n", "line 3, column onset", "nan");
  expect_error(table_header + "\t2\tcramp\n", "line 2, column onset", "empty");
  expect_error(table_header + "1\tn/a\tcramp\n", "line 2, column duration", "n/a");
  expect_error(table_header + "1\t-2\tcramp\n", "line 2, column duration", "-2");
  expect_error(table_header + "1e12\t2\tcramp\n", "line 2, column onset", "1e12");
  expect_error(table_header + "1\t2\tcrampus\n", "line 2, column trial_type", "crampus");
  expect_error(table_header + "1\t2\n", "line 2", "2 fields");
  expect_error(table_header + "1\t2\tcramp\tleft\n", "line 2", "4 fields");
}

TEST(EventTable, ChecksOptionalColumns) {
  const auto with = [](const std::string& column, const std::string& value) {
    return "onset\tduration\ttrial_type\t" + column + "\n1\t2\tcramp\t" + value + "\n";
  };
  expect_error(with("side", "up"), "line 2, column side", "up");
  expect_error(with("certainty", "sure"), "line 2, column certainty", "sure");
  expect_error(with("probability", "1.01"), "line 2, column probability", "1.01");
  expect_error(with("probability", "-0.1"), "line 2, column probability", "-0.1");
  expect_error(with("probability", "nan"), "line 2, column probability", "nan");
  expect_error(with("peak_uV", "high"), "line 2, column peak_uV", "high");
  expect_error(with("baseline_uV", "inf"), "line 2, column baseline_uV", "inf");
}

TEST(EventTable, CountsUnknownLabelsWhenAskedToLeaveThemOut) {
  const EventTable table =
      parse_event_table(table_header + "1\t2\tsnore\n3\t4\tcramp\n5\t6\tsnore\n7\t8\tapnea\n",
                        "t.tsv", UnknownLabels::are_left_out);
  EXPECT_EQ(table.events.size(), 1U);
  ASSERT_EQ(table.unknown.size(), 2U);
  EXPECT_EQ(table.unknown[0].label, "apnea");
  EXPECT_EQ(table.unknown[1].label, "snore");
  EXPECT_EQ(table.unknown[1].count, 2);
}

}  // namespace
}  // namespace noctemg
