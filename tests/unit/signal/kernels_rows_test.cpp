// Loops over rows: right on every kind of processor.

#include "signal/kernels.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <vector>

namespace noctemg::signal {
namespace {

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
      for (const float guess : {std::nanf(""), sorted[rank], sorted.front(), -1e9F, 3.5F}) {
        ASSERT_EQ(set->rows.ranked(values.data(), values.size(), rank, guess), sorted[rank])
            << set->name << ", guess " << guess;
      }
    }
  }
}

TEST(RowKernels, RankNoNaN) {
  std::vector<float> values(200);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i * 37 % 200);
  for (std::size_t i = 0; i < values.size(); i += 3) values[i] = std::nanf("");
  for (const std::size_t count : {std::size_t{100}, values.size()}) {
    std::vector<float> sorted;
    for (std::size_t i = 0; i < count; ++i) {
      if (!std::isnan(values[i])) sorted.push_back(values[i]);
    }
    std::sort(sorted.begin(), sorted.end());
    for (const KernelSet* set : usable_kernels()) {
      for (std::size_t rank = 0; rank < sorted.size(); ++rank) {
        ASSERT_EQ(set->rows.ranked(values.data(), count, rank, std::nanf("")), sorted[rank])
            << set->name << ", rank " << rank << " of " << count;
      }
    }
  }
}

/// Stretches like those of a night, and such as none has: ties, silence, one value far above all.
std::vector<float> some_stretch(std::mt19937& random, std::size_t length) {
  std::vector<float> values(length);
  const std::size_t kinds = 1 + random() % 300;
  for (float& value : values) value = std::exp(static_cast<float>(random() % kinds) / 30);
  if (random() % 3 == 0) values[random() % length] = 1e30F;
  if (random() % 3 == 0) values[random() % length] = 0;
  if (random() % 9 == 0) std::fill(values.begin(), values.end(), 0.0F);
  return values;
}

TEST(RowKernels, RankStretchesSideBySideAsOneByOne) {
  std::mt19937 random(11);
  for (const KernelSet* set : usable_kernels()) {
    int told = 0;
    int asked = 0;
    for (int trial = 0; trial < 300; ++trial) {
      const std::size_t length = 16 + random() % (RowKernels::longest_stretch - 15);
      const std::size_t count = 1 + random() % 40;
      std::vector<float> values;
      for (std::size_t s = 0; s < count; ++s) {
        const std::vector<float> one = some_stretch(random, length);
        values.insert(values.end(), one.begin(), one.end());
      }
      const std::size_t rank = random() % length;
      std::vector<float> found(count + 1, -7.0F);
      set->rows.ranked_side_by_side(values.data(), length, count, rank, found.data());
      EXPECT_EQ(found[count], -7) << set->name;
      for (std::size_t s = 0; s < count; ++s) {
        ++asked;
        if (std::isnan(found[s])) continue;
        ++told;
        auto sorted = std::span(values).subspan(s * length, length);
        std::sort(sorted.begin(), sorted.end());
        ASSERT_EQ(found[s], sorted[rank]) << set->name << ", trial " << trial << ", stretch " << s;
      }
    }
    // The others hold so many ties, or values so far apart, that no night is like them.
    EXPECT_GT(told, asked / 2) << set->name;
  }
}

