#include "noctemg/writers.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "noctemg/error.hpp"
#include "recording_files.hpp"

namespace noctemg {
namespace {

using namespace testing_files;

class AllFormats : public ::testing::TestWithParam<RecordingFormat> {};
INSTANTIATE_TEST_SUITE_P(RecordingWriter, AllFormats,
                         ::testing::Values(RecordingFormat::edf, RecordingFormat::bdf,
                                           RecordingFormat::hdf5));

/// Largest error that a format's numbers allow.
double tolerance(RecordingFormat format, double range) {
  switch (format) {
    case RecordingFormat::edf:
      return range / 65'535 * 1.000001;
    case RecordingFormat::bdf:
      return range / 16'777'215 * 1.000001;
    default:
      return range * 6e-8;  // half a unit in the last place of a float
  }
}

TEST_P(AllFormats, GiveBackSamplesWithinOneStep) {
  const TempFolder folder;
  write_three_channels(folder.file("a"), GetParam(), 7);
  const auto reader = open_recording(folder.file("a"));
  ASSERT_EQ(reader->recording().channels.size(), 3U);
  for (std::size_t c = 0; c < 3; ++c) {
    const auto values = samples(*reader, c);
    ASSERT_EQ(values.size(), c == 2 ? 350U : 1400U);
    for (std::size_t i = 0; i < values.size(); ++i) {
      ASSERT_NEAR(values[i], wave(c, i), tolerance(GetParam(), c == 2 ? 950 : 1000))
          << c << " " << i;
    }
  }
}

TEST_P(AllFormats, GiveBackStartRatesLabelsUnitsAndAnnotations) {
  const TempFolder folder;
  const std::vector<Annotation> annotations{{-1'500'000'000, -1, "lights"},
                                            {0, 0, "start"},
                                            {1'234'567'891, 500'000'000, "Krampf links µ"},
                                            {6'999'999'999, -1, "end"}};
  write_three_channels(folder.file("a"), GetParam(), 7,
                       {annotations[2], annotations[0], annotations[3], annotations[1]});
  const auto reader = open_recording(folder.file("a"));
  const Recording& recording = reader->recording();
  EXPECT_EQ(recording.start, three_channels().start);
  EXPECT_EQ(recording.duration, 7 * ticks_per_second);
  EXPECT_EQ(recording.segments.size(), 1U);
  EXPECT_EQ(recording.annotations, annotations);
  EXPECT_EQ(recording.channels[0].label, "EMG L GM");
  EXPECT_EQ(recording.channels[1].unit, "uV");
  EXPECT_EQ(recording.channels[2].unit, "g");
  EXPECT_EQ(recording.channels[2].rate, (Rate{50, 1}));
  EXPECT_TRUE(recording.warnings.empty());
}

TEST_P(AllFormats, CountAndClipValuesOutsideTheRange) {
  const TempFolder folder;
  OutputRecording recording;
  recording.channels = {output_channel("EMG", 8, 100)};
  const auto writer = create_recording(folder.file("a"), GetParam(), recording);
  const double infinity = std::numeric_limits<double>::infinity();
  writer->write_record(std::vector<double>{100, -100, 250, -250, infinity, -infinity, 0, 99});
  EXPECT_EQ(writer->clipped(), 4);
  writer->close();
  const auto reader = open_recording(folder.file("a"));
  const auto values = samples(*reader, 0);
  const Channel& channel = reader->recording().channels[0];
  EXPECT_EQ(values[2], channel.rail_high);
  EXPECT_EQ(values[3], channel.rail_low);
  EXPECT_EQ(values[4], channel.rail_high);
  EXPECT_EQ(values[5], channel.rail_low);
  EXPECT_EQ(channel.rail_high, 100);
}

TEST_P(AllFormats, KeepMissingSamplesAsFarAsTheFormatCan) {
  const TempFolder folder;
  OutputRecording recording;
  recording.channels = {output_channel("EMG", 2, 100)};
  const auto writer = create_recording(folder.file("a"), GetParam(), recording);
  writer->write_record(std::vector<double>{not_a_number, 50});
  EXPECT_EQ(writer->clipped(), 0);
  writer->close();
  const double value = samples(*open_recording(folder.file("a")), 0)[0];
  if (GetParam() == RecordingFormat::hdf5) {
    EXPECT_TRUE(std::isnan(value));
  } else {
    EXPECT_LE(std::abs(value), 100.0 / 65'535);
  }
}

TEST_P(AllFormats, LeaveNothingBehindWithoutClose) {
  const TempFolder folder;
  {
    const OutputRecording recording = three_channels();
    const auto writer = create_recording(folder.file("a"), GetParam(), recording);
    write_records(*writer, recording, 3);
    EXPECT_FALSE(std::filesystem::exists(folder.file("a")));
  }
  EXPECT_EQ(folder.file_count(), 0U);
}

TEST_P(AllFormats, ReplaceAnOlderFileOnlyWhenComplete) {
  const TempFolder folder;
  std::ofstream(folder.file("a")) << "older";
  const OutputRecording recording = three_channels();
  const auto writer = create_recording(folder.file("a"), GetParam(), recording);
  write_records(*writer, recording, 1);
  EXPECT_EQ(bytes_of(folder.file("a")), "older");
  writer->close();
  EXPECT_EQ(open_recording(folder.file("a"))->recording().duration, ticks_per_second);
  EXPECT_EQ(folder.file_count(), 1U);
}

TEST_P(AllFormats, RefuseWhatTheyCannotHold) {
  const TempFolder folder;
  OutputRecording recording = three_channels();
  recording.channels[0].rate_hz = 200.5;
  EXPECT_THROW((void)create_recording(folder.file("a"), GetParam(), recording), ArgumentError);
  recording = three_channels();
  recording.channels[0].physical_max = recording.channels[0].physical_min;
  EXPECT_THROW((void)create_recording(folder.file("a"), GetParam(), recording), ArgumentError);
  recording = three_channels();
  recording.channels.clear();
  EXPECT_THROW((void)create_recording(folder.file("a"), GetParam(), recording), ArgumentError);
  recording = three_channels();
  const auto writer = create_recording(folder.file("a"), GetParam(), recording);
  EXPECT_THROW(writer->write_record(std::vector<double>(449)), ArgumentError);
  EXPECT_THROW(writer->write_record(std::vector<double>(451)), ArgumentError);
  EXPECT_THROW((void)create_recording(folder.file("no/folder/a"), GetParam(), recording),
               OutputError);
}

TEST_P(AllFormats, WriteTheSameBytesForTheSameRecording) {
  const TempFolder folder;
  const std::vector<Annotation> annotations{{5, 7, "x"}, {ticks_per_second, -1, "yy"}};
  write_three_channels(folder.file("a"), GetParam(), 5, annotations);
  write_three_channels(folder.file("b"), GetParam(), 5, annotations);
  EXPECT_EQ(bytes_of(folder.file("a")), bytes_of(folder.file("b")));
}

TEST_P(AllFormats, HoldAnUnknownStartAndSlowRecords) {
  const TempFolder folder;
  OutputRecording recording;
  recording.record_duration_s = 30;
  recording.channels = {output_channel("SLOW", 0.1), output_channel("EMG", 10)};
  const auto writer = create_recording(folder.file("a"), GetParam(), recording);
  write_records(*writer, recording, 2);
  writer->close();
  const auto reader = open_recording(folder.file("a"));
  EXPECT_EQ(reader->recording().channels[0].rate, (Rate{1, 10}));
  EXPECT_EQ(reader->recording().channels[0].frame_count, 6);
  EXPECT_EQ(reader->recording().duration, 60 * ticks_per_second);
  if (GetParam() == RecordingFormat::hdf5) {
    EXPECT_FALSE(reader->recording().start.known());
  }
}

}  // namespace
}  // namespace noctemg
