#include <benchmark/benchmark.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "noctemg/reader.hpp"
#include "noctemg/writers.hpp"
#include "noise.hpp"

namespace noctemg::bench {
namespace {

constexpr int rate_hz = 1000;
constexpr int channel_count = 8;
constexpr int seconds = 600;

OutputRecording ten_minutes() {
  OutputRecording recording;
  for (int channel = 0; channel < channel_count; ++channel) {
    OutputChannel output;
    output.label = "EMG " + std::to_string(channel + 1);
    output.rate_hz = rate_hz;
    output.physical_min = -3276.8;
    output.physical_max = 3276.7;
    recording.channels.push_back(output);
  }
  return recording;
}

/// A recording of ten minutes, written once per format and removed at the end.
class SampleFile {
 public:
  SampleFile(RecordingFormat format, const std::string& ending)
      : path_((std::filesystem::temp_directory_path() / ("noctemg_benchmark" + ending)).string()) {
    const auto samples = noise_uv(static_cast<std::size_t>(rate_hz) * channel_count);
    const auto writer = create_recording(path_, format, ten_minutes());
    for (int second = 0; second < seconds; ++second) {
      writer->write_record(samples);
    }
    writer->close();
  }
  SampleFile(const SampleFile&) = delete;
  SampleFile& operator=(const SampleFile&) = delete;
  ~SampleFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

void read_all(benchmark::State& state, const SampleFile& file) {
  const auto reader = open_recording(file.path());
  const auto block_frames = state.range(0) * rate_hz;
  const auto frame_count = reader->recording().segments.front().frame_count.front();
  std::vector<std::size_t> channels(reader->recording().channels.size());
  std::iota(channels.begin(), channels.end(), std::size_t{0});
  std::vector<float> block(static_cast<std::size_t>(block_frames) * channels.size());
  for ([[maybe_unused]] auto _ : state) {
    for (std::int64_t first = 0; first + block_frames <= frame_count; first += block_frames) {
      reader->read(0, channels, first, block_frames, block.data());
      benchmark::ClobberMemory();
    }
  }
  state.SetItemsProcessed(state.iterations() * frame_count * channel_count);
}

void ReadEdf(benchmark::State& state) {
  static const SampleFile file(RecordingFormat::edf, ".edf");
  read_all(state, file);
}
BENCHMARK(ReadEdf)->ArgName("block_s")->Arg(1)->Arg(30);

void ReadBdf(benchmark::State& state) {
  static const SampleFile file(RecordingFormat::bdf, ".bdf");
  read_all(state, file);
}
BENCHMARK(ReadBdf)->ArgName("block_s")->Arg(30);

void ReadHdf5(benchmark::State& state) {
  static const SampleFile file(RecordingFormat::hdf5, ".h5");
  read_all(state, file);
}
BENCHMARK(ReadHdf5)->ArgName("block_s")->Arg(30);

void OpenEdf(benchmark::State& state) {
  static const SampleFile file(RecordingFormat::edf, "_open.edf");
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(open_recording(file.path()));
  }
}
BENCHMARK(OpenEdf);

}  // namespace
}  // namespace noctemg::bench
