#include "io/edf_writer.hpp"

#include <csignal>
#include <random>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "noctemg/error.hpp"
#include "recording_files.hpp"

namespace noctemg {
namespace {

using namespace testing_files;
using io::header_number;

std::string field(const std::string& bytes, std::size_t at, std::size_t width) {
  std::string text = bytes.substr(at, width);
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

TEST(EdfWriterHeader, PrintsNumbersInEightCharactersWithoutExponent) {
  EXPECT_EQ(header_number(1000), "1000");
  EXPECT_EQ(header_number(-3276.8), "-3276.8");
  EXPECT_EQ(header_number(-0.0), "0");
  EXPECT_EQ(header_number(1.0 / 3), "0.333333");
  EXPECT_EQ(header_number(-1.0 / 3), "-0.33333");
  EXPECT_EQ(header_number(99'999'999), "99999999");
  EXPECT_EQ(header_number(100'000'000), "");
  EXPECT_EQ(header_number(-12'345'678), "");
  EXPECT_EQ(header_number(not_a_number), "");
}

TEST(EdfWriterHeader, PrintsSecondsExactly) {
  EXPECT_EQ(io::seconds_text(0), "0");
  EXPECT_EQ(io::seconds_text(394'531'000), "0.394531");
  EXPECT_EQ(io::seconds_text(-1), "-0.000000001");
  EXPECT_EQ(io::seconds_text(28'800 * ticks_per_second), "28800");
}

TEST(EdfWriterHeader, TurnsTextIntoAscii) {
  EXPECT_EQ(io::header_ascii("µV \xCE\xBC \x01 é 漢"), "uV u _ _ _");
}

TEST(EdfWriterHeader, FollowsEdfPlus) {
  const TempFolder folder;
  OutputRecording recording = three_channels();
  recording.patient = "Jane Doe";
  const auto writer = create_recording(folder.file("a"), RecordingFormat::edf, recording);
  write_records(*writer, recording, 2);
  writer->close();
  const std::string bytes = bytes_of(folder.file("a"));
  EXPECT_EQ(field(bytes, 0, 8), "0");
  EXPECT_EQ(field(bytes, 8, 80), "X X X Jane_Doe");
  EXPECT_EQ(field(bytes, 88, 80), "Startdate 01-MAR-2026 X X X noctemg");
  EXPECT_EQ(field(bytes, 168, 16), "01.03.2622.58.03");
  EXPECT_EQ(field(bytes, 184, 8), "1280");
  EXPECT_EQ(field(bytes, 192, 44), "EDF+C");
  EXPECT_EQ(field(bytes, 236, 8), "2");
  EXPECT_EQ(field(bytes, 244, 8), "1");
  EXPECT_EQ(field(bytes, 252, 4), "4");
  EXPECT_EQ(field(bytes, 256 + 3 * 16, 16), "EDF Annotations");
  EXPECT_EQ(bytes.size(), 1280U + 2 * (2 * 450 + 96));
  const std::size_t first_page = 1280 + 900;
  EXPECT_EQ(bytes.substr(first_page, 12), std::string("+0.394531\x14\x14\0", 12));
  EXPECT_EQ(bytes.substr(first_page + 996, 12), std::string("+1.394531\x14\x14\0", 12));
}

TEST(EdfWriterHeader, KeepsTextThatIsEdfPlusAlready) {
  const TempFolder folder;
  OutputRecording recording = three_channels();
  recording.patient = "MCH-0234567 F 02-MAY-1951 Haagse_Harry";
  recording.description = "Startdate 02-MAR-2002 PSG-1234/2002 NN Telemetry03";
  const auto writer = create_recording(folder.file("a"), RecordingFormat::bdf, recording);
  write_records(*writer, recording, 1);
  writer->close();
  const std::string bytes = bytes_of(folder.file("a"));
  EXPECT_EQ(bytes.substr(0, 8),
            "\xFF"
            "BIOSEMI");
  EXPECT_EQ(field(bytes, 8, 80), recording.patient);
  EXPECT_EQ(field(bytes, 88, 80), "Startdate 01-MAR-2026 PSG-1234/2002 NN Telemetry03");
  EXPECT_EQ(field(bytes, 192, 44), "BDF+C");
}

TEST(EdfWriter, ScalesWithThePrintedRange) {
  const TempFolder folder;
  OutputRecording recording;
  recording.channels = {output_channel("EMG", 4)};
  recording.channels[0].physical_min = -1.0 / 3;  // printed as -0.33333
  recording.channels[0].physical_max = 2.0 / 3;   // printed as 0.666667
  const auto writer = create_recording(folder.file("a"), RecordingFormat::edf, recording);
  writer->write_record(std::vector<double>{-0.33333, 0.666667, 0.1, 0.5});
  writer->close();
  const auto values = samples(*open_recording(folder.file("a")), 0);
  EXPECT_EQ(values[0], -0.33333);
  EXPECT_DOUBLE_EQ(values[1], 0.666667);
  EXPECT_NEAR(values[2], 0.1, 0.5 * 0.999997 / 65'535 * 1.000001);
}

TEST(EdfWriter, HoldsThousandsOfAnnotationsInAShortRecording) {
  const TempFolder folder;
  std::vector<Annotation> annotations;
  std::mt19937 random(7);
  for (int i = 0; i < 3'000; ++i) {
    annotations.push_back({static_cast<Ticks>(random() % 5'000'000'000),
                           i % 3 == 0 ? -1 : 1'000 * i, "event number " + std::to_string(i)});
  }
  annotations.push_back({0, -1, std::string(5'000, 'x')});
  std::stable_sort(annotations.begin(), annotations.end(),
                   [](const auto& a, const auto& b) { return a.onset < b.onset; });
  for (const RecordingFormat format : {RecordingFormat::edf, RecordingFormat::bdf}) {
    write_three_channels(folder.file("a"), format, 5, annotations);
    const auto reader = open_recording(folder.file("a"));
    EXPECT_EQ(reader->recording().annotations, annotations);
    EXPECT_TRUE(reader->recording().warnings.empty());
    write_three_channels(folder.file("b"), format, 5);
    for (std::size_t c = 0; c < 3; ++c) {
      EXPECT_EQ(samples(*reader, c), samples(*open_recording(folder.file("b")), c));
    }
  }
}

TEST(EdfWriter, PutsAnnotationsIntoTheRecordOfTheirOnsetWhileItHasRoom) {
  const io::RecordTimes times(ticks_per_second);
  const std::vector<Annotation> annotations{{-5, -1, "before"},
                                            {2'500'000'000, -1, "a"},
                                            {2'600'000'000, -1, "b"},
                                            {99'000'000'000, -1, "c"}};
  // The stamp of record 2 takes "+2 20 20 0" = 5 bytes, each annotation here 9: "+2.5 20 a 20 0".
  const auto wide = io::pack_annotations(annotations, times, 5, 30, 0);
  ASSERT_TRUE(wide.has_value());
  ASSERT_EQ(wide->size(), 3U);
  EXPECT_EQ((*wide)[0].first, 0);
  EXPECT_EQ((*wide)[1].first, 2);
  EXPECT_EQ((*wide)[2].first, 4);
  const auto narrow = io::pack_annotations({annotations[1], annotations[2]}, times, 5, 14, 0);
  ASSERT_TRUE(narrow.has_value());
  ASSERT_EQ(narrow->size(), 2U);
  EXPECT_EQ((*narrow)[1].first, 3);
  EXPECT_FALSE(io::pack_annotations(annotations, times, 5, 12, 0).has_value());
}

TEST(EdfWriter, WritesGapsAsDiscontinuousFile) {
  const TempFolder folder;
  const OutputRecording recording = three_channels();
  io::EdfWriter writer(folder.file("a"), recording, false);
  write_records(writer, recording, 2);
  writer.start_segment(10'250'000'000);
  write_records(writer, recording, 3);
  writer.annotate({11 * ticks_per_second, -1, "after the gap"});
  writer.close();
  EXPECT_EQ(field(bytes_of(folder.file("a")), 192, 44), "EDF+D");
  const auto reader = open_recording(folder.file("a"));
  const auto& segments = reader->recording().segments;
  ASSERT_EQ(segments.size(), 2U);
  EXPECT_EQ(segments[0].duration, 2 * ticks_per_second);
  EXPECT_EQ(segments[1].start, 10'250'000'000);
  EXPECT_EQ(segments[1].frame_count, (std::vector<std::int64_t>{600, 600, 150}));
  EXPECT_EQ(reader->recording().annotations,
            (std::vector<Annotation>{{11 * ticks_per_second, -1, "after the gap"}}));
}

TEST(EdfWriter, RefusesLongLabelsAndUnits) {
  const TempFolder folder;
  OutputRecording recording = three_channels();
  recording.channels[0].label = "seventeen letters";
  EXPECT_THROW((void)create_recording(folder.file("a"), RecordingFormat::edf, recording),
               ArgumentError);
  recording = three_channels();
  recording.channels[0].unit = "nanovolts";
  EXPECT_THROW((void)create_recording(folder.file("a"), RecordingFormat::edf, recording),
               ArgumentError);
  EXPECT_EQ(folder.file_count(), 0U);
}

TEST(EdfWriter, NeedsARecord) {
  const TempFolder folder;
  const auto writer = create_recording(folder.file("a"), RecordingFormat::edf, three_channels());
  EXPECT_THROW(writer->close(), OutputError);
}

/// A full disk, played by a limit on the size of files.
class SizeLimit {
 public:
  explicit SizeLimit(rlim_t bytes) {
    old_signal_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit limit{bytes, old_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, old_signal_);
  }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;

 private:
  rlimit old_{};
  void (*old_signal_)(int) = nullptr;
};

TEST(RecordingWriterOnAFullDisk, ThrowsOutputErrorAndLeavesNothing) {
  const TempFolder folder;
  for (const RecordingFormat format :
       {RecordingFormat::edf, RecordingFormat::bdf, RecordingFormat::hdf5}) {
    {
      const SizeLimit limit(20'000);
      EXPECT_THROW(write_three_channels(folder.file("a"), format, 200), OutputError);
    }
    EXPECT_EQ(folder.file_count(), 0U);
  }
}

}  // namespace
}  // namespace noctemg
