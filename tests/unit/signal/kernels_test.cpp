// Every kind of processor gives the same bits, and those are right.

#include "signal/kernels.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "noctemg/signal.hpp"
#include "signal/lane_frames.hpp"
#include "signal/section_bank.hpp"

namespace noctemg::signal {
namespace {

std::vector<Section> many_sections() {
  const std::array<double, 2> edges = {20.0, 450.0};
  std::vector<Section> sections = butter(4, edges, BandType::bandpass, 2000);
  for (const double hz : {50.0, 100.0, 150.0, 200.0}) sections.push_back(iirnotch(hz, 30, 2000));
  return sections;
}

template <typename T>
class KernelsOf : public testing::Test {};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(KernelsOf, Precisions);

TEST(Kernels, EveryProcessorFiltersTheSameBits) {
  const SectionBank bank(std::vector<std::vector<Section>>(lanes_of<double>, many_sections()));
  const auto raw = noise<double>(1500, 1);
  for (std::size_t count = 1; count <= sections_at_once; ++count) {
    Frames<double> expected;
    for (const KernelSet* set : usable_kernels()) {
      auto frames = raw;
      auto memory = bank.rest();
      set->cascade(bank.sections().data(), memory.data(), count, frames.front().of, 1, 1500);
      set->cascade(bank.sections().data(), memory.data(), count, frames.back().of, -1, 1500);
      if (expected.empty()) expected = frames;
      EXPECT_TRUE(same_bits(frames, expected)) << set->name << ", " << count << " sections";
    }
  }
}

/// Rows of different lengths.
std::vector<std::uint32_t> rows_of(std::uint32_t frames) {
  std::vector<std::uint32_t> rows = {0};
  while (rows.back() < frames) {
    rows.push_back(std::min(frames, rows.back() + 1 + static_cast<std::uint32_t>(rows.size() % 9)));
  }
  return rows;
}

TYPED_TEST(KernelsOf, GatherTellsDifferencesAndWhatWasSeen) {
  constexpr std::size_t frames = 405;  // the last stretches are no whole ones
  for (std::size_t channels = 1; channels <= lanes_of<TypeParam>; ++channels) {
    std::mt19937 random(static_cast<unsigned>(channels));
    std::vector<float> raw(frames * channels + lanes_of<float>, std::nanf(""));
    for (std::size_t i = 0; i < frames * channels; ++i) {
      raw[i] = static_cast<float>(random() % 21) - 10;
    }
    raw[100 * channels] = std::nanf("");
    for (std::size_t f = 200; f < 260; ++f) raw[f * channels + channels - 1] = 3;
    std::size_t width = 1;
    while (width < channels) width *= 2;
    std::vector<float> low(lanes_of<float>, -9.5F);
    std::vector<float> high(lanes_of<float>, std::nanf(""));
    Frames<TypeParam> first_out;
    for (const KernelSet* set : usable_kernels()) {
      Frames<TypeParam> out(frames, LaneValues<TypeParam>{});
      for (const std::size_t stretch : {1U, 2U, 8U, 32U}) {
        std::vector<std::int32_t> still(frames / stretch * width, 77);
        std::vector<std::int32_t> all(width, 77);
        GatherTask<TypeParam> task;
        task.raw = raw.data();
        task.channels = channels;
        task.width = width;
        task.rail_low = low.data();
        task.rail_high = high.data();
        task.frame_count = frames;
        task.stretch = stretch;
        task.out = out.front().of;
        task.still = still.data();
        task.all = all.data();
        set->of<TypeParam>().gather(task);
        for (std::size_t c = 0; c < channels; ++c) {
          std::int32_t seen = 0;
          for (std::size_t f = 0; f < frames; ++f) {
            const float x = raw[f * channels + c];
            if (std::isnan(x)) seen |= seen_missing;
            if (x <= -9.5F) seen |= seen_rail;
            const float before = raw[(f > 0 ? f - 1 : 0) * channels + c];
            if (!std::isnan(x) && !std::isnan(before)) {
              ASSERT_EQ(out[f].of[c], static_cast<TypeParam>(x) - static_cast<TypeParam>(before));
            }
          }
          for (std::size_t s = 0; s < frames / stretch; ++s) {
            std::int32_t expected = seen_still;
            for (std::size_t f = s * stretch; f < (s + 1) * stretch; ++f) {
              const float before = raw[(f > 0 ? f - 1 : 0) * channels + c];
              if (raw[f * channels + c] != before) expected = 0;
            }
            seen |= expected;
            ASSERT_EQ(still[s * width + c], expected)
                << set->name << ", channel " << c << " of " << channels << ", stretch " << s;
          }
          EXPECT_EQ(all[c], seen) << set->name << ", channel " << c << ", by " << stretch;
        }
      }
      // Lanes beyond the channels are silent, whatever lies behind them in memory.
      for (const auto& frame : out) {
        for (std::size_t l = channels; l < lanes_of<TypeParam>; ++l) ASSERT_EQ(frame.of[l], 0);
      }
      if (first_out.empty()) first_out = out;
      EXPECT_TRUE(same_bits(out, first_out)) << set->name << ", " << channels << " channels";
    }
  }
}

template <typename T>
void expect_means(std::size_t channels, std::size_t block) {
  constexpr std::size_t blocks = 12;
  std::size_t width = 1;
  while (width < channels) width *= 2;
  std::mt19937 random(9);
  std::vector<float> raw(blocks * block * channels + lanes_of<float>, 0.0F);
  for (float& value : raw) value = static_cast<float>(random() % 1000) / 7;  // sums are rounded
  std::vector<float> offset(lanes_of<float>, 0.0F);
  std::copy_n(raw.begin(), channels, offset.begin());
  Frames<T> first;
  for (const KernelSet* set : usable_kernels()) {
    Frames<T> out(blocks, LaneValues<T>{});
    set->of<T>().average(raw.data(), channels, width, offset.data(), block, blocks, out.front().of);
    for (std::size_t b = 0; b < blocks; ++b) {
      for (std::size_t c = 0; c < channels; ++c) {
        double sum = 0;
        for (std::size_t i = 0; i < block; ++i) {
          sum += static_cast<double>(raw[(block * b + i) * channels + c] - raw[c]);
        }
        ASSERT_NEAR(static_cast<double>(out[b].of[c]), sum / static_cast<double>(block), 1e-4)
            << set->name << ", channel " << c << " of " << channels;
      }
    }
    if (first.empty()) first = out;
    EXPECT_TRUE(same_bits(out, first)) << set->name << ", " << channels << " channels";
  }
}

TYPED_TEST(KernelsOf, AverageMeansOfBlocks) {
  for (std::size_t channels = 1; channels <= lanes_of<TypeParam>; ++channels) {
    for (const std::size_t block : {1U, 2U, 5U, 10U}) expect_means<TypeParam>(channels, block);
  }
}

TYPED_TEST(KernelsOf, MeasureRowsAndTheStretchOfAll) {
  const auto frames = noise<TypeParam>(401, 4);
  auto rows = rows_of(400);
  for (auto& row : rows) ++row;  // the frame before exists
  const std::size_t count = rows.size() - 1;
  std::vector<LaneValues<TypeParam>> first_squares;
  for (const KernelSet* set : usable_kernels()) {
    std::vector<LaneValues<TypeParam>> squares(count);
    StretchLanes<TypeParam> stretch;
    set->of<TypeParam>().measure(frames.front().of, rows.data(), rows.data() + 1, count,
                                 squares.data(), stretch);
    for (std::size_t l = 0; l < lanes_of<TypeParam>; ++l) {
      double fourth = 0;
      int crossings = 0;
      for (std::size_t row = 0; row < count; ++row) {
        double sum = 0;
        for (std::size_t f = rows[row]; f < rows[row + 1]; ++f) {
          const auto x = static_cast<double>(frames[f].of[l]);
          sum += x * x;
          fourth += x * x * x * x;
          crossings += x * static_cast<double>(frames[f - 1].of[l]) < 0 ? 1 : 0;
        }
        ASSERT_NEAR(static_cast<double>(squares[row].of[l]) / sum, 1, 1e-5);
      }
      EXPECT_NEAR(static_cast<double>(stretch.fourth.of[l]) / fourth, 1, 1e-5);
      EXPECT_EQ(static_cast<int>(stretch.crossings.of[l]), crossings);
      const auto smaller = [l](const auto& a, const auto& b) { return a.of[l] < b.of[l]; };
      EXPECT_EQ(stretch.lowest.of[l],
                std::min_element(frames.begin() + 1, frames.end(), smaller)->of[l]);
      EXPECT_EQ(stretch.highest.of[l],
                std::max_element(frames.begin() + 1, frames.end(), smaller)->of[l]);
    }
    if (first_squares.empty()) first_squares = squares;
    EXPECT_TRUE(same_bits(squares, first_squares)) << set->name;
  }
}

TYPED_TEST(KernelsOf, ScaleDifferAndSumLaneByLane) {
  using T = TypeParam;
  constexpr std::size_t lanes = lanes_of<T>;
  constexpr std::size_t count = 37;
  std::mt19937 random(11);
  std::vector<LaneValues<T>> frames(count);
  for (auto& frame : frames) {
    for (T& value : frame.of) value = static_cast<T>(random() % 1000) / 8;
  }
  std::vector<float> gain(lanes);
  std::vector<float> share(count);
  for (float& value : gain) value = static_cast<float>(random() % 9) / 4;
  for (float& value : share) value = 1.0F / static_cast<float>(1 + random() % 20);
  for (const KernelSet* set : usable_kernels()) {
    const Kernels<T>& kernels = set->of<T>();
    std::vector<float> means(count * lanes);
    std::vector<double> sums(lanes);
    kernels.scale(frames.data(), count, gain.data(), share.data(), means.data(), sums.data());
    LaneValues<T> squares;
    kernels.sum_squares(frames.data(), count, squares);
    auto differences = frames;
    kernels.differ(differences.data(), count);
    for (std::size_t l = 0; l < lanes; ++l) {
      double sum = 0;
      T square_sum = 0;
      T before = frames.front().of[l];
      for (std::size_t f = 0; f < count; ++f) {
        const T value = frames[f].of[l];
        const float scaled = static_cast<float>(value) * gain[l];
        sum += static_cast<double>(scaled);
        square_sum += value * value;
        ASSERT_EQ(means[f * lanes + l], scaled * share[f]) << set->name;
        ASSERT_EQ(differences[f].of[l], value - before) << set->name;
        before = value;
      }
      EXPECT_EQ(sums[l], sum) << set->name;
      EXPECT_EQ(squares.of[l], square_sum) << set->name;
    }
  }
}

}  // namespace
}  // namespace noctemg::signal
