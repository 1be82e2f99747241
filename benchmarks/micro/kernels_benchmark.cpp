// Inner loops of the sample side, for every kind of processor that this one can stand in for. The
// best one is what an analysis uses; the others show what wider registers are worth.

#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "noctemg/signal.hpp"
#include "noise.hpp"
#include "signal/flush_denormals.hpp"
#include "signal/kernels.hpp"
#include "signal/section_table.hpp"

namespace noctemg::bench {
namespace {

using signal::KernelSet;
using signal::lanes_of;
using signal::LaneValues;

constexpr double rate_hz = 2000.0;
/// 128 KiB: what a stage finds in the second cache, as in an analysis.
constexpr std::size_t frame_count = 2048;
constexpr std::size_t row_frames = 20;
constexpr std::size_t row_count = frame_count / row_frames;

template <typename T>
std::vector<LaneValues<T>> noise_frames() {
  const auto samples = noise_uv(frame_count * lanes_of<T>);
  std::vector<LaneValues<T>> frames(frame_count);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    frames[i / lanes_of<T>].of[i % lanes_of<T>] = static_cast<T>(samples[i]);
  }
  return frames;
}

/// The band of an analysis and four notches, as differences are filtered.
template <typename T>
signal::SectionTable<T> emg_sections() {
  constexpr std::array<double, 2> band_hz{20.0, 450.0};
  auto sections = signal::butter(4, band_hz, signal::BandType::bandpass, rate_hz);
  for (const double hum_hz : {50.0, 100.0, 150.0, 200.0}) {
    sections.push_back(signal::iirnotch(hum_hz, 30.0, rate_hz));
  }
  return signal::SectionTable<T>(std::vector<std::vector<signal::Section>>(lanes_of<T>, sections))
      .of_differences();
}

template <typename T>
std::vector<signal::SectionMemory<T>> at_rest(const signal::SectionTable<T>& table) {
  return std::vector<signal::SectionMemory<T>>(table.sections().size());
}

template <typename T>
void count_samples(benchmark::State& state, std::size_t lanes = lanes_of<T>) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(frame_count * lanes));
}

/// Filters the same noise every time, since what was filtered a thousand times would be silence or
/// beyond all bounds; the copy that this takes is not counted.
template <typename T, typename Filter>
void time_filter(benchmark::State& state, const Filter& filter) {
  using Clock = std::chrono::steady_clock;
  const signal::FlushDenormals flush;
  const auto noise = noise_frames<T>();
  auto frames = noise;
  for ([[maybe_unused]] auto _ : state) {
    frames = noise;
    benchmark::ClobberMemory();
    const auto begin = Clock::now();
    filter(frames.front().of);
    benchmark::ClobberMemory();
    state.SetIterationTime(std::chrono::duration<double>(Clock::now() - begin).count());
  }
  count_samples<T>(state);
}

/// Sections whose zeros lie anywhere, as `noctemg filter` runs them.
void cascade(benchmark::State& state, const KernelSet& set, std::size_t section_count) {
  const auto table = emg_sections<double>();
  auto memory = at_rest(table);
  time_filter<double>(state, [&](double* frames) {
    set.cascade(table.sections().data(), memory.data(), section_count, frames, 1, frame_count);
  });
}

/// The band-pass and `notches`, as an analysis runs them.
template <typename T>
void filter(benchmark::State& state, const KernelSet& set, std::size_t notches, bool tapped) {
  const auto table = emg_sections<T>();
  auto memory = at_rest(table);
  const LaneValues<T> gain = {};
  LaneValues<T> taken = {};
  const signal::FilterPass<T> pass = {table.sections().data(), 4, notches, true, &gain};
  time_filter<T>(state, [&](T* frames) {
    set.of<T>().filter(pass, memory.data(), frames, 1, frame_count, tapped ? &taken : nullptr);
  });
  benchmark::DoNotOptimize(taken);
}

/// The band-pass, while the low band hears what it is given, as below 400 Hz.
template <typename T>
void filter_beside(benchmark::State& state, const KernelSet& set) {
  const auto table = emg_sections<T>();
  auto memory = at_rest(table);
  auto beside_memory = at_rest(table);
  const LaneValues<T> gain = {};
  LaneValues<T> squares = {};
  const signal::FilterPass<T> pass = {table.sections().data(), 4, 0, true, &gain};
  const signal::FilterPass<T> heard = {table.sections().data(), 2, 0, true, &gain};
  time_filter<T>(state, [&](T* frames) {
    set.of<T>().filter_beside(pass, memory.data(), frames, frame_count, nullptr,
                              {heard, beside_memory.data(), &squares});
  });
  benchmark::DoNotOptimize(squares);
}

