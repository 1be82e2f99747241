// Reads all samples of a recording as the analysis does, to floats, and does nothing with them: the
// floor that whole nights are compared with.
//
//   noctemg_read_night FILE [THREADS]

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "noctemg/reader.hpp"

namespace {

constexpr std::int64_t block_s = 16;

/// Every `step`-th block from `first` on; the sum keeps the compiler from leaving anything out.
double read_blocks(const noctemg::Reader& reader, std::size_t segment,
                   const std::vector<std::size_t>& channels, std::int64_t first,
                   std::int64_t step) {
  const noctemg::Recording& recording = reader.recording();
  const noctemg::Rate& rate = recording.channels[channels.front()].rate;
  const std::int64_t frames = recording.segments[segment].frame_count[channels.front()];
  const std::int64_t block = rate.first_frame_of_row(block_s * noctemg::rows_per_second);
  std::vector<float> samples(static_cast<std::size_t>(block) * channels.size());
  double sum = 0;
  for (std::int64_t begin = first * block; begin < frames; begin += step * block) {
    reader.read(segment, channels, begin, std::min(block, frames - begin), samples.data());
    sum += static_cast<double>(samples.front());
  }
  return sum;
}

/// Channels of one rate at a time.
std::vector<std::vector<std::size_t>> by_rate(const noctemg::Recording& recording) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t c = 0; c < recording.channels.size(); ++c) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
      return recording.channels[group.front()].rate == recording.channels[c].rate;
    });
    if (same != groups.end()) {
      same->push_back(c);
    } else {
      groups.push_back({c});
    }
  }
  return groups;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: noctemg_read_night FILE [THREADS]\n", stderr);
    return 2;
  }
  try {
    const auto reader = noctemg::open_recording(argv[1]);
    const std::int64_t threads = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 1;
    const auto groups = by_rate(reader->recording());
    std::vector<double> sums(static_cast<std::size_t>(threads), 0.0);
    std::vector<std::thread> workers;
    for (std::int64_t t = 0; t < threads; ++t) {
      workers.emplace_back([&, t] {
        for (std::size_t s = 0; s < reader->recording().segments.size(); ++s) {
          for (const auto& channels : groups) {
            sums[static_cast<std::size_t>(t)] += read_blocks(*reader, s, channels, t, threads);
          }
        }
      });
    }
    for (std::thread& worker : workers) worker.join();
    std::printf("%g\n", std::accumulate(sums.begin(), sums.end(), 0.0));
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "noctemg_read_night: %s\n", problem.what());
    return 1;
  }
  return 0;
}
