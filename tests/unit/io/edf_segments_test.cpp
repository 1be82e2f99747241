#include <gtest/gtest.h>

#include "edf_opened.hpp"
#include "one_second.hpp"

namespace noctemg {
namespace {

using test::discontinuous;
using test::EdfBuilder;
using test::fault_of;
using test::has_warning;
using test::one_s;
using test::Opened;

TEST(EdfSegments, BeginAtGaps) {
  const Opened opened(discontinuous({"+0", "+1", "+5", "+6", "+7", "+10.5"}));
  EXPECT_EQ(opened.recording.format, "EDF+D");
  EXPECT_EQ(opened.recording.segments, (std::vector<Segment>{{0, 2 * one_s, {0}, {8}},
                                                             {5 * one_s, 3 * one_s, {8}, {12}},
                                                             {21 * one_s / 2, one_s, {20}, {4}}}));
  EXPECT_EQ(opened.recording.duration, 6 * one_s);
  EXPECT_EQ(opened.recording.span(), 23 * one_s / 2);
  EXPECT_EQ(opened.recording.channels[0].frame_count, 24);
  EXPECT_TRUE(opened.recording.warnings.empty()) << test::warning_text(opened.recording);
}

TEST(EdfSegments, HoldTheSamplesOfTheirRecords) {
  const Opened opened(discontinuous({"+0", "+1", "+5"}));
  const std::vector<double> after_gap = opened.all(0, 1);
  ASSERT_EQ(after_gap.size(), 4u);
  for (int i = 0; i < 4; ++i)
    EXPECT_NEAR(after_gap[static_cast<std::size_t>(i)], (8 + i) * 0.1, 1e-9);
}

TEST(EdfSegments, CountFromTheFirstSample) {
  const Opened opened(discontinuous({"+0.5", "+3.5"}));
  EXPECT_EQ(opened.recording.segments[0].start, 0);
  EXPECT_EQ(opened.recording.segments[1].start, 3 * one_s);
  EXPECT_EQ(opened.recording.start.nanosecond, 500'000'000);
}

TEST(EdfSegments, JoinRecordsThatTouchWithinHalfASample) {
  // 4 Hz: half a sample is 125 ms.
  EXPECT_EQ(Opened(discontinuous({"+0", "+1.125", "+2"})).recording.segments.size(), 1u);
  EXPECT_EQ(Opened(discontinuous({"+0", "+1.126", "+2.126"})).recording.segments.size(), 2u);
}

TEST(EdfSegments, ToleranceIsThatOfTheFastestChannel) {
  EdfBuilder builder;
  builder.signals.push_back({.label = "fast", .samples_per_record = "40"});
  builder.annotated(40, "EDF+D");
  for (const std::string onset : {"+0||;", "+1.1||;"})
    builder.record(builder.samples(std::vector<int>(44, 0)) + EdfBuilder::texts(onset, 40));
  EXPECT_EQ(Opened(builder).recording.segments.size(), 2u);
}

TEST(EdfSegments, SayWhenTouchingRecordsDrift) {
  std::vector<std::string> onsets;
  for (int i = 0; i < 10; ++i) onsets.push_back("+" + std::to_string(i) + "." + std::to_string(i));
  const Opened opened(discontinuous(onsets));
  EXPECT_EQ(opened.recording.segments.size(), 1u);
  EXPECT_TRUE(has_warning(opened.recording, "record times", "drift by up to 0.9 s"));
}

TEST(EdfSegments, RefuseRecordsThatOverlapOrGoBack) {
  EXPECT_EQ(fault_of(discontinuous({"+0", "+1", "+1.5"})), "data record 3");
  EXPECT_EQ(fault_of(discontinuous({"+0", "+5", "+2"})), "data record 3");
  EXPECT_EQ(fault_of(discontinuous({"+0", "+0"})), "data record 2");
}

TEST(EdfSegments, RefuseDiscontinuousRecordsWithoutATime) {
  EXPECT_EQ(fault_of(discontinuous({"+0", "", "+2"})), "data record 2");
  EdfBuilder none;
  none.reserved = "EDF+D";
  none.record(none.samples({1, 2, 3, 4}));
  EXPECT_EQ(fault_of(none), "annotation signals");
}

TEST(EdfSegments, OfContinuousFilesAreOneAndDisagreementIsSaid) {
  const Opened opened(discontinuous({"+0", "+1", "+5", "+6"}, "EDF+C"));
  EXPECT_EQ(opened.recording.segments, (std::vector<Segment>{{0, 4 * one_s, {0}, {16}}}));
  EXPECT_TRUE(has_warning(opened.recording, "data record 3", "2 data records"));
  const Opened silent(discontinuous({"+0", "", "+2"}, "EDF+C"));
  EXPECT_TRUE(has_warning(silent.recording, "record times", "1 of 3"));
}

TEST(EdfSegments, OfPlusFilesWithoutAnnotationsAreOneAndSaidSo) {
  EdfBuilder none;
  none.reserved = "EDF+C";
  none.record(none.samples({1, 2, 3, 4}));
  const Opened opened(none);
  EXPECT_EQ(opened.recording.segments.size(), 1u);
  EXPECT_TRUE(has_warning(opened.recording, "annotation signals", "none"));
}

}  // namespace
}  // namespace noctemg
