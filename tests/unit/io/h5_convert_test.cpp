#include "io/convert.hpp"

#include <random>

#include <gtest/gtest.h>

#include "io/edf_writer.hpp"
#include "io/h5_recording_file.hpp"
#include "noctemg/error.hpp"
#include "recording_files.hpp"

namespace noctemg {
namespace {

using namespace testing_files;

void expect_same_channel(const Channel& a, const Channel& b) {
  EXPECT_EQ(a.label, b.label);
  EXPECT_EQ(a.unit, b.unit);
  EXPECT_EQ(a.uv_per_unit, b.uv_per_unit);
  EXPECT_EQ(a.rate, b.rate);
  EXPECT_EQ(a.frame_count, b.frame_count);
  EXPECT_EQ(a.prefilter, b.prefilter);
  EXPECT_EQ(a.rail_low, b.rail_low);
  EXPECT_EQ(a.rail_high, b.rail_high);
  EXPECT_EQ(a.step, b.step);
  EXPECT_EQ(a.physical_min, b.physical_min);
  EXPECT_EQ(a.physical_max, b.physical_max);
  EXPECT_EQ(a.digital_min, b.digital_min);
  EXPECT_EQ(a.digital_max, b.digital_max);
}

/// Bit for bit, so that an analysis cannot tell the files apart.
void expect_same_recording(const Reader& a, const Reader& b) {
  EXPECT_EQ(a.recording().start, b.recording().start);
  EXPECT_EQ(a.recording().duration, b.recording().duration);
  EXPECT_EQ(a.recording().annotations, b.recording().annotations);
  EXPECT_EQ(a.recording().segments, b.recording().segments);
  ASSERT_EQ(a.recording().channels.size(), b.recording().channels.size());
  for (std::size_t c = 0; c < a.recording().channels.size(); ++c) {
    expect_same_channel(a.recording().channels[c], b.recording().channels[c]);
    for (std::size_t s = 0; s < a.recording().segments.size(); ++s) {
      EXPECT_EQ(samples<double>(a, c, s), samples<double>(b, c, s)) << "channel " << c;
      EXPECT_EQ(samples<float>(a, c, s), samples<float>(b, c, s)) << "channel " << c;
    }
  }
}

/// Odd scales, millivolts, every digital code, a gap, annotations.
void write_awkward(const std::string& path, bool bdf) {
  OutputRecording recording;
  recording.start = {2026, 12, 31, 23, 59, 59, 999'999'999};
  recording.record_duration_s = 0.5;
  recording.channels = {output_channel("A", 2000), output_channel("B", 600),
                        output_channel("C", 2)};
  recording.channels[0].physical_min = -0.12345;
  recording.channels[0].physical_max = 4.66667;
  recording.channels[0].unit = "mV";
  recording.channels[1].physical_min = 3'276.7;  // upside down
  recording.channels[1].physical_max = -3'276.8;
  recording.channels[1].prefilter = "HP:0.1Hz LP:75Hz";
  recording.channels[2].unit = "";
  const std::vector<io::DigitalRange> ranges{{-2'048, 2'047}, {-32'768, 32'767}, {0, 1}};
  io::EdfWriter writer(path, recording, bdf, ranges);
  std::mt19937 random(5);
  const auto write = [&](int records) {
    for (int r = 0; r < records; ++r) {
      std::vector<double> codes(1301);
      for (double& code : codes) code = static_cast<double>(random() % 65'536) - 32'768;
      writer.write_digital_record(codes);
    }
  };
  write(70);
  writer.start_segment(1'000'000'000'000);
  write(31);
  writer.annotate({-5, -1, "before"});
  writer.annotate({1'000'000'000'001, 3, "é"});
  writer.close();
}

TEST(ConvertRecording, KeepsEveryBitFromEdfToHdf5AndBack) {
  const TempFolder folder;
  write_awkward(folder.file("a.edf"), false);
  io::convert_to_h5(folder.file("a.edf"), folder.file("b.h5"));
  const auto a = open_recording(folder.file("a.edf"));
  EXPECT_EQ(a->recording().segments.size(), 2U);
  expect_same_recording(*a, *open_recording(folder.file("b.h5")));
  // An HDF5 file knows no records; its EDF copy has records of one second.
  convert_recording(folder.file("a.edf"), folder.file("c.edf"), RecordingFormat::edf);
  expect_same_recording(*a, *open_recording(folder.file("c.edf")));
}

TEST(ConvertRecording, KeepsEveryBitFromBdfToHdf5AndBack) {
  const TempFolder folder;
  write_awkward(folder.file("a.bdf"), true);
  convert_recording(folder.file("a.bdf"), folder.file("b.h5"), RecordingFormat::hdf5);
  convert_recording(folder.file("a.bdf"), folder.file("c.bdf"), RecordingFormat::bdf);
  const auto a = open_recording(folder.file("a.bdf"));
  expect_same_recording(*a, *open_recording(folder.file("b.h5")));
  expect_same_recording(*a, *open_recording(folder.file("c.bdf")));
}

TEST(ConvertRecording, KeepsFloatingPointSamplesExactInHdf5) {
  const TempFolder folder;
  const OutputRecording recording = three_channels();
  const auto writer = create_recording(folder.file("a"), RecordingFormat::hdf5, recording);
  write_records(*writer, recording, 3);
  std::vector<double> values(450, 1.0);
  values[17] = not_a_number;
  writer->write_record(values);
  writer->close();
  convert_recording(folder.file("a"), folder.file("b"), RecordingFormat::hdf5);
  const auto a = open_recording(folder.file("a")), b = open_recording(folder.file("b"));
  const auto from = samples(*a, 0), to = samples(*b, 0);
  ASSERT_EQ(from.size(), to.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (i == 617) {
      EXPECT_TRUE(std::isnan(from[i]) && std::isnan(to[i]));
    } else {
      ASSERT_EQ(from[i], to[i]);
    }
  }
  EXPECT_EQ(b->recording().channels[0].muscle, "gastrocnemius_medialis");
  EXPECT_EQ(b->recording().channels[0].side, Side::left);
  EXPECT_EQ(b->recording().channels[2].role, Role::accel);
}

TEST(ConvertRecording, TellsHowFarItIs) {
  const TempFolder folder;
  write_three_channels(folder.file("a"), RecordingFormat::hdf5, 3);
  for (const RecordingFormat format :
       {RecordingFormat::hdf5, RecordingFormat::edf, RecordingFormat::bdf}) {
    std::vector<double> shares;
    convert_recording(folder.file("a"), folder.file("b"), format, {}, [&](double share) {
      shares.push_back(share);
      return true;
    });
    ASSERT_FALSE(shares.empty());
    EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
    EXPECT_GT(shares.front(), 0);
    EXPECT_EQ(shares.back(), 1);
  }
}

TEST(ConvertRecording, LeavesNothingWhenItIsStopped) {
  const TempFolder folder;
  write_awkward(folder.file("a.edf"), false);
  for (const char* name : {"b.h5", "b.edf"}) {
    const auto stop_half_way = [](double share) { return share < 0.5; };
    EXPECT_THROW(convert_recording(folder.file("a.edf"), folder.file(name),
                                   *format_from_ending(name), {}, stop_half_way),
                 Interrupted);
  }
  EXPECT_EQ(folder.file_count(), 1U);
}

TEST(ConvertRecording, GivesFloatingPointSamplesAnEdfRange) {
  const TempFolder folder;
  write_three_channels(folder.file("a"), RecordingFormat::hdf5, 3);
  convert_recording(folder.file("a"), folder.file("b"), RecordingFormat::edf);
  const auto a = open_recording(folder.file("a")), b = open_recording(folder.file("b"));
  for (std::size_t c = 0; c < 3; ++c) {
    const auto from = samples(*a, c), to = samples(*b, c);
    const double half_step = b->recording().channels[c].step / 2;
    EXPECT_LT(half_step, 902.0 / 65'535);
    ASSERT_EQ(from.size(), to.size());
    for (std::size_t i = 0; i < from.size(); ++i) ASSERT_NEAR(from[i], to[i], half_step * 1.000001);
  }
}

TEST(ConvertRecording, KeepsRecordingsOfAnnotationsAlone) {
  const TempFolder folder;
  Recording empty;
  empty.segments = {{0, 60 * ticks_per_second, {}, {}}};
  const std::vector<Annotation> annotations{{0, 30 * ticks_per_second, "Sleep stage W"}};
  io::H5RecordingFile file(folder.file("a"), empty, {});
  file.finish(empty.segments, annotations);
  const auto a = open_recording(folder.file("a"));
  EXPECT_EQ(a->recording().annotations, annotations);
  EXPECT_EQ(a->recording().duration, 60 * ticks_per_second);
  convert_recording(folder.file("a"), folder.file("b"), RecordingFormat::hdf5);
  expect_same_recording(*a, *open_recording(folder.file("b")));
}

TEST(ConvertRecording, RefusesTwentyFourBitsInEdf) {
  const TempFolder folder;
  write_three_channels(folder.file("a.bdf"), RecordingFormat::bdf, 1);
  EXPECT_THROW(convert_recording(folder.file("a.bdf"), folder.file("b.edf"), RecordingFormat::edf),
               ArgumentError);
  EXPECT_EQ(folder.file_count(), 1U);
}

}  // namespace
}  // namespace noctemg
