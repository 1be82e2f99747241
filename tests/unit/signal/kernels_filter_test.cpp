// The filter of an analysis: every kind of processor rounds as is written here.

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "signal/kernels.hpp"
#include "signal/lane_frames.hpp"

namespace noctemg::signal {
namespace {

/// Floats in one rounding, doubles in two.
float fused(float a, float b, float c) { return std::fma(a, b, c); }
double fused(double a, double b, double c) { return a * b + c; }

/// One lane, slowly.
template <typename T>
struct Twin {
  const FilterPass<T>& pass;
  std::vector<SectionMemory<T>>& memory;
  std::size_t lane;
  T taken = 0;

  T section(std::size_t s, T x) {
    const SectionLanes<T>& c = pass.sections[s];
    T& z1 = memory[s].z1[lane];
    T& z2 = memory[s].z2[lane];
    const T y = x + z1;
    if (s >= pass.band) {
      z1 = fused(c.b1[lane], x, fused(-c.a1[lane], y, z2));
      z2 = fused(-c.a2[lane], y, x);
    } else if (s == 0 && pass.differences) {
      z1 = fused(-c.a1[lane], y, x + z2);
      z2 = -c.a2[lane] * y;
    } else {
      z1 = fused(-c.a1[lane], y, z2);
      z2 = fused(-c.a2[lane], y, -x);
    }
    return y;
  }

