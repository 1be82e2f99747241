#include <benchmark/benchmark.h>

#include <array>
#include <vector>

#include "noctemg/signal.hpp"
#include "noise.hpp"

namespace noctemg::bench {
namespace {

constexpr double rate_hz = 1000.0;
constexpr std::array<double, 2> band_hz{20.0, 450.0};

std::vector<signal::Section> emg_band() {
  return signal::butter(4, band_hz, signal::BandType::bandpass, rate_hz);
}

void DesignButterworth(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(emg_band());
  }
}
BENCHMARK(DesignButterworth);

void FilterForward(benchmark::State& state) {
  const auto samples = noise_uv(static_cast<std::size_t>(state.range(0)));
  const auto sections = emg_band();
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(signal::sosfilt(sections, samples));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(FilterForward)->Arg(1 << 12)->Arg(1 << 18);

void FilterZeroPhase(benchmark::State& state) {
  const auto samples = noise_uv(static_cast<std::size_t>(state.range(0)));
  const auto sections = emg_band();
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(signal::sosfiltfilt(sections, samples));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(FilterZeroPhase)->Arg(1 << 12)->Arg(1 << 18);

}  // namespace
}  // namespace noctemg::bench
