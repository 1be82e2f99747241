// The whole sample side of a group of channels, from raw floats in memory to rows.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "emg/band.hpp"
#include "emg/conditioner.hpp"
#include "noctemg/time.hpp"
#include "noise.hpp"

namespace noctemg::bench {
namespace {

constexpr std::int64_t tile_rows = 12800;

/// Of noise of 10 uV. Loud seconds get a spectrum, which has a benchmark of its own; most seconds
/// of a night are quiet, as these are.
constexpr float quiet = 0.2F;

/// Tiles of 128 s of one stretch of noise, again and again.
void ConditionTiles(benchmark::State& state) {
  const auto rate_hz = static_cast<double>(state.range(0));
  const auto channels = static_cast<std::size_t>(state.range(1));
  const Options options;
  const emg::LaneSetup lane{{50.0, 100.0, 150.0, 200.0}, -3276.8F, 3276.7F};
  const std::vector<emg::LaneSetup> lanes(channels, lane);
  const Rate rate = Rate::from_hz(rate_hz);
  const emg::Conditioner conditioner(options, emg::design_band(options.filter, rate_hz), rate,
                                     lanes);
  const std::size_t at_once = conditioner.tiles_at_once(tile_rows);
  const auto tiles = static_cast<std::int64_t>(at_once);
  const std::int64_t frames = rate.first_frame_of_row((tiles + 2) * tile_rows);
  const auto samples = noise_uv(static_cast<std::size_t>(frames) * channels);
  std::vector<float> raw(samples.begin(), samples.end());
  for (float& value : raw) value *= quiet;
  const auto source = [&](std::size_t /*tile*/, std::int64_t first, std::int64_t count,
                          float* out) {
    const auto width = static_cast<std::int64_t>(channels);
    std::copy_n(raw.begin() + first * width, count * width, out);
  };
  std::vector<emg::ChannelRows> rows(at_once * channels);
  std::vector<emg::Tile> asked;
  for (std::size_t t = 0; t < at_once; ++t) {
    asked.push_back({(static_cast<std::int64_t>(t) + 1) * tile_rows,
                     std::span(rows).subspan(t * channels, channels)});
  }
  emg::Conditioner::Workspace work;
  for ([[maybe_unused]] auto _ : state) {
    for (emg::ChannelRows& one : rows) one.clear();
    conditioner.process(work, frames, tile_rows, asked, source);
    benchmark::ClobberMemory();
  }
  const std::int64_t tile_frames = rate.first_frame_of_row(tile_rows);
  state.SetItemsProcessed(state.iterations() * tiles * tile_frames * state.range(1));
}
BENCHMARK(ConditionTiles)
    ->ArgNames({"hz", "channels"})
    ->Args({2000, 8})
    ->Args({2000, 16})
    ->Args({1000, 8})
    ->Args({512, 8})
    ->Args({300, 7})
    ->Args({10'000, 8})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace noctemg::bench
