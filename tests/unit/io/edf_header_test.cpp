#include <gtest/gtest.h>

#include "edf_opened.hpp"

namespace noctemg {
namespace {

using test::EdfBuilder;
using test::fault_of;
using test::has_warning;
using test::Opened;
using test::TempFile;

EdfBuilder two_records() {
  EdfBuilder builder;
  builder.record(builder.samples({0, 1, -1, 32767}));
  return builder.record(builder.samples({-32768, 2, 3, 4}));
}

TEST(EdfHeader, ReadsAPlainFile) {
  const Opened opened(two_records());
  const Recording& r = opened.recording;
  EXPECT_EQ(r.format, "EDF");
  EXPECT_EQ(r.start, (ClockTime{2026, 3, 1, 22, 58, 3, 0}));
  EXPECT_EQ(r.record_count, 2);
  EXPECT_EQ(r.record_duration, ticks_per_second);
  EXPECT_EQ(r.duration, 2 * ticks_per_second);
  EXPECT_EQ(r.span(), 2 * ticks_per_second);
  EXPECT_EQ(r.file, opened.file.path());
  EXPECT_EQ(r.identity.patient, "X X X X");
  ASSERT_EQ(r.channels.size(), 1u);
  EXPECT_EQ(r.channels[0].rate, (Rate{4, 1}));
  EXPECT_EQ(r.channels[0].frame_count, 8);
  EXPECT_EQ(r.segments, (std::vector<Segment>{{0, 2 * ticks_per_second, {0}, {8}}}));
  EXPECT_TRUE(r.warnings.empty()) << test::warning_text(r);
}

TEST(EdfHeader, TellsTheFormatFromTheFirstBytes) {
  EdfBuilder bdf;
  bdf.bdf = true;
  bdf.reserved = "24BIT";
  bdf.record(bdf.samples({1, 2, 3, 4}));
  const TempFile disguised(bdf.bytes(), ".edf");
  EXPECT_TRUE(looks_like_recording(disguised.path()));
  EXPECT_EQ(open_recording(disguised.path())->recording().format, "BDF");
}

TEST(EdfHeader, RefusesOtherFiles) {
  for (const std::string bytes : {"", "0", "version https://", "%PDF-1.4 and so on"}) {
    const TempFile file(bytes);
    EXPECT_FALSE(looks_like_recording(file.path())) << bytes;
    EXPECT_THROW((void)open_recording(file.path()), InputError) << bytes;
  }
  EXPECT_FALSE(looks_like_recording("/nonexistent/night.edf"));
  EXPECT_THROW((void)open_recording("/nonexistent/night.edf"), FileNotFoundError);
  EXPECT_THROW((void)open_recording("/"), InputError);
}

TEST(EdfHeader, AcceptsAnyRecordDuration) {
  EdfBuilder builder = two_records();
  builder.record_duration = "9.59375";
  const Opened opened(builder);
  EXPECT_EQ(opened.recording.record_duration, 9'593'750'000);
  EXPECT_EQ(opened.recording.channels[0].rate, (Rate{128, 307}));
  builder.record_duration = "0.5";
  EXPECT_EQ(Opened(builder).recording.channels[0].rate, (Rate{8, 1}));
  builder.record_duration = "1E-3";
  EXPECT_EQ(Opened(builder).recording.channels[0].rate, (Rate{4000, 1}));
}

TEST(EdfHeader, RejectsATimeBaseThatIsUnknown) {
  for (const std::string duration : {"0", "-1", "", "one", "1e-12", "1 2", "nan", "inf"}) {
    EdfBuilder builder = two_records();
    builder.record_duration = duration;
    EXPECT_EQ(fault_of(builder), "record duration") << duration;
  }
}

TEST(EdfHeader, CountsRecordsByFileSizeWhenTheHeaderDoesNot) {
  EdfBuilder builder = two_records();
  builder.record_count = "-1";
  const Opened opened(builder);
  EXPECT_EQ(opened.recording.record_count, 2);
  EXPECT_TRUE(has_warning(opened.recording, "number of data records", "gives 2"));
}

TEST(EdfHeader, RejectsRecordCountBelowMinusOne) {
  for (const std::string count : {"-2", "two", "1.5", "     ", "2 2"}) {
    EdfBuilder builder = two_records();
    builder.record_count = count;
    EXPECT_EQ(fault_of(builder), "number of data records") << count;
  }
}

TEST(EdfHeader, UsesTheWholeRecordsWhenTheLastIsCutOff) {
  EdfBuilder builder = two_records();
  builder.record_count = "3";
  builder.record("abc");
  const Opened opened(builder);
  EXPECT_EQ(opened.recording.record_count, 2);
  EXPECT_TRUE(has_warning(opened.recording, "number of data records", "the file holds 2"));
  EXPECT_TRUE(has_warning(opened.recording, "file size", "3 bytes"));
  EXPECT_TRUE(has_warning(opened.recording, "file size", "cut off"));
}

TEST(EdfHeader, RejectsAFileThatLacksMoreThanItsLastRecord) {
  EdfBuilder builder = two_records();
  builder.record_count = "4";
  builder.record("abc");
  EXPECT_EQ(fault_of(builder), "file size");
}

TEST(EdfHeader, ReadsWhatIsThereOfATruncatedFileWhenAsked) {
  EdfBuilder builder = two_records();
  builder.record_count = "4";
  const Opened opened(builder, {.assume_unit = "", .accept_truncated = true});
  EXPECT_EQ(opened.recording.record_count, 2);
  EXPECT_TRUE(has_warning(opened.recording, "number of data records", "the file holds 2"));
}

TEST(EdfHeader, SaysWhenTheHeaderCountsFewerRecordsThanTheFileHas) {
  EdfBuilder builder = two_records();
  builder.record_count = "1";
  const Opened opened(builder);
  EXPECT_EQ(opened.recording.record_count, 1);
  EXPECT_TRUE(has_warning(opened.recording, "number of data records", "holds 2; the 1 after"));
}

TEST(EdfHeader, SaysWhenBytesFollowTheLastRecord) {
  EdfBuilder builder = two_records();
  builder.record_count = "2";
  builder.record("x");
  const Opened opened(builder);
  EXPECT_EQ(opened.recording.record_count, 2);
  EXPECT_TRUE(has_warning(opened.recording, "file size", "1 bytes"));
  EXPECT_TRUE(has_warning(opened.recording, "file size", "trailing"));
}

TEST(EdfHeader, RejectsAFileWithoutOneWholeRecord) {
  EdfBuilder builder;
  builder.record_count = "0";
  EXPECT_EQ(fault_of(builder), "number of data records");
  builder.record_count = "5";
  builder.record("1234567");
  EXPECT_EQ(fault_of(builder), "file size");
}

TEST(EdfHeader, LetsTheFileSizeDecideAboutTheHeaderSize) {
  EdfBuilder wrong = two_records();
  wrong.header_size = "256";
  EXPECT_NEAR(Opened(wrong).all(0)[1], 0.1, 1e-9);
  EXPECT_TRUE(has_warning(Opened(wrong).recording, "header size", "must be 512"));

  EdfBuilder padded = two_records();
  padded.header_size = "520";
  padded.records.insert(padded.records.begin(), "12345678");
  padded.record_count = "2";
  const Opened opened(padded);
  EXPECT_NEAR(opened.all(0)[1], 0.1, 1e-9);
  EXPECT_TRUE(has_warning(opened.recording, "header size", "agrees"));

  EdfBuilder neither = two_records();
  neither.header_size = "515";
  neither.record("1");
  neither.record_count = "2";
  EXPECT_EQ(fault_of(neither), "header size");
}

TEST(EdfHeader, RejectsNumbersOfSignalsThatTheFileCannotHold) {
  for (const std::string count : {"0", "-1", "9999", "x", ""}) {
    EdfBuilder builder = two_records();
    builder.signal_count = count.empty() ? " " : count;
    EXPECT_EQ(fault_of(builder), count == "9999" ? "file size" : "number of signals") << count;
  }
}

TEST(EdfHeader, RejectsSampleCountsThatTheFileCannotHold) {
  for (const std::string count : {"99999999", "5"}) {
    EdfBuilder builder;
    builder.record(builder.samples({1, 2, 3, 4}));
    builder.signals[0].samples_per_record = count;
    EXPECT_EQ(fault_of(builder), "file size") << count;
  }
  EdfBuilder builder = two_records();
  builder.signals[0].samples_per_record = "-4";
  EXPECT_EQ(fault_of(builder), "channel 1 'EMG', samples per record");
  builder.signals[0].samples_per_record = "0";
  EXPECT_EQ(fault_of(builder), "samples per record");
}

TEST(EdfHeader, LeavesOutASignalWithoutSamples) {
  EdfBuilder builder = two_records();
  builder.signals.insert(builder.signals.begin(), {.label = "empty", .samples_per_record = "0"});
  const Opened opened(builder);
  ASSERT_EQ(opened.recording.channels.size(), 1u);
  EXPECT_EQ(opened.recording.channels[0].label, "EMG");
  EXPECT_TRUE(has_warning(opened.recording, "samples per record", "channel 1 'empty'"));
}

TEST(EdfHeader, NamesFieldChannelAndValueOfAScaleThatIsNoNumber) {
  EdfBuilder builder = two_records();
  builder.signals[0].physical_max = "1OO";
  const TempFile file(builder.bytes());
  try {
    (void)open_recording(file.path());
    FAIL() << "opened";
  } catch (const InputError& error) {
    EXPECT_EQ(error.place(), "channel 1 'EMG', physical maximum");
    EXPECT_EQ(error.value(), "1OO");
    EXPECT_EQ(error.rule(), "must be a number");
    EXPECT_EQ(std::string(error.what()),
              file.path() + ": channel 1 'EMG', physical maximum is '1OO': must be a number");
  }
}

TEST(EdfHeader, WarnsOfHarmlessOddities) {
  EdfBuilder builder = two_records();
  builder.date = "32.13.26";
  builder.reserved = "made at home";
  builder.signals[0].physical_min = "-3276,8";
  builder.signals[0].digital_max = " 32767";
  builder.signals[0].samples_per_record = std::string("4\0\0\0\0\0\0\0", 8);
  builder.patient = "Zo\xeb";
  const Opened opened(builder);
  const Recording& r = opened.recording;
  EXPECT_TRUE(has_warning(r, "start date", "32.13.26"));
  EXPECT_TRUE(has_warning(r, "reserved field", "made at home"));
  EXPECT_TRUE(has_warning(r, "physical minimum", "decimal comma"));
  EXPECT_TRUE(has_warning(r, "digital maximum", "leading spaces"));
  EXPECT_TRUE(has_warning(r, "samples per record", "NUL"));
  EXPECT_TRUE(has_warning(r, "patient", "Latin-1"));
  EXPECT_EQ(r.identity.patient, "Zo\xc3\xab");
  EXPECT_FALSE(r.start.known());
  EXPECT_EQ(opened.all(0)[3], 3276.7);
}

TEST(EdfHeader, TakesTheFullYearFromTheRecordingField) {
  EdfBuilder builder = test::discontinuous({"+0"}, "EDF+C");
  builder.recording = "Startdate 01-MAR-1926 X X X";
  EXPECT_EQ(Opened(builder).recording.start.year, 1926);
  builder.recording = "Startdate 02-MAR-2026 X X X";
  const Opened differing(builder);
  EXPECT_EQ(differing.recording.start.day, 1);
  EXPECT_TRUE(has_warning(differing.recording, "start date", "differs"));
  builder.date = "yy.mm.dd";
  EXPECT_EQ(Opened(builder).recording.start.day, 2);
}

TEST(EdfHeader, PutsTwoDigitYearsBetween1985And2084) {
  EdfBuilder builder = two_records();
  builder.date = "01.01.85";
  EXPECT_EQ(Opened(builder).recording.start.year, 1985);
  builder.date = "31.12.84";
  EXPECT_EQ(Opened(builder).recording.start.year, 2084);
}

TEST(EdfHeader, KeepsDuplicateLabelsAndWarns) {
  EdfBuilder builder;
  builder.signals.push_back(builder.signals[0]);
  builder.record(builder.samples({0, 1, 2, 3, 4, 5, 6, 7}));
  const Opened opened(builder);
  ASSERT_EQ(opened.recording.channels.size(), 2u);
  EXPECT_EQ(opened.recording.channels[1].label, "EMG");
  EXPECT_TRUE(has_warning(opened.recording, "label", "channel 2 'EMG'"));
}

TEST(EdfHeader, GathersTheSameWarningOfManyChannels) {
  EdfBuilder builder;
  builder.signals.assign(40, {.physical_min = "-1,5"});
  for (std::size_t i = 0; i < 40; ++i) builder.signals[i].label = "EMG" + std::to_string(i);
  builder.record(builder.samples(std::vector<int>(160, 0)));
  const Opened opened(builder);
  ASSERT_EQ(opened.recording.warnings.size(), 1u);
  EXPECT_TRUE(has_warning(opened.recording, "physical minimum", "channel 3 'EMG2' and 37 more"));
}

TEST(EdfHeader, RefusesRecordingsLongerThanALife) {
  EdfBuilder builder;
  builder.record_duration = "99999999";
  for (int i = 0; i < 30; ++i) builder.record(builder.samples({0, 0, 0, 0}));
  EXPECT_EQ(fault_of(builder), "record duration");
}

}  // namespace
}  // namespace noctemg