  T frame(T x) {
    for (std::size_t s = 0; s < pass.band; ++s) x = section(s, x);
    const T before = x;
    for (std::size_t s = pass.band; s < pass.band + pass.notches; ++s) x = section(s, x);
    const T left = fused(-pass.notch_gain->of[lane], x, before);
    taken = fused(left, left, taken);
    return x;
  }
};

/// Stable sections, others in every lane.
template <typename T>
std::vector<SectionLanes<T>> some_sections(std::size_t count) {
  std::mt19937 random(static_cast<unsigned>(count));
  std::uniform_real_distribution<double> radius(0.5, 0.99);
  std::uniform_real_distribution<double> angle(0.05, 3.0);
  std::vector<SectionLanes<T>> sections(count);
  for (auto& section : sections) {
    for (std::size_t l = 0; l < lanes_of<T>; ++l) {
      const double r = radius(random);
      section.a1[l] = static_cast<T>(-2 * r * std::cos(angle(random)));
      section.a2[l] = static_cast<T>(r * r);
      section.b1[l] = static_cast<T>(-2 * std::cos(angle(random)));
      section.b2[l] = 77;  // known from the kind of section, not from here
    }
  }
  return sections;
}

template <typename T>
class FilterKernel : public testing::Test {};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(FilterKernel, Precisions);

template <typename T>
void expect_twin(std::size_t band, std::size_t notches, bool differences, bool tapped, int step) {
  constexpr std::size_t count = 300;
  const auto sections = some_sections<T>(band + notches);
  const auto raw = noise<T>(count, 5);
  LaneValues<T> gain;
  for (std::size_t l = 0; l < lanes_of<T>; ++l) gain.of[l] = T{1} - static_cast<T>(l) / 64;
  const FilterPass<T> pass = {sections.data(), band, notches, differences, &gain};
  Frames<T> expected = raw;
  std::vector<SectionMemory<T>> expected_memory(sections.size());
  LaneValues<T> expected_taken = {};
  for (std::size_t l = 0; l < lanes_of<T>; ++l) {
    Twin<T> twin{pass, expected_memory, l};
    for (std::size_t i = 0; i < count; ++i) {
      T& value = expected[step > 0 ? i : count - 1 - i].of[l];
      value = twin.frame(value);
    }
    expected_taken.of[l] = twin.taken;
  }
  for (const KernelSet* set : usable_kernels()) {
    SCOPED_TRACE(std::string(set->name) + ": " + std::to_string(band) + " + " +
                 std::to_string(notches) + (differences ? ", differences" : "") +
                 (tapped ? ", tapped" : ""));
    Frames<T> frames = raw;
    std::vector<SectionMemory<T>> memory(sections.size());
    LaneValues<T> taken = {};
    set->of<T>().filter(pass, memory.data(), (step > 0 ? frames.front() : frames.back()).of, step,
                        count, tapped ? &taken : nullptr);
    EXPECT_TRUE(same_bits(frames, expected));
    EXPECT_TRUE(same_bits(memory, expected_memory));
    if (!tapped) continue;
    EXPECT_TRUE(same_bits<LaneValues<T>>({taken}, {expected_taken}));
  }
}

TYPED_TEST(FilterKernel, RoundsAsItsSlowTwin) {
  for (std::size_t band = 0; band <= filter_sections; ++band) {
    for (std::size_t notches = 0; notches <= filter_sections; ++notches) {
      if (band + notches == 0 || (notches > 0 && band > 0 && band < filter_sections)) continue;
      for (const int step : {1, -1}) {
        expect_twin<TypeParam>(band, notches, false, false, step);
        if (band > 0) expect_twin<TypeParam>(band, notches, true, false, step);
        if (notches > 0) expect_twin<TypeParam>(band, notches, false, true, step);
        if (notches > 0 && band > 0) expect_twin<TypeParam>(band, notches, true, true, step);
      }
    }
  }
}

template <typename T>
void expect_twin_beside(std::size_t band, std::size_t notches, std::size_t heard) {
  constexpr std::size_t count = 300;
  const auto sections = some_sections<T>(band + notches);
  const auto beside_sections = some_sections<T>(heard);
  const auto raw = noise<T>(count, 5);
  LaneValues<T> gain;
  std::fill_n(gain.of, lanes_of<T>, T{1});
  const FilterPass<T> pass = {sections.data(), band, notches, true, &gain};
  const FilterPass<T> beside_pass = {beside_sections.data(), heard, 0, true, &gain};
  std::vector<SectionMemory<T>> expected_memory(heard);
  LaneValues<T> expected = {};
  for (std::size_t l = 0; l < lanes_of<T>; ++l) {
    Twin<T> twin{beside_pass, expected_memory, l};
    expected.of[l] = static_cast<T>(l);
    for (const LaneValues<T>& frame : raw) {
      const T value = twin.frame(frame.of[l]);
      expected.of[l] = fused(value, value, expected.of[l]);
    }
  }
  for (const KernelSet* set : usable_kernels()) {
    SCOPED_TRACE(std::string(set->name) + ": " + std::to_string(heard) + " beside " +
                 std::to_string(band) + " + " + std::to_string(notches));
    Frames<T> alone = raw;
    std::vector<SectionMemory<T>> alone_memory(sections.size());
    LaneValues<T> alone_taken = {};
    const bool tapped = notches > 0;
    set->of<T>().filter(pass, alone_memory.data(), alone.front().of, 1, count,
                        tapped ? &alone_taken : nullptr);
    Frames<T> frames = raw;
    std::vector<SectionMemory<T>> memory(sections.size());
    std::vector<SectionMemory<T>> beside_memory(heard);
    LaneValues<T> taken = {};
    LaneValues<T> squares;
    for (std::size_t l = 0; l < lanes_of<T>; ++l) squares.of[l] = static_cast<T>(l);
    set->of<T>().filter_beside(pass, memory.data(), frames.front().of, count,
                               tapped ? &taken : nullptr,
                               {beside_pass, beside_memory.data(), &squares});
    EXPECT_TRUE(same_bits(frames, alone));
    EXPECT_TRUE(same_bits(memory, alone_memory));
    EXPECT_TRUE(same_bits<LaneValues<T>>({taken}, {alone_taken}));
    EXPECT_TRUE(same_bits<LaneValues<T>>({squares}, {expected}));
    EXPECT_TRUE(same_bits(beside_memory, expected_memory));
  }
}

TYPED_TEST(FilterKernel, HearsBesideAsItsSlowTwinDoes) {
  for (const std::size_t heard : {1U, 2U}) {
    expect_twin_beside<TypeParam>(filter_sections, 0, heard);
    expect_twin_beside<TypeParam>(filter_sections, 3, heard);
    expect_twin_beside<TypeParam>(2, 0, heard);
  }
}

// (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24 lies in the very middle of two floats, and what is added is too
// small for a double to hold beside it: two roundings, to double and to float, would lose it.
TEST(FilterKernel, RoundsOnceWhereADoubleStandsBetweenTwoFloats) {
  const float middle = 1 + std::ldexp(1.0F, -12);
  std::vector<SectionLanes<float>> sections(1);
  std::vector<SectionMemory<float>> at_rest(1);
  Frames<float> raw(1);
  for (std::size_t l = 0; l < lanes_of<float>; ++l) {
    raw[0].of[l] = middle;
    sections[0].a1[l] = l % 2 == 0 ? -middle : middle;
    at_rest[0].z2[l] = std::ldexp(l % 4 < 2 ? 1.0F : -1.0F, -60);
  }
  const FilterPass<float> pass = {sections.data(), 1, 0, false, nullptr};
  for (const KernelSet* set : usable_kernels()) {
    auto frames = raw;
    auto memory = at_rest;
    set->of_float.filter(pass, memory.data(), frames[0].of, 1, 1, nullptr);
    for (std::size_t l = 0; l < lanes_of<float>; ++l) {
      const float below = 1 + std::ldexp(1.0F, -11);
      const float above = std::nextafter(below, 2.0F);
      const float size = (l % 4 < 2) == (l % 2 == 0) ? above : below;
      EXPECT_EQ(memory[0].z1[l], l % 2 == 0 ? size : -size) << set->name << ", lane " << l;
    }
  }
}

TEST(FilterKernel, LeavesFramesAloneWhenAPassHoldsTooMuch) {
  const auto sections = some_sections<float>(8);
  const auto raw = noise<float>(10, 5);
  const LaneValues<float> gain = {};
  for (const auto& [band, notches] : {std::pair{5, 0}, {0, 5}, {2, 1}, {0, 0}}) {
    const FilterPass<float> pass = {sections.data(), static_cast<std::size_t>(band),
                                    static_cast<std::size_t>(notches), false, &gain};
    for (const KernelSet* set : usable_kernels()) {
      auto frames = raw;
      std::vector<SectionMemory<float>> memory(8);
      set->of_float.filter(pass, memory.data(), frames[0].of, 1, frames.size(), nullptr);
      EXPECT_TRUE(same_bits(frames, raw)) << set->name;
    }
  }
}

}  // namespace
}  // namespace noctemg::signal
