#include <benchmark/benchmark.h>

#include <cstddef>
#include <string>
#include <vector>

#include "noctemg/analyzer.hpp"
#include "noctemg/reader.hpp"
#include "noise.hpp"

namespace noctemg::bench {
namespace {

constexpr double rate_hz = 1000.0;
const std::vector<std::string> labels{"EMG LGastroc", "EMG RGastroc", "EMG LTib", "EMG RTib"};

/// Noise with a second of strong activity every half minute: conditioner, rows and decisions.
std::vector<double> restless_uv(std::size_t frames) {
  auto samples = noise_uv(frames * labels.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto second = i / labels.size() / static_cast<std::size_t>(rate_hz);
    samples[i] *= second % 30 == 0 ? 10.0 : 0.3;
  }
  return samples;
}

void AnalyzeArray(benchmark::State& state) {
  const auto frames = static_cast<std::size_t>(state.range(0)) * 60 * 1000;
  const auto samples = restless_uv(frames);
  ArraySource source;
  source.samples = samples.data();
  source.frame_count = static_cast<std::int64_t>(frames);
  source.channel_stride = 1;
  source.frame_stride = static_cast<std::ptrdiff_t>(labels.size());
  source.rate_hz = rate_hz;
  source.labels = labels;
  const auto reader = open_array(source);
  AnalyzeHooks hooks;
  hooks.threads = static_cast<int>(state.range(1));
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(analyze(*reader, {}, {}, {}, hooks));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(samples.size()));
}
BENCHMARK(AnalyzeArray)
    ->ArgNames({"minutes", "threads"})
    ->Args({10, 1})
    ->Args({10, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace noctemg::bench
