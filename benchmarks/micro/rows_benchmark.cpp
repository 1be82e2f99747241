// The decision side's loops over rows, and the spectra. Items are samples of one channel at 2 kHz
// that the rows or seconds stand for, so that figures can be added to those of the sample side.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "emg/channel_segmenter.hpp"
#include "emg/median_frequency.hpp"
#include "emg/row_sums.hpp"
#include "emg/survey.hpp"
#include "noctemg/recording.hpp"
#include "noise.hpp"
#include "signal/kernels.hpp"
#include "signal/power_spectrum.hpp"

namespace noctemg::bench {
namespace {

constexpr double rate_hz = 2000.0;
constexpr std::int64_t row_frames = 20;
constexpr std::int64_t second_frames = 2000;
constexpr std::size_t hour_s = 3600;

std::vector<float> floats(std::size_t count) {
  const auto samples = noise_uv(count);
  return {samples.begin(), samples.end()};
}

/// Mean squares at rest; a second of activity every half minute when `restless`.
std::vector<float> row_squares(std::size_t seconds, bool restless) {
  auto rows = floats(seconds * rows_per_second);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const bool active = restless && r / rows_per_second % 30 == 0;
    const float level_uv = (active ? 30.0F : 2.0F) * (1.0F + 0.01F * rows[r]);
    rows[r] = level_uv * level_uv;
  }
  return rows;
}

void SmoothRows(benchmark::State& state) {
  const auto rows = row_squares(600, true);
  std::vector<float> envelope(rows.size());
  for ([[maybe_unused]] auto _ : state) {
    emg::smooth(rows, 0, static_cast<std::size_t>(state.range(0)), envelope);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows.size()) * row_frames);
}
BENCHMARK(SmoothRows)->ArgName("half")->Arg(2)->Arg(12);

void MedianOfRows(benchmark::State& state) {
  const auto rows = row_squares(600, false);
  std::vector<float> medians(rows.size() / rows_per_second);
  for ([[maybe_unused]] auto _ : state) {
    signal::kernels().rows.ranked_side_by_side(rows.data(), rows_per_second, medians.size(),
                                               rows_per_second / 2, medians.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows.size()) * row_frames);
}
BENCHMARK(MedianOfRows);

/// The seconds of an hour, in the parts in which an analysis hands them over.
std::vector<emg::ChannelRows> hour_of_rows(bool restless) {
  constexpr std::size_t part_s = 16;
  const auto squares = row_squares(hour_s, restless);
  std::vector<emg::ChannelRows> parts(hour_s / part_s);
  for (std::size_t s = 0; s < parts.size() * part_s; ++s) {
    emg::ChannelRows& part = parts[s / part_s];
    const auto first = squares.begin() + static_cast<std::ptrdiff_t>(s * rows_per_second);
    part.mean_square.insert(part.mean_square.end(), first, first + rows_per_second);
    emg::SecondFeatures second;
    second.mean_square = *first;
    second.rows = rows_per_second;
    part.seconds.push_back(second);
  }
  return parts;
}

void SegmentChannel(benchmark::State& state) {
  const auto parts = hour_of_rows(state.range(0) != 0);
  for ([[maybe_unused]] auto _ : state) {
    emg::ChannelSegmenter segmenter(0, Options{});
    for (const emg::ChannelRows& part : parts) segmenter.push(part.mean_square, part.seconds);
    segmenter.finish();
    benchmark::DoNotOptimize(segmenter.bursts().size());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(parts.size()) * 16 *
                          second_frames);
}
BENCHMARK(SegmentChannel)->ArgName("restless")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void PowerSpectrum(benchmark::State& state) {
  const auto length = static_cast<std::size_t>(state.range(0));
  signal::PowerSpectrum spectrum(length);
  const auto samples = floats(length);
  std::vector<float> power(spectrum.bin_count());
  for ([[maybe_unused]] auto _ : state) {
    spectrum.add(samples, power);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(PowerSpectrum)->Arg(256)->Arg(512)->Arg(2000);

/// Of loud seconds only: in a night few samples in a hundred pass it.
void MedianFrequencyOfSecond(benchmark::State& state) {
  constexpr std::size_t lanes = 16;
  const auto samples = floats(static_cast<std::size_t>(second_frames) * lanes);
  emg::MedianFrequency median;
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(median.of(samples.data(), lanes, rate_hz, 20.0, 450.0));
  }
  state.SetItemsProcessed(state.iterations() * second_frames);
}
BENCHMARK(MedianFrequencyOfSecond);

/// One window of the survey before the filters are chosen; a night has some dozens per channel.
void SurveyWindow(benchmark::State& state) {
  emg::ChannelSurvey survey(rate_hz, 20.0, 450.0);
  const auto samples = floats(static_cast<std::size_t>(survey.window_frames()));
  for ([[maybe_unused]] auto _ : state) {
    survey.add(samples);
  }
  state.SetItemsProcessed(state.iterations() * survey.window_frames());
}
BENCHMARK(SurveyWindow);

}  // namespace
}  // namespace noctemg::bench