TEST(RowKernels, RankNothingBesideWhatHasNoRank) {
  constexpr std::size_t length = 100;
  for (const KernelSet* set : usable_kernels()) {
    for (const float odd : {std::nanf(""), std::numeric_limits<float>::infinity(), -1.0F}) {
      for (const std::size_t at : {std::size_t{0}, length, 3 * length - 1}) {
        std::vector<float> values(3 * length, 2.0F);
        values[at] = odd;
        std::vector<float> found(3, 0.0F);
        set->rows.ranked_side_by_side(values.data(), length, 3, 50, found.data());
        EXPECT_TRUE(std::isnan(found[at / length])) << set->name << ", " << odd << " at " << at;
      }
    }
    std::vector<float> found(2, 0.0F);
    const std::vector<float> values(2 * RowKernels::longest_stretch + 2, 1.0F);
    for (const std::size_t unfit : {std::size_t{3}, RowKernels::longest_stretch + 1}) {
      found = {0, 0};
      set->rows.ranked_side_by_side(values.data(), unfit, 2, 1, found.data());
      EXPECT_TRUE(std::isnan(found[0]) && std::isnan(found[1])) << set->name << ", " << unfit;
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

TEST(RowKernels, SmoothIsTheMeanAround) {
  std::mt19937 random(6);
  constexpr std::size_t blocks = 3;
  std::vector<float> rows(blocks * RowKernels::rows_at_once + 10);
  for (float& value : rows) value = static_cast<float>(random() % 1000);
  for (const KernelSet* set : usable_kernels()) {
    for (const std::size_t half : {2U, 5U}) {
      const std::size_t count = blocks * RowKernels::rows_at_once;
      std::vector<float> out(count + 1, -7.0F);
      // A block that is not whole is left.
      ASSERT_EQ(set->rows.smooth(rows.data(), half, count + 40, out.data()), count) << set->name;
      const float share = 1.0F / static_cast<float>(2 * half + 1);
      for (std::size_t i = 0; i < count; ++i) {
        float sum = 0;
        for (std::size_t k = 0; k <= 2 * half; ++k) sum += rows[i + k];
        ASSERT_EQ(out[i], sum * share) << set->name;
      }
      EXPECT_EQ(out[count], -7) << set->name;
    }
  }
}

TEST(RowKernels, TakeRootsInPlace) {
  std::vector<float> values;
  for (int i = 0; i < 37; ++i) values.push_back(static_cast<float>(i) / 8);
  values[5] = std::nanf("");
  for (const KernelSet* set : usable_kernels()) {
    auto roots = values;
    set->rows.take_roots(roots.data(), 36);
    for (std::size_t i = 0; i < 36; ++i) {
      if (i == 5) continue;
      EXPECT_EQ(roots[i], std::sqrt(values[i])) << set->name;
    }
    EXPECT_TRUE(std::isnan(roots[5])) << set->name;
    EXPECT_EQ(roots[36], values[36]) << set->name;
  }
}

TEST(RowKernels, SmoothLeavesRowsThatAreMissingToOthers) {
  for (const KernelSet* set : usable_kernels()) {
    for (const std::size_t missing : {std::size_t{0}, std::size_t{30}, rows_with(2) - 1}) {
      constexpr std::size_t block = RowKernels::rows_at_once;
      std::vector<float> rows(block + rows_with(2), 1.0F);
      rows[block + missing] = std::nanf("");
      std::vector<float> out(2 * block, 7.0F);
      // The block before is not touched by the last of these rows alone.
      const std::size_t before = missing < 4 ? 0 : block;
      EXPECT_EQ(set->rows.smooth(rows.data(), 2, 2 * block, out.data()), before)
          << set->name << ", " << missing;
      std::vector<float> expected(2 * block, 7.0F);
      std::fill_n(expected.begin(), before, 1.0F);
      EXPECT_EQ(out, expected) << set->name;
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
  for (std::int32_t& bits : before)
    bits = static_cast<std::int32_t>(random() % 2 * PassTask::is_from +
                                     random() % 2 * PassTask::is_above);
  for (const KernelSet* set : usable_kernels()) {
    for (const std::size_t count : {0U, 1U, 15U, 16U, 100U, 150U}) {
      std::vector<std::int32_t> bits = before;
      PassTask task{values.data(), count, 6, 4, bits.data(), 1, 2};
      set->rows.pass(task);
      std::int32_t from_change = 1;
      std::int32_t above_change = 2;
      for (std::size_t i = 0; i < values.size(); ++i) {
        const bool seen = i < count;
        const std::int32_t now =
            (values[i] >= 6 ? PassTask::is_from : 0) | (values[i] > 4 ? PassTask::is_above : 0);
        ASSERT_EQ(bits[i], seen ? now : before[i]) << set->name << ", value " << i;
        from_change += (bits[i] & PassTask::is_from) - (before[i] & PassTask::is_from);
        above_change += bits[i] / PassTask::is_above - before[i] / PassTask::is_above;
      }
      EXPECT_EQ(task.from_change, from_change) << set->name;
      EXPECT_EQ(task.above_change, above_change) << set->name;
    }
  }
}

}  // namespace
}  // namespace noctemg::signal