std::vector<std::uint32_t> row_borders() {
  std::vector<std::uint32_t> borders;
  for (std::size_t row = 0; row <= row_count; ++row) {
    borders.push_back(static_cast<std::uint32_t>(row * row_frames));
  }
  return borders;
}

std::vector<float> raw_frames(std::size_t channels) {
  const auto samples = noise_uv(frame_count * channels + lanes_of<float>);
  return {samples.begin(), samples.end()};
}

template <typename T>
void gather(benchmark::State& state, const KernelSet& set, std::size_t channels) {
  const auto raw = raw_frames(channels);
  const std::vector<float> rail_low(channels, -3276.8F);
  const std::vector<float> rail_high(channels, 3276.7F);
  std::vector<LaneValues<T>> frames(frame_count);
  constexpr std::size_t stretch = 32;
  std::vector<std::int32_t> still(frame_count / stretch * channels);
  signal::GatherTask<T> task;
  task.raw = raw.data();
  task.channels = channels;
  task.width = channels;
  task.rail_low = rail_low.data();
  task.rail_high = rail_high.data();
  task.frame_count = frame_count;
  task.stretch = stretch;
  task.out = frames.front().of;
  std::array<std::int32_t, lanes_of<float>> all = {};
  task.still = still.data();
  task.all = all.data();
  for ([[maybe_unused]] auto _ : state) {
    set.of<T>().gather(task);
    benchmark::ClobberMemory();
  }
  count_samples<T>(state, channels);
}

template <typename T>
void average(benchmark::State& state, const KernelSet& set, std::size_t channels) {
  constexpr std::size_t block = 8;
  const auto raw = raw_frames(channels);
  const std::vector<float> offset(lanes_of<float>, 0.0F);
  std::vector<LaneValues<T>> means(frame_count / block);
  for ([[maybe_unused]] auto _ : state) {
    set.of<T>().average(raw.data(), channels, channels, offset.data(), block, frame_count / block,
                        means.front().of);
    benchmark::ClobberMemory();
  }
  count_samples<T>(state, channels);
}

template <typename T>
void measure(benchmark::State& state, const KernelSet& set) {
  const auto frames = noise_frames<T>();
  const auto borders = row_borders();
  const std::size_t rows = row_count - 1;  // the frame before the first must exist
  std::vector<LaneValues<T>> squares(rows);
  signal::StretchLanes<T> stretch;
  for ([[maybe_unused]] auto _ : state) {
    set.of<T>().measure(frames.front().of, borders.data() + 1, borders.data() + 2, rows,
                        squares.data(), stretch);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(rows * row_frames * lanes_of<T>));
}

template <typename T>
void register_kernels(const KernelSet& set, const std::string& number) {
  const auto add = [&](const std::string& stage, auto run) {
    const std::string name = stage + "/" + number + "/" + set.name;
    return benchmark::RegisterBenchmark(name.c_str(), run);
  };
  const KernelSet* const kernels = &set;
  if constexpr (std::is_same_v<T, double>) {
    for (const std::size_t count : {std::size_t{4}, std::size_t{8}}) {
      add("Cascade/sections:" + std::to_string(count), [=](benchmark::State& state) {
        cascade(state, *kernels, count);
      })->UseManualTime();
    }
  }
  add("Filter/notches:0", [=](benchmark::State& state) {
    filter<T>(state, *kernels, 0, false);
  })->UseManualTime();
  add("Filter/notches:4", [=](benchmark::State& state) {
    filter<T>(state, *kernels, 4, false);
  })->UseManualTime();
  add("FilterTapped/notches:4", [=](benchmark::State& state) {
    filter<T>(state, *kernels, 4, true);
  })->UseManualTime();
  add("FilterBeside/notches:0", [=](benchmark::State& state) {
    filter_beside<T>(state, *kernels);
  })->UseManualTime();
  // A group of lanes of doubles holds one tile of eight channels, one of floats two.
  add("Gather/channels:8", [=](benchmark::State& state) { gather<T>(state, *kernels, 8); });
  add("Average/channels:8", [=](benchmark::State& state) { average<T>(state, *kernels, 8); });
  add("Measure", [=](benchmark::State& state) { measure<T>(state, *kernels); });
}

/// Before main(), as BENCHMARK does it; the context tells readers of the JSON what was there.
const bool registered = [] {
  std::string names;
  for (const KernelSet* set : signal::usable_kernels()) {
    register_kernels<float>(*set, "float");
    register_kernels<double>(*set, "double");
    names += (names.empty() ? "" : " ") + std::string(set->name);
  }
  benchmark::AddCustomContext("noctemg_kernels", names);
  benchmark::AddCustomContext("noctemg_compiler", NOCTEMG_COMPILER);
  benchmark::AddCustomContext("noctemg_build_type", NOCTEMG_BUILD_TYPE);
  return true;
}();

}  // namespace
}  // namespace noctemg::bench
