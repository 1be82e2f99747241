#include <gtest/gtest.h>

#include "edf_opened.hpp"
#include "io/edf_tal.hpp"
#include "one_second.hpp"

namespace noctemg {
namespace {

using test::EdfBuilder;
using test::has_warning;
using test::one_s;
using test::Opened;

/// One record of four samples and these annotation bytes.
EdfBuilder with_texts(std::string_view readable, std::size_t bytes = 120) {
  EdfBuilder builder;
  builder.annotated(static_cast<int>(bytes));
  return builder.record(builder.samples({0, 1, 2, 3}) + EdfBuilder::texts(readable, bytes));
}

std::vector<Annotation> annotations_of(std::string_view readable) {
  return Opened(with_texts(readable)).recording.annotations;
}

TEST(EdfAnnotations, LeaveTimeStampsOut) {
  EXPECT_TRUE(annotations_of("+0||;").empty());
  EXPECT_EQ(Opened(with_texts("+0||;")).recording.channels.size(), 1u);
}

TEST(EdfAnnotations, ComeSortedWithOnsetDurationAndText) {
  EXPECT_EQ(annotations_of("+0||;+7.25~0.5|late|;+3|early|;-1.5~2|before|;"),
            (std::vector<Annotation>{{-3 * one_s / 2, 2 * one_s, "before"},
                                     {3 * one_s, -1, "early"},
                                     {29 * one_s / 4, one_s / 2, "late"}}));
}

TEST(EdfAnnotations, MayShareATime) {
  EXPECT_EQ(annotations_of("+0||;+1|A|B|;"),
            (std::vector<Annotation>{{one_s, -1, "A"}, {one_s, -1, "B"}}));
  EXPECT_EQ(annotations_of("+0||hey|;"), (std::vector<Annotation>{{0, -1, "hey"}}));
}

TEST(EdfAnnotations, MayBeEmptyAsInOtherReaders) {
  EXPECT_EQ(annotations_of("+0||;+5~10||;"),
            (std::vector<Annotation>{{5 * one_s, 10 * one_s, ""}}));
}

TEST(EdfAnnotations, KeepNanoseconds) {
  EXPECT_EQ(annotations_of("+0||;+1.123456789|x|;")[0].onset, 1'123'456'789);
  EXPECT_EQ(annotations_of("+0||;+1.1234567895|x|;")[0].onset, 1'123'456'790);
  EXPECT_EQ(annotations_of("+0||;+0.000000000000000000000000000000000000001|x|;")[0].onset, 0);
}

TEST(EdfAnnotations, CountFromTheFirstSample) {
  const Opened opened(with_texts("+0.25||;+1|x|;"));
  EXPECT_EQ(opened.recording.annotations[0].onset, 3 * one_s / 4);
  EXPECT_EQ(opened.recording.start.nanosecond, 250'000'000);
  EXPECT_EQ(opened.recording.segments[0].start, 0);
  EXPECT_TRUE(opened.recording.warnings.empty()) << test::warning_text(opened.recording);
}

TEST(EdfAnnotations, MoveTheStartWithAWarningWhenItIsSecondsLate) {
  const Opened opened(with_texts("+65||;+66|x|;"));
  EXPECT_EQ(opened.recording.start, (ClockTime{2026, 3, 1, 22, 59, 8, 0}));
  EXPECT_EQ(opened.recording.annotations[0].onset, one_s);
  EXPECT_TRUE(has_warning(opened.recording, "data record 1", "65"));
}

TEST(EdfAnnotations, BecomeUtf8) {
  EXPECT_EQ(annotations_of("+0||;+1|Zo\xc3\xab|;")[0].text, "Zo\xc3\xab");
  const Opened latin1(with_texts("+0||;+1|Zo\xeb|;"));
  EXPECT_EQ(latin1.recording.annotations[0].text, "Zo\xc3\xab");
  EXPECT_TRUE(has_warning(latin1.recording, "annotations", "Latin-1"));
}

TEST(EdfAnnotations, SurviveOddities) {
  // no sign, decimal comma, empty duration, negative duration, no end of text
  const Opened opened(with_texts("+0||;1|a|;+2,5|b|;+3~|c|;+4~-1|d|;+5|e"));
  EXPECT_EQ(opened.recording.annotations, (std::vector<Annotation>{{one_s, -1, "a"},
                                                                   {5 * one_s / 2, -1, "b"},
                                                                   {3 * one_s, -1, "c"},
                                                                   {4 * one_s, -1, "d"},
                                                                   {5 * one_s, -1, "e"}}));
  EXPECT_TRUE(has_warning(opened.recording, "annotations", "5 time-stamped lists break"));
}

TEST(EdfAnnotations, AreLeftOutWithACountWhenDamaged) {
  const Opened opened(with_texts("+0||;garbage;+x|a|;+|b|;+99999999999|c|;+1|good|;"));
  EXPECT_EQ(opened.recording.annotations, (std::vector<Annotation>{{one_s, -1, "good"}}));
  EXPECT_TRUE(has_warning(opened.recording, "annotations", "4 time-stamped lists cannot be read"));
  EXPECT_TRUE(has_warning(opened.recording, "annotations", "first in record 1: 'garbage'"));
}

TEST(EdfAnnotations, MayFillSeveralSignals) {
  EdfBuilder builder;
  builder.annotated(20).annotated(20);
  builder.record(builder.samples({0, 1, 2, 3}) + EdfBuilder::texts("+0||;+2|two|;", 20) +
                 EdfBuilder::texts("+1|one|;", 20));
  EXPECT_EQ(Opened(builder).recording.annotations,
            (std::vector<Annotation>{{one_s, -1, "one"}, {2 * one_s, -1, "two"}}));
}

TEST(EdfAnnotations, StandAloneInFilesWithoutTime) {
  EdfBuilder builder;
  builder.signals.clear();
  builder.annotated(40);
  builder.record_duration = "0";
  builder.record(EdfBuilder::texts("+0||;+30~30|Sleep stage W|;", 40));
  const Opened opened(builder);
  EXPECT_EQ(opened.recording.duration, 0);
  EXPECT_TRUE(opened.recording.channels.empty());
  EXPECT_TRUE(opened.recording.segments.empty());
  EXPECT_EQ(opened.recording.annotations,
            (std::vector<Annotation>{{30 * one_s, 30 * one_s, "Sleep stage W"}}));
}

TEST(EdfAnnotations, WorkIn24BitFiles) {
  EdfBuilder builder;
  builder.bdf = true;
  builder.annotated(30, "BDF+C");
  builder.record(builder.samples({0, -1, 8388607, -8388608}) +
                 EdfBuilder::texts("+0||;+1|x|;", 30));
  const Opened opened(builder);
  EXPECT_EQ(opened.recording.format, "BDF+C");
  EXPECT_EQ(opened.recording.annotations, (std::vector<Annotation>{{one_s, -1, "x"}}));
}

TEST(EdfAnnotations, AreFoundWithoutThePlusInTheHeader) {
  EdfBuilder builder = with_texts("+0||;+1|x|;");
  builder.reserved = "";
  const Opened opened(builder);
  EXPECT_EQ(opened.recording.channels.size(), 1u);
  EXPECT_EQ(opened.recording.annotations.size(), 1u);
  EXPECT_TRUE(has_warning(opened.recording, "reserved field", "does not say EDF+"));
}

TEST(EdfAnnotations, AreTheSameInShortAndLongRecords) {
  // Long records are read by their annotation bytes alone, short ones whole.
  for (const int samples : {4, 40'000}) {
    EdfBuilder builder;
    builder.signals[0].samples_per_record = std::to_string(samples);
    builder.annotated(40);
    for (int i = 0; i < 9; ++i)
      builder.record(builder.samples(std::vector<int>(static_cast<std::size_t>(samples), i)) +
                     EdfBuilder::texts("+" + std::to_string(i) + "||;+" + std::to_string(i) +
                                           ".5|n" + std::to_string(i) + "|;",
                                       40));
    const Opened opened(builder);
    ASSERT_EQ(opened.recording.annotations.size(), 9u);
    EXPECT_EQ(opened.recording.annotations[8], (Annotation{17 * one_s / 2, -1, "n8"}));
    EXPECT_TRUE(opened.recording.warnings.empty()) << test::warning_text(opened.recording);
  }
}

TEST(Tal, RejectsWhatHasNoTime) {
  for (const std::string_view bytes : {"", "+", "\x14", "+\x14", "+1", "+-1\x14\x14", "+1e\x14\x14",
                                       "+1.2.3\x14\x14", "+0x10\x14\x14", "+nan\x14\x14"})
    EXPECT_FALSE(io::parse_tal(bytes).has_value()) << bytes;
}

TEST(EdfAnnotations, AreTheSameWhenManyRecordsAreReadSideBySide) {
  constexpr int records = 10'000;
  EdfBuilder builder;
  builder.annotated(60);
  std::vector<Annotation> wanted;
  for (int i = 0; i < records; ++i) {
    std::string text = "+" + std::to_string(i) + "||;";
    if (i % 1000 == 7) {
      text += "+" + std::to_string(i) + "|" + std::to_string(i) + "|;";
      wanted.push_back({i * one_s, -1, std::to_string(i)});
    }
    if (i == 6000 || i == 9500) text += "+nonsense|x|;";
    builder.record(builder.samples({0, 1, 2, 3}) + EdfBuilder::texts(text, 60));
  }
  const Opened opened(builder);
  EXPECT_EQ(opened.recording.annotations, wanted);
  EXPECT_TRUE(has_warning(opened.recording, "annotations", "2 time-stamped lists"));
  EXPECT_TRUE(has_warning(opened.recording, "annotations", "first in record 6001"));
}

}  // namespace
}  // namespace noctemg
