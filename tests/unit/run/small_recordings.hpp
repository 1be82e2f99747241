#pragma once

/// \file
/// A folder that removes itself, and recordings of half a minute, for tests of the batch.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "noctemg/writers.hpp"

namespace noctemg::test {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "noctemg_XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string operator/(const std::string& name) const {
    return (path_ / name).string();
  }
  [[nodiscard]] std::string string() const { return path_.string(); }

 private:
  fs::path path_;
};

inline void write_text(const std::string& path, const std::string& text) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

inline std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Two legs at 200 Hz, noise of a few microvolts that `seed` chooses, one strong burst.
inline void write_recording(const std::string& path, unsigned seed, int length_s = 30) {
  fs::create_directories(fs::path(path).parent_path());
  OutputRecording out;
  out.start = {2026, 3, 1, 23, 0, 0, 0};
  for (const char* const label : {"LAT", "RAT"}) {
    OutputChannel channel;
    channel.label = label;
    channel.rate_hz = 200;
    channel.physical_min = -3200;
    channel.physical_max = 3200;
    out.channels.push_back(channel);
  }
  const auto writer = create_recording(path, RecordingFormat::edf, out);
  std::vector<double> record(400);
  unsigned state = seed * 2654435761u + 1;
  for (int second = 0; second < length_s; ++second) {
    for (double& value : record) {
      state = state * 1664525u + 1013904223u;
      value = (static_cast<double>(state >> 8) / 8388608.0 - 1.0) * (second == 10 ? 60.0 : 3.0);
    }
    writer->write_record(record);
  }
  writer->close();
}

}  // namespace noctemg::test
