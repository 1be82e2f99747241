#pragma once

/// \file
/// A folder that removes itself, and small recordings for the tests of readers and writers.

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "noctemg/reader.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::testing_files {

class TempFolder {
 public:
  TempFolder() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("noctemg_") + test->test_suite_name() + "_" + test->name() + "_" +
               std::to_string(getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~TempFolder() { std::filesystem::remove_all(folder_); }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const {
    return (folder_ / name).string();
  }
  [[nodiscard]] std::size_t file_count() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder_), {}));
  }

 private:
  std::filesystem::path folder_;
};

inline std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Every sample of a channel in one segment.
template <class Out = double>
std::vector<Out> samples(const Reader& reader, std::size_t channel, std::size_t segment = 0) {
  const std::int64_t frames = reader.recording().segments.at(segment).frame_count.at(channel);
  std::vector<Out> out(static_cast<std::size_t>(frames));
  reader.read(segment, std::span(&channel, 1), 0, frames, out.data());
  return out;
}

inline OutputChannel output_channel(const std::string& label, double rate_hz, double range = 1000) {
  OutputChannel out;
  out.label = label;
  out.rate_hz = rate_hz;
  out.physical_min = -range;
  out.physical_max = range;
  return out;
}

/// Value of frame `i` of channel `c` in generated recordings: never repeats within a few seconds,
/// stays inside +-900.
inline double wave(std::size_t c, std::size_t i) {
  return 900 * std::sin(0.37 * static_cast<double>(i) + 1.7 * static_cast<double>(c)) *
         std::cos(0.0113 * static_cast<double>(i));
}

/// Two channels of 200 Hz and one of 50 Hz, start 0.394531 s after a full second.
inline OutputRecording three_channels() {
  OutputRecording out;
  out.start = {2026, 3, 1, 22, 58, 3, 394'531'000};
  out.channels = {output_channel("EMG L GM", 200), output_channel("EMG R GM", 200),
                  output_channel("ACC", 50, 950)};
  out.channels[0].muscle = "gastrocnemius_medialis";
  out.channels[0].side = Side::left;
  out.channels[2].unit = "g";
  out.channels[2].role = Role::accel;
  return out;
}

inline void write_records(RecordingWriter& writer, const OutputRecording& recording,
                          std::size_t records) {
  for (std::size_t r = 0; r < records; ++r) {
    std::vector<double> values;
    for (std::size_t c = 0; c < recording.channels.size(); ++c) {
      const auto n = static_cast<std::size_t>(
          std::lround(recording.channels[c].rate_hz * recording.record_duration_s));
      for (std::size_t i = 0; i < n; ++i) values.push_back(wave(c, r * n + i));
    }
    writer.write_record(values);
  }
}

/// The three channels in a file of `records` seconds.
inline void write_three_channels(const std::string& path, RecordingFormat format,
                                 std::size_t records,
                                 const std::vector<Annotation>& annotations = {}) {
  const OutputRecording recording = three_channels();
  const auto writer = create_recording(path, format, recording);
  write_records(*writer, recording, records);
  for (const Annotation& annotation : annotations) writer->annotate(annotation);
  writer->close();
}

}  // namespace noctemg::testing_files
