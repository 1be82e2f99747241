// What spectra need around their transform: every kind of processor gives the same bits.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "signal/kernels.hpp"

namespace noctemg::signal {
namespace {

std::vector<float> noise_values(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> uniform(-1, 1);
  std::vector<float> values(count);
  for (float& value : values) value = uniform(random);
  return values;
}

constexpr auto counts = {4U, 15U, 16U, 17U, 37U, 64U, 75U, 500U, 501U};

TEST(SpectrumKernels, SumInAnOrderThatIsTheirOwn) {
  for (const std::size_t count : counts) {
    const auto values = noise_values(count, 1);
    double expected = 0;
    for (const float value : values) expected += static_cast<double>(value);
    const float first = usable_kernels().front()->spectrum.sum(values.data(), count);
    EXPECT_NEAR(static_cast<double>(first), expected, 1e-5);
    for (const KernelSet* set : usable_kernels()) {
      EXPECT_EQ(set->spectrum.sum(values.data(), count), first) << set->name << ", " << count;
    }
  }
}

TEST(SpectrumKernels, WeighTwoStretchesToRealAndImaginaryParts) {
  for (const std::size_t count : counts) {
    const auto a = noise_values(count, 2);
    const auto b = noise_values(count, 3);
    const auto weights = noise_values(count, 4);
    for (const KernelSet* set : usable_kernels()) {
      std::vector<float> out(2 * count + 1, 77.0F);
      set->spectrum.weigh(a.data(), 0.25F, b.data(), -0.5F, weights.data(), count, out.data());
      for (std::size_t i = 0; i < count; ++i) {
        ASSERT_EQ(out[2 * i], (a[i] - 0.25F) * weights[i]) << set->name << ", " << count;
        ASSERT_EQ(out[2 * i + 1], (b[i] + 0.5F) * weights[i]) << set->name << ", " << count;
      }
      EXPECT_EQ(out.back(), 77.0F) << set->name << ", " << count;
    }
  }
}

TEST(SpectrumKernels, AddPowersOfBothSides) {
  for (const std::size_t count : counts) {
    const auto transform = noise_values(2 * count, 5);
    const auto power = [&](std::size_t k) {
      return transform[2 * k] * transform[2 * k] + transform[2 * k + 1] * transform[2 * k + 1];
    };
    for (const KernelSet* set : usable_kernels()) {
      auto scratch = transform;
      std::vector<float> sums(count / 2 + 2, 3.0F);
      set->spectrum.add_powers(scratch.data(), count, 0.75F, sums.data());
      for (std::size_t k = 0; k <= count / 2; ++k) {
        const bool alone = k == 0 || 2 * k == count;
        const float both = alone ? power(k) : power(k) + power(count - k);
        ASSERT_EQ(sums[k], 3.0F + 0.75F * both) << set->name << ", " << k << " of " << count;
      }
      EXPECT_EQ(sums.back(), 3.0F) << set->name << ", " << count;
    }
  }
}

TEST(SpectrumKernels, AddPowersOfEachStretchApart) {
  for (const std::size_t count : counts) {
    const auto transform = noise_values(2 * count, 7);
    for (const KernelSet* set : usable_kernels()) {
      std::vector<float> first(count / 2 + 2, 3.0F);
      std::vector<float> second(count / 2 + 2, 5.0F);
      set->spectrum.add_powers_apart(transform.data(), count, 0.75F, first.data(), second.data());
      for (std::size_t k = 0; k <= count / 2; ++k) {
        const std::size_t mirrored = (count - k) % count;
        const float share = k == mirrored ? 0.75F / 4 : 0.75F / 2;
        const float a = transform[2 * k] + transform[2 * mirrored];
        const float b = transform[2 * k + 1] - transform[2 * mirrored + 1];
        const float c = transform[2 * k + 1] + transform[2 * mirrored + 1];
        const float d = transform[2 * k] - transform[2 * mirrored];
        ASSERT_EQ(first[k], 3.0F + share * (a * a + b * b)) << set->name << ", " << k << count;
        ASSERT_EQ(second[k], 5.0F + share * (c * c + d * d)) << set->name << ", " << k << count;
      }
      EXPECT_EQ(first.back(), 3.0F) << set->name << ", " << count;
      EXPECT_EQ(second.back(), 5.0F) << set->name << ", " << count;
    }
  }
}

TEST(SpectrumKernels, MultiplyByNoLessThanTheLeast) {
  for (const std::size_t count : counts) {
    const auto power = noise_values(count, 6);
    for (const KernelSet* set : usable_kernels()) {
      auto scaled = power;
      std::vector<double> products(count, 2.0);
      set->spectrum.multiply(scaled.data(), count, 0.5F, 0.125F, products.data());
      for (std::size_t k = 0; k < count; ++k) {
        ASSERT_EQ(scaled[k], power[k] * 0.5F) << set->name;
        ASSERT_EQ(products[k], 2 * static_cast<double>(std::max(0.125F, power[k] * 0.5F)));
      }
    }
  }
}

}  // namespace
}  // namespace noctemg::signal
