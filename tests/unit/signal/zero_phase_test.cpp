// A long signal filtered block by block equals the whole signal filtered at once.

#include "signal/zero_phase.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace noctemg::signal {
namespace {

constexpr double rate_hz = 2000;

std::vector<double> recording(std::size_t frames) {
  std::mt19937 random(1);
  std::normal_distribution<double> normal(0, 10);
  std::vector<double> x(frames);
  for (std::size_t f = 0; f < frames; ++f) {
    x[f] = 2000 + normal(random) + 30 * std::sin(0.157 * static_cast<double>(f));
  }
  return x;
}

std::vector<Section> usual_sections() {
  const std::array<double, 2> edges = {20.0, 450.0};
  std::vector<Section> sections = butter(4, edges, BandType::bandpass, rate_hz);
  for (const double hz : {50.0, 100.0, 150.0}) sections.push_back(iirnotch(hz, 30, rate_hz));
  return sections;
}

std::vector<double> by_blocks(const ZeroPhase& filter, const std::vector<double>& x,
                              std::int64_t block) {
  const auto length = static_cast<std::int64_t>(x.size());
  std::vector<double> result;
  for (std::int64_t first = 0; first < length; first += block) {
    const std::int64_t last = std::min(length, first + block);
    const std::int64_t begin = std::max<std::int64_t>(0, first - filter.margin_frames());
    const std::int64_t end = std::min(length, last + filter.margin_frames());
    ZeroPhase::Frames frames(static_cast<std::size_t>(end - begin), LaneValues<double>{});
    for (std::int64_t f = begin; f < end; ++f) {
      frames[static_cast<std::size_t>(f - begin)].of[0] = x[static_cast<std::size_t>(f)];
    }
    filter.run(frames, begin == 0, end == length);
    for (std::int64_t f = first; f < last; ++f) {
      result.push_back(frames[static_cast<std::size_t>(f - begin)].of[0]);
    }
  }
  return result;
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

double rms(const std::vector<double>& x) {
  double sum = 0;
  for (const double value : x) sum += value * value;
  return std::sqrt(sum / static_cast<double>(x.size()));
}

TEST(ZeroPhase, BlocksEqualSosfiltfiltOfTheWhole) {
  const auto sections = usual_sections();
  const auto x = recording(200'000);
  const auto expected = sosfiltfilt(sections, x);
  const ZeroPhase filter({{sections}}, true);
  for (const std::int64_t block : {7'777, 64'000, 150'000, 1'000'000}) {
    const auto found = by_blocks(filter, x, block);
    ASSERT_EQ(found.size(), expected.size());
    EXPECT_LT(largest_difference(found, expected), 1e-9 * rms(expected)) << block;
  }
}

TEST(ZeroPhase, AnyFilterWillDo) {
  const auto x = recording(50'000);
  const std::array<double, 1> edge = {5.0};
  const std::array<double, 2> narrow = {49.0, 51.0};
  for (const auto& sections :
       {butter(2, edge, BandType::highpass, rate_hz), butter(3, edge, BandType::lowpass, rate_hz),
        butter(2, narrow, BandType::bandstop, rate_hz), std::vector{iirnotch(60, 30, rate_hz)}}) {
    const auto expected = sosfiltfilt(sections, x);
    const auto found = by_blocks(ZeroPhase({{sections}}, true), x, 10'000);
    EXPECT_LT(largest_difference(found, expected), 1e-9 * rms(expected));
  }
}

TEST(ZeroPhase, EveryLaneHasSectionsOfItsOwn) {
  const auto x = recording(20'000);
  const std::vector<std::vector<Section>> lanes = {usual_sections(), {}, {iirnotch(60, 30, 2000)}};
  const ZeroPhase filter(lanes, true);
  ZeroPhase::Frames frames(x.size());
  for (std::size_t f = 0; f < x.size(); ++f) {
    std::fill_n(frames[f].of, lanes_of<double>, x[f]);
  }
  filter.run(frames, true, true);
  // Lanes with less padding of their own get that of the longest: away from the ends it is gone.
  for (const std::size_t lane : {0U, 2U}) {
    const auto expected = sosfiltfilt(lanes[lane], x);
    for (std::size_t f = 9'000; f < 11'000; ++f) {
      ASSERT_NEAR(frames[f].of[lane], expected[f], 1e-6) << lane << ", " << f;
    }
  }
  for (std::size_t f = 0; f < x.size(); ++f) ASSERT_EQ(frames[f].of[1], x[f]);
}

TEST(ZeroPhase, ForwardAloneStartsFromTheSteadyState) {
  const auto sections = usual_sections();
  const std::vector<double> offset(1'000, 2000.0);
  const auto found = by_blocks(ZeroPhase({{sections}}, false), offset, 300);
  for (const double value : found) EXPECT_NEAR(value, 0, 1e-8);
}

TEST(ZeroPhase, AFewFramesAreEnough) {
  for (const std::size_t frames : {1U, 2U, 20U}) {
    const auto found = by_blocks(ZeroPhase({{usual_sections()}}, true), recording(frames), 100);
    ASSERT_EQ(found.size(), frames);
    for (const double value : found) EXPECT_TRUE(std::isfinite(value));
  }
}

}  // namespace
}  // namespace noctemg::signal
