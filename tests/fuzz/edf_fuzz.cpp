/// \file
/// Recordings from hostile bytes: either they open, and then what the reader says holds together,
/// or InputError says what is wrong. Nothing else may come out.

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "noctemg/error.hpp"
#include "noctemg/reader.hpp"

namespace {

namespace fs = std::filesystem;
using noctemg::Channel;
using noctemg::Recording;
using noctemg::Segment;

/// The one file that all inputs go through.
class ScratchFile {
 public:
  ScratchFile()
      : path_(fs::temp_directory_path() / ("noctemg-fuzz-" + std::to_string(::getpid()) + ".edf")) {
  }
  ~ScratchFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  std::string holding(const std::uint8_t* bytes, std::size_t size) const {
    std::ofstream out(path_, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(size));
    return path_.string();
  }

 private:
  fs::path path_;
};

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

void check_segments(const Recording& recording) {
  noctemg::Ticks end = 0;
  std::vector<std::int64_t> frames(recording.channels.size(), 0);
  for (const Segment& segment : recording.segments) {
    require(segment.start >= end && segment.duration > 0, "segments follow each other");
    end = segment.start + segment.duration;
    for (std::size_t c = 0; c < frames.size(); ++c) {
      require(segment.first_frame[c] == frames[c], "segments share out the frames");
      frames[c] += segment.frame_count[c];
    }
  }
  for (std::size_t c = 0; c < frames.size(); ++c)
    require(recording.channels[c].frame_count == frames[c], "segments hold all frames");
}

void check_channels(const Recording& recording) {
  for (const Channel& channel : recording.channels) {
    require(channel.rate.frames > 0 && channel.rate.per_seconds > 0, "rates are positive");
    require(!(channel.step <= 0), "steps are positive or unknown");
    require(!(channel.rail_low > channel.rail_high), "rails are in order");
  }
}

void check_annotations(const Recording& recording) {
  require(std::is_sorted(recording.annotations.begin(), recording.annotations.end(),
                         [](const auto& a, const auto& b) { return a.onset < b.onset; }),
          "annotations are sorted");
}

bool same(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// The first and last frames of a channel, in both precisions.
void check_samples(const noctemg::Reader& reader, std::size_t segment, std::size_t channel) {
  constexpr std::int64_t most = 64;
  const std::int64_t total = reader.recording().segments[segment].frame_count[channel];
  const std::int64_t count = std::min(total, most);
  for (const std::int64_t first : {std::int64_t{0}, total - count}) {
    std::array<float, most> coarse;
    std::array<double, most> fine;
    reader.read(segment, {&channel, 1}, first, count, coarse.data());
    reader.read(segment, {&channel, 1}, first, count, fine.data());
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
      require(same(coarse[i], static_cast<float>(fine[i])), "float is the double rounded once");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const ScratchFile file;
  const std::string path = file.holding(bytes, size);
  try {
    const auto reader = noctemg::open_recording(path, {.assume_unit = size % 2 == 0 ? "" : "uV"});
    check_segments(reader->recording());
    check_channels(reader->recording());
    check_annotations(reader->recording());
    const std::size_t segments = std::min<std::size_t>(reader->recording().segments.size(), 4);
    for (std::size_t s = 0; s < segments; ++s)
      for (std::size_t c = 0; c < reader->recording().channels.size(); ++c)
        check_samples(*reader, s, c);
  } catch (const noctemg::InputError& error) {
    require(!error.file().empty() && !error.rule().empty(), "errors name file and rule");
  }
  return 0;
}
