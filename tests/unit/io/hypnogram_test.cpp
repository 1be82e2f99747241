#include "noctemg/hypnogram.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "io/hypnogram_parts.hpp"
#include "io/stage_names.hpp"
#include "noctemg/error.hpp"
#include "one_second.hpp"

namespace noctemg {
namespace {

using test::one_s;

Recording recording(Ticks duration, ClockTime start = {2026, 3, 1, 22, 0, 0, 0}) {
  Recording out;
  out.start = start;
  out.duration = duration;
  out.segments = {{0, duration, {}, {}}};
  return out;
}

class HypnogramFile : public testing::Test {
 protected:
  void SetUp() override {
    path_ = (std::filesystem::temp_directory_path() /
             ("noctemg_hypnogram_" + std::to_string(::getpid())))
                .string();
  }
  void TearDown() override { std::filesystem::remove(path_); }

  Hypnogram read(const std::string& text, const Recording& night = recording(300 * one_s)) const {
    std::ofstream(path_, std::ios::binary) << text;
    return read_hypnogram(path_, night);
  }
  void expect_error(const std::string& text, const std::string& place,
                    const std::string& value) const {
    try {
      (void)read(text);
      ADD_FAILURE() << "accepted: " << text;
    } catch (const InputError& error) {
      EXPECT_EQ(error.file(), path_);
      EXPECT_EQ(error.place(), place);
      EXPECT_EQ(error.value(), value);
      EXPECT_FALSE(error.rule().empty());
    }
  }

