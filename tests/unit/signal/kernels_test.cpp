// Every kind of processor gives the same bits, and those are right.

#include "signal/kernels.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "noctemg/signal.hpp"
#include "signal/section_bank.hpp"

namespace noctemg::signal {
namespace {

template <typename T>
using Frames = std::vector<LaneValues<T>>;

template <typename T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

template <typename T>
Frames<T> noise(std::size_t frames, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<T> normal(0, 20);
  Frames<T> result(frames);
  for (auto& frame : result) {
    for (T& value : frame.of) value = normal(random);
  }
  return result;
}

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

TYPED_TEST(KernelsOf, EveryProcessorFilterTheSameBits) {
  const SectionBank<TypeParam> bank(
      std::vector<std::vector<Section>>(lanes_of<TypeParam>, many_sections()));
  const auto raw = noise<TypeParam>(1500, 1);
  for (std::size_t count = 1; count <= sections_at_once; ++count) {
    Frames<TypeParam> expected;
    for (const KernelSet* set : usable_kernels()) {
      auto frames = raw;
      auto memory = bank.rest();
      const auto& kernel = set->of<TypeParam>();
      kernel.cascade(bank.sections().data(), memory.data(), count, frames.front().of, 1, 1500);
      kernel.cascade(bank.sections().data(), memory.data(), count, frames.back().of, -1, 1500);
      if (expected.empty()) expected = frames;
      EXPECT_TRUE(same_bits(frames, expected)) << set->name << ", " << count << " sections";
    }
  }
}

TYPED_TEST(KernelsOf, ATapTellsWhatTheLastSectionsTake) {
  const auto sections = many_sections();
  const SectionBank<TypeParam> bank(
      std::vector<std::vector<Section>>(lanes_of<TypeParam>, sections));
  LaneValues<TypeParam> gain;
  double notch_gain = 1;
  for (std::size_t s = 4; s < 8; ++s) notch_gain *= sections[s][0];
  std::fill_n(gain.of, lanes_of<TypeParam>, static_cast<TypeParam>(notch_gain));
  const auto raw = noise<TypeParam>(1500, 2);
  std::vector<LaneValues<TypeParam>> expected;
  for (const KernelSet* set : usable_kernels()) {
    const auto& kernel = set->of<TypeParam>();
    auto before = raw;
    auto memory = bank.rest();
    kernel.cascade(bank.sections().data(), memory.data(), 4, before.front().of, 1, 1500);
    auto plain = raw;
    memory = bank.rest();
    kernel.cascade(bank.sections().data(), memory.data(), 8, plain.front().of, 1, 1500);
    auto tapped = raw;
    memory = bank.rest();
    LaneValues<TypeParam> taken = {};
    kernel.cascade_tapped(bank.sections().data(), memory.data(), 8, 4, gain, tapped.front().of,
                          1500, taken);
    EXPECT_TRUE(same_bits(tapped, plain)) << set->name;
    for (std::size_t l = 0; l < lanes_of<TypeParam>; ++l) {
      double sum = 0;
      for (std::size_t f = 0; f < 1500; ++f) {
        const double left =
            static_cast<double>(before[f].of[l]) - notch_gain * static_cast<double>(plain[f].of[l]);
        sum += left * left;
      }
      EXPECT_NEAR(static_cast<double>(taken.of[l]) / sum, 1, 1e-4) << set->name;
    }
    if (expected.empty()) expected = {taken};
    EXPECT_TRUE(same_bits({taken}, expected)) << set->name;
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
  constexpr std::uint32_t frames = 400;
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
    const auto rows = rows_of(frames);
    std::vector<std::int32_t> first_seen;
    Frames<TypeParam> first_out;
    for (const KernelSet* set : usable_kernels()) {
      Frames<TypeParam> out(frames, LaneValues<TypeParam>{});
      std::vector<std::int32_t> seen((rows.size() - 1) * width, 0);
      GatherTask<TypeParam> task;
      task.raw = raw.data();
      task.channels = channels;
      task.width = width;
      task.rail_low = low.data();
      task.rail_high = high.data();
      task.row_begin = rows.data();
      task.row_count = rows.size() - 1;
      task.out = out.front().of;
      task.seen = seen.data();
      set->of<TypeParam>().gather(task);
      for (std::size_t c = 0; c < channels; ++c) {
        for (std::size_t row = 0; row + 1 < rows.size(); ++row) {
          std::int32_t expected = seen_still;
          for (std::size_t f = rows[row]; f < rows[row + 1]; ++f) {
            const float x = raw[f * channels + c];
            const float before = raw[(f > 0 ? f - 1 : 0) * channels + c];
            if (std::isnan(x)) expected |= seen_missing;
            if (x <= -9.5F) expected |= seen_rail;
            if (x != before) expected &= ~seen_still;
            if (!std::isnan(x) && !std::isnan(before)) {
              ASSERT_EQ(out[f].of[c], static_cast<TypeParam>(x) - static_cast<TypeParam>(before));
            }
          }
          ASSERT_EQ(seen[row * width + c], expected)
              << set->name << ", channel " << c << " of " << channels << ", row " << row;
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

TYPED_TEST(KernelsOf, AverageMeansOfBlocks) {
  for (const std::size_t channels : {1U, 3U, 4U, 7U, 8U}) {
    std::size_t width = 1;
    while (width < channels) width *= 2;
    std::mt19937 random(9);
    std::vector<float> raw(120 * channels + lanes_of<float>, 0.0F);
    for (float& value : raw) value = static_cast<float>(random() % 1000) / 8;
    std::vector<float> offset(lanes_of<float>, 0.0F);
    std::copy_n(raw.begin(), channels, offset.begin());
    Frames<TypeParam> first;
    for (const KernelSet* set : usable_kernels()) {
      Frames<TypeParam> out(12, LaneValues<TypeParam>{});
      set->of<TypeParam>().average(raw.data(), channels, width, offset.data(), 10, 12,
                                   out.front().of);
      for (std::size_t b = 0; b < 12; ++b) {
        for (std::size_t c = 0; c < channels; ++c) {
          double sum = 0;
          for (std::size_t i = 0; i < 10; ++i) {
            sum += static_cast<double>(raw[(10 * b + i) * channels + c] - raw[c]);
          }
          ASSERT_NEAR(static_cast<double>(out[b].of[c]), sum / 10, 1e-5) << set->name;
        }
      }
      if (first.empty()) first = out;
      EXPECT_TRUE(same_bits(out, first)) << set->name;
    }
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

std::size_t rows_with(std::size_t half) { return RowKernels::rows_at_once + 2 * half; }

TEST(RowKernels, RankAnyValuesAsSortingDoes) {
  std::mt19937 random(5);
  for (int trial = 0; trial < 2000; ++trial) {
    std::vector<float> values(1 + random() % 130);
    const std::size_t kinds = 1 + random() % 200;  // few kinds: many ties
    for (float& value : values) value = static_cast<float>(random() % kinds) / 7;
    if (trial % 5 == 0) values[random() % values.size()] = 1e6F;
    auto sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t rank = random() % values.size();
    for (const KernelSet* set : usable_kernels()) {
      ASSERT_EQ(set->rows.ranked(values.data(), values.size(), rank), sorted[rank]) << set->name;
    }
  }
}

TEST(RowKernels, TheHighestPassesOverNaN) {
  std::vector<float> values(103, 1.0F);
  values[17] = std::nanf("");
  values[102] = 5;
  values[40] = 4;
  for (const KernelSet* set : usable_kernels()) {
    EXPECT_EQ(set->rows.highest(values.data(), 103), 5) << set->name;
    EXPECT_EQ(set->rows.highest(values.data(), 102), 4) << set->name;
    EXPECT_EQ(set->rows.highest(values.data() + 17, 1), 0) << set->name;
  }
}

TEST(RowKernels, SmoothIsTheRootOfTheMeanAround) {
  std::mt19937 random(6);
  std::vector<float> rows(RowKernels::rows_at_once + 10);
  for (float& value : rows) value = static_cast<float>(random() % 1000);
  for (const KernelSet* set : usable_kernels()) {
    std::vector<float> out(RowKernels::rows_at_once);
    ASSERT_TRUE(set->rows.smooth(rows.data(), 5, out.data())) << set->name;
    for (std::size_t i = 0; i < out.size(); ++i) {
      double sum = 0;
      for (std::size_t k = 0; k < 11; ++k) sum += static_cast<double>(rows[i + k]);
      ASSERT_EQ(out[i], static_cast<float>(std::sqrt(sum / 11))) << set->name;
    }
  }
}

TEST(RowKernels, SmoothLeavesRowsThatAreMissingToOthers) {
  for (const KernelSet* set : usable_kernels()) {
    for (const std::size_t missing : {std::size_t{0}, std::size_t{30}, rows_with(2) - 1}) {
      std::vector<float> rows(rows_with(2), 1.0F);
      rows[missing] = std::nanf("");
      std::vector<float> out(RowKernels::rows_at_once, 7.0F);
      EXPECT_FALSE(set->rows.smooth(rows.data(), 2, out.data())) << set->name << ", " << missing;
      EXPECT_EQ(out, std::vector<float>(RowKernels::rows_at_once, 7.0F)) << set->name;
    }
  }
}

TEST(RowKernels, RootsOfSumsTellWhetherOneIsMissing) {
  std::vector<double> a(37, 3.0);
  std::vector<double> b(37, 5.0);
  for (const KernelSet* set : usable_kernels()) {
    std::vector<double> out(38, -1.0);
    EXPECT_TRUE(set->rows.roots(a.data(), b.data(), 37, 2, out.data())) << set->name;
    EXPECT_EQ(out, [] {
      std::vector<double> expected(37, 2.0);
      expected.push_back(-1);
      return expected;
    }()) << set->name;
    for (const std::size_t missing : {0U, 20U, 36U}) {
      std::vector<double> with_gap = b;
      with_gap[missing] = std::nan("");
      EXPECT_FALSE(set->rows.roots(a.data(), with_gap.data(), 37, 2, out.data())) << set->name;
    }
  }
}

TEST(RowKernels, CountsWhatReachesALimit) {
  std::vector<float> values(103, 1.0F);
  values[17] = std::nanf("");
  values[40] = 2;
  values[102] = 5;
  for (const KernelSet* set : usable_kernels()) {
    EXPECT_EQ(set->rows.count_from(values.data(), 103, 1), 102U) << set->name;
    EXPECT_EQ(set->rows.count_from(values.data(), 103, 2), 2U) << set->name;
    EXPECT_EQ(set->rows.count_from(values.data(), 102, 2.1F), 0U) << set->name;
    EXPECT_EQ(set->rows.count_from(values.data(), 0, 0), 0U) << set->name;
  }
}

TEST(RowKernels, PassMarksWhatPassesAndHowMuchThatChanges) {
  std::mt19937 random(9);
  std::vector<float> values(150);
  for (float& value : values) {
    value = random() % 20 == 0 ? std::nanf("") : static_cast<float>(random() % 9);
  }
  std::vector<std::int32_t> before(values.size());
  for (std::int32_t& bits : before) bits = static_cast<std::int32_t>(random() % 4);
  for (const KernelSet* set : usable_kernels()) {
    for (const std::size_t count : {0U, 1U, 15U, 16U, 100U, 150U}) {
      std::vector<std::int32_t> bits = before;
      PassTask task{values.data(), count, 6, 4, bits.data(), 1, 2};
      set->rows.pass(task);
      std::int32_t from_change = 1;
      std::int32_t above_change = 2;
      for (std::size_t i = 0; i < values.size(); ++i) {
        const bool seen = i < count;
        const int now = (values[i] >= 6 ? 1 : 0) | (values[i] > 4 ? 2 : 0);
        ASSERT_EQ(bits[i], seen ? now : before[i]) << set->name << ", value " << i;
        from_change += (bits[i] & 1) - (before[i] & 1);
        above_change += (bits[i] >> 1) - (before[i] >> 1);
      }
      EXPECT_EQ(task.from_change, from_change) << set->name;
      EXPECT_EQ(task.above_change, above_change) << set->name;
    }
  }
}

TEST(MoveKernels, BringSignalsToLanesAndBack) {
  constexpr std::size_t lanes = lanes_of<double>;
  std::mt19937 random(3);
  std::vector<std::vector<double>> signals(lanes, std::vector<double>(103));
  for (auto& signal : signals) {
    for (double& value : signal) value = static_cast<double>(random() % 1000);
  }
  std::vector<const double*> from;
  for (const auto& signal : signals) from.push_back(signal.data());
  for (const KernelSet* set : usable_kernels()) {
    for (const std::size_t count : {0U, 1U, 3U, 4U, 103U}) {
      std::vector<LaneValues<double>> frames(104);
      frames[count].of[0] = -7;
      set->move.to_lanes(from.data(), count, frames.data());
      for (std::size_t f = 0; f < count; ++f) {
        for (std::size_t l = 0; l < lanes; ++l) ASSERT_EQ(frames[f].of[l], signals[l][f]);
      }
      EXPECT_EQ(frames[count].of[0], -7) << set->name << ", " << count;
      std::vector<std::vector<double>> back(lanes, std::vector<double>(104, -7));
      std::vector<double*> to;
      for (auto& signal : back) to.push_back(signal.data());
      set->move.from_lanes(frames.data(), count, 0.5, to.data());
      for (std::size_t l = 0; l < lanes; ++l) {
        for (std::size_t f = 0; f < count; ++f) ASSERT_EQ(back[l][f], signals[l][f] / 2);
        EXPECT_EQ(back[l][count], -7) << set->name << ", " << count;
      }
    }
  }
}

}  // namespace
}  // namespace noctemg::signal