  std::string path_;
};

using Intervals = std::vector<StageInterval>;

TEST(Hypnogram, AnswersOnlyWithinItsIntervals) {
  Hypnogram h;
  h.intervals = {{0, 30, Stage::wake}, {30, 60, Stage::n2}, {90, 120, Stage::rem}};
  EXPECT_EQ(h.at(-1), Stage::unknown);
  EXPECT_EQ(h.at(0), Stage::wake);
  EXPECT_EQ(h.at(29), Stage::wake);
  EXPECT_EQ(h.at(30), Stage::n2);
  EXPECT_EQ(h.at(60), Stage::unknown);
  EXPECT_EQ(h.at(119), Stage::rem);
  EXPECT_EQ(h.at(120), Stage::unknown);
  EXPECT_EQ(h.time_in(Stage::n2, 20, 45), 15);
  EXPECT_EQ(h.time_in(Stage::rem, 0, 1000), 30);
  EXPECT_EQ(Hypnogram{}.at(0), Stage::unknown);
}

TEST(StageNames, KnowBothNumberings) {
  using io::stage_from;
  using io::StageNumbers;
  EXPECT_EQ(stage_from("4", StageNumbers::yasa), Stage::rem);
  EXPECT_EQ(stage_from("4", StageNumbers::rechtschaffen_kales), Stage::n3);
  EXPECT_EQ(stage_from("5", StageNumbers::rechtschaffen_kales), Stage::rem);
  EXPECT_EQ(stage_from("5", StageNumbers::yasa), std::nullopt);
  EXPECT_EQ(stage_from("-2", StageNumbers::yasa), Stage::unknown);
  EXPECT_EQ(stage_from("WAKE", StageNumbers::yasa), Stage::wake);
  EXPECT_EQ(stage_from("Stage 4 sleep|4", StageNumbers::yasa), Stage::n3);
  EXPECT_EQ(stage_from("REM sleep|5", StageNumbers::yasa), Stage::rem);
  EXPECT_EQ(stage_from("Sleep stage N3", StageNumbers::yasa), Stage::n3);
  EXPECT_EQ(stage_from("Sleep stage ?", StageNumbers::yasa), Stage::unknown);
  EXPECT_EQ(stage_from("Movement time", StageNumbers::yasa), Stage::unknown);
  for (const char* text : {"", "N5", "2x", "sleepy", "12"}) {
    EXPECT_EQ(stage_from(text, StageNumbers::yasa), std::nullopt) << text;
  }
}

TEST(StageNames, TakeOnlyClearTextsAmongAnnotations) {
  EXPECT_EQ(io::stage_from_annotation("Sleep stage R@@EEG Fpz-Cz"), Stage::rem);
  EXPECT_EQ(io::stage_from_annotation("N2"), Stage::n2);
  for (const char* text : {"R", "W", "2", "M", "Lights off", "cramp", ""}) {
    EXPECT_EQ(io::stage_from_annotation(text), std::nullopt) << text;
  }
}

TEST_F(HypnogramFile, ReadsLunaEpochsAndJoinsNeighbours) {
  const auto h = read("W\nW\nN1\r\nN2\n?\nR\n\n");
  EXPECT_EQ(h.intervals, (Intervals{{0, 60 * one_s, Stage::wake},
                                    {60 * one_s, 90 * one_s, Stage::n1},
                                    {90 * one_s, 120 * one_s, Stage::n2},
                                    {120 * one_s, 150 * one_s, Stage::unknown},
                                    {150 * one_s, 180 * one_s, Stage::rem}}));
  EXPECT_EQ(h.source, path_);
  EXPECT_EQ(h.at(200 * one_s), Stage::unknown);
  ASSERT_EQ(h.warnings.size(), 2u);  // no clock time; 120 s without a stage
  EXPECT_NE(h.warnings[1].message.find("120 s"), std::string::npos);
}

TEST_F(HypnogramFile, ReadsYasaNumbersUnlessAFiveStandsAmongThem) {
  const auto yasa = read("0\n-1\n4\n3\n");
  EXPECT_EQ(yasa.at(60 * one_s), Stage::rem);
  EXPECT_EQ(yasa.at(30 * one_s), Stage::unknown);
  const auto old = read("0\n4\n5\n");
  EXPECT_EQ(old.at(30 * one_s), Stage::n3);
  EXPECT_EQ(old.at(60 * one_s), Stage::rem);
  EXPECT_NE(old.warnings[0].message.find("Rechtschaffen"), std::string::npos);
}

TEST_F(HypnogramFile, NamesLineAndValueOfAListsMistake) {
  expect_error("W\nN2\nX2\n", "line 3", "X2");
  expect_error("W\n\nN2\n", "line 2", "");
  expect_error("# only a comment\n", "file", "");
  expect_error("", "file", "");
}

TEST_F(HypnogramFile, ReadsBidsTables) {
  const auto h =
      read("onset\tduration\tstage\tscorer\n0\t30\tW\tA\n30.0\t60\tN2\tA\n", recording(90 * one_s));
  EXPECT_EQ(h.intervals,
            (Intervals{{0, 30 * one_s, Stage::wake}, {30 * one_s, 90 * one_s, Stage::n2}}));
  EXPECT_TRUE(h.warnings.empty());
  const auto events = read(
      "duration\tonset\ttrial_type\n5\t3\tarousal\n30\t0\tSleep stage W\nn/a\t4\tlights off\n"
      "30\t30\tREM\n");
  EXPECT_EQ(events.at(31 * one_s), Stage::rem);
}

TEST_F(HypnogramFile, NamesLineAndColumnOfATablesMistake) {
  expect_error("onset\tduration\tstage\n0\t30\tQ\n", "line 2, column stage", "Q");
  expect_error("onset\tduration\tstage\n0\t30\tW\nx\t30\tW\n", "line 3, column onset", "x");
  expect_error("onset\tduration\tstage\n0\tn/a\tW\n", "line 2, column duration", "n/a");
  expect_error("onset\tduration\tstage\n0\t-30\tW\n", "line 2, column duration", "-30");
  expect_error("onset\tstage\n", "line 1", "onset\tstage");
  expect_error("onset\tduration\tstage\n", "file", "");
}

TEST_F(HypnogramFile, CutsOverlapsWhereTheLaterStageBegins) {
  const auto h = read("onset\tduration\tstage\n30\t60\tN2\n0\t45\tW\n");
  EXPECT_EQ(h.intervals,
            (Intervals{{0, 30 * one_s, Stage::wake}, {30 * one_s, 90 * one_s, Stage::n2}}));
  ASSERT_FALSE(h.warnings.empty());
  EXPECT_NE(h.warnings[0].message.find("overlap"), std::string::npos);
}

constexpr const char* nsrr =
    "<?xml version=\"1.0\"?>\n<!-- a > b --><PSGAnnotation>\n<EpochLength>30</EpochLength>\n"
    "<ScoredEvents><ScoredEvent><EventType/><EventConcept>Recording Start Time</EventConcept>\n"
    "<Start>0</Start><Duration>600</Duration><ClockTime>00.00.00 23.59.30</ClockTime>\n"
    "</ScoredEvent>\n"
    "<ScoredEvent><EventType>Respiratory|Respiratory</EventType>\n"
    "<EventConcept>Hypopnea|Hypopnea</EventConcept><Start>x</Start></ScoredEvent>\n"
    "<ScoredEvent><EventType>Stages|Stages</EventType><EventConcept>Wake|0</EventConcept>\n"
    "<Start>0.0</Start><Duration>60.0</Duration></ScoredEvent>\n"
    "<ScoredEvent><EventType>Stages|Stages</EventType>\n"
    "<EventConcept>Stage 4 sleep|4</EventConcept><Start>60</Start><Duration>30</Duration>\n"
    "</ScoredEvent></ScoredEvents></PSGAnnotation>\n";

TEST_F(HypnogramFile, AlignsNsrrXmlByClockOverMidnight) {
  const auto same = read(nsrr, recording(90 * one_s, {2026, 3, 1, 23, 59, 30, 0}));
  EXPECT_EQ(same.intervals,
            (Intervals{{0, 60 * one_s, Stage::wake}, {60 * one_s, 90 * one_s, Stage::n3}}));
  EXPECT_TRUE(same.warnings.empty());
  const auto later = read(nsrr, recording(90 * one_s, {2026, 3, 2, 0, 0, 0, 0}));
  EXPECT_EQ(later.intervals.front(), (StageInterval{-30 * one_s, 30 * one_s, Stage::wake}));
  const auto earlier = read(nsrr, recording(90 * one_s, {2026, 3, 1, 23, 59, 0, 500'000'000}));
  EXPECT_EQ(earlier.intervals.front().begin, 29'500'000'000);
}

TEST_F(HypnogramFile, ReadsProfusionXmlWithItsEpochLength) {
  const auto h = read(
      "<CMPStudyConfig><EpochLength>20</EpochLength><SleepStages><SleepStage>0</SleepStage>"
      "<SleepStage>4</SleepStage><SleepStage>5</SleepStage><SleepStage>9</SleepStage>"
      "</SleepStages></CMPStudyConfig>");
  EXPECT_EQ(h.intervals, (Intervals{{0, 20 * one_s, Stage::wake},
                                    {20 * one_s, 40 * one_s, Stage::n3},
                                    {40 * one_s, 60 * one_s, Stage::rem},
                                    {60 * one_s, 80 * one_s, Stage::unknown}}));
}

TEST_F(HypnogramFile, NamesLineAndTagOfAnXmlMistake) {
  expect_error("<a>\n<SleepStage>33</SleepStage></a>", "line 2, SleepStage", "33");
  expect_error("<a><EpochLength>0</EpochLength></a>", "line 1, EpochLength", "0");
  expect_error("<a></a>", "file", "");
  expect_error("<a", "file", "");
  expect_error(
      "<ScoredEvent><EventType>Stages|Stages</EventType><EventConcept>Wake|0</EventConcept>\n"
      "<Start>?</Start></ScoredEvent>",
      "line 1, Start", "?");
}

TEST_F(HypnogramFile, SaysThatItLiesOutsideTheRecording) {
  const auto h = read("onset\tduration\tstage\n400\t30\tW\n");
  ASSERT_EQ(h.warnings.size(), 1u);
  EXPECT_NE(h.warnings[0].message.find("does not overlap"), std::string::npos);
}

TEST_F(HypnogramFile, MissingFileIsFileNotFound) {
  EXPECT_THROW((void)read_hypnogram("/nonexistent/h.tsv", recording(one_s)), FileNotFoundError);
}

TEST(HypnogramAlignment, FallsBackToTheTimeOfDayWhenDatesAreApart) {
  io::StageList list;
  list.intervals = {{0, 30 * one_s, Stage::n2}};
  list.origin = io::Origin::clock;
  list.zero = {1985, 1, 2, 0, 30, 0, 0};
  const auto h = io::align(list, recording(8000 * one_s, {2026, 3, 1, 23, 30, 0, 0}), "h");
  EXPECT_EQ(h.intervals.front().begin, 3600 * one_s);
  EXPECT_NE(h.warnings.front().message.find("time of day alone"), std::string::npos);
}

TEST(HypnogramAlignment, UsesDatesThatAgree) {
  io::StageList list;
  list.intervals = {{0, 30 * one_s, Stage::n2}};
  list.origin = io::Origin::clock;
  list.zero = {2026, 3, 2, 13, 0, 0, 0};
  const auto h = io::align(list, recording(80'000 * one_s, {2026, 3, 1, 22, 0, 0, 0}), "h");
  EXPECT_EQ(h.intervals.front().begin, 15 * 3600 * one_s);
}

TEST(HypnogramAlignment, WithoutAStartTimeSaysSo) {
  io::StageList list;
  list.intervals = {{0, 30 * one_s, Stage::n2}};
  list.origin = io::Origin::clock;
  list.zero = {2026, 3, 2, 13, 0, 0, 0};
  const auto h = io::align(list, recording(30 * one_s, {}), "h");
  EXPECT_EQ(h.intervals.front().begin, 0);
  ASSERT_EQ(h.warnings.size(), 1u);
}

TEST(HypnogramOfAnnotations, LastsUntilTheNextStageAndOneEpochAtTheEnd) {
  auto night = recording(300 * one_s);
  night.annotations = {{0, -1, "Sleep stage W"},
                       {5 * one_s, -1, "Lights off"},
                       {90 * one_s, -1, "Sleep stage N1"},
                       {120 * one_s, -1, "Sleep stage 2"},
                       {125 * one_s, 3 * one_s, "Sleep stage X"}};
  const auto h = hypnogram_from_annotations(night);
  EXPECT_EQ(h.intervals, (Intervals{{0, 90 * one_s, Stage::wake},
                                    {90 * one_s, 120 * one_s, Stage::n1},
                                    {120 * one_s, 150 * one_s, Stage::n2}}));
  EXPECT_EQ(h.source, "annotations of the recording");
  ASSERT_FALSE(h.warnings.empty());
  EXPECT_NE(h.warnings[0].message.find("Sleep stage X"), std::string::npos);
}

TEST(HypnogramOfAnnotations, IsEmptyWithoutStages) {
  auto night = recording(300 * one_s);
  night.annotations = {{0, -1, "Lights off"}};
  EXPECT_TRUE(hypnogram_from_annotations(night).empty());
  EXPECT_TRUE(hypnogram_from_annotations(night).warnings.empty());
}

TEST(HypnogramOfEdf, ReadsThePublicSleepEdfScoring) {
  const std::string path =
      std::string(NOCTEMG_SHARED_DATA) + "/conformance/edfio/SC4001EC-Hypnogram.edf";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no shared recordings";
  // The recording that belongs to it began at the same moment and lasts 79500 s.
  const auto night = recording(79'500 * one_s, {1989, 4, 24, 16, 13, 0, 0});
  const auto h = read_hypnogram(path, night);
  EXPECT_EQ(h.at(0), Stage::wake);
  EXPECT_EQ(h.at(30'630 * one_s), Stage::n1);
  EXPECT_EQ(h.at(30'750 * one_s), Stage::n2);
  EXPECT_GT(h.time_in(Stage::rem, 0, night.duration), 3600 * one_s);
  const auto later = read_hypnogram(path, recording(3600 * one_s, {1989, 4, 25, 0, 13, 0, 0}));
  EXPECT_EQ(later.at((30'630 - 8 * 3600) * one_s), Stage::n1);
}

}  // namespace
}  // namespace noctemg
