#include "signal/section_bank.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "noctemg/error.hpp"

namespace noctemg::signal {
namespace {

template <typename T>
using Frames = std::vector<LaneValues<T>>;

template <typename T>
Frames<T> noise(std::size_t frames, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<T> normal;
  Frames<T> result(frames);
  for (auto& frame : result) {
    for (T& value : frame.of) value = normal(random);
  }
  return result;
}

template <typename T>
std::vector<double> lane_of(const Frames<T>& frames, std::size_t lane) {
  std::vector<double> result;
  for (const auto& frame : frames) result.push_back(static_cast<double>(frame.of[lane]));
  return result;
}

std::vector<std::vector<Section>> different_lanes() {
  const std::array<double, 2> edges = {20.0, 450.0};
  std::vector<std::vector<Section>> lanes(5, butter(4, edges, BandType::bandpass, 2000));
  lanes[1].push_back(iirnotch(50, 30, 2000));
  lanes[2] = {iirnotch(60, 30, 2000)};
  lanes[3].clear();
  return lanes;
}

template <typename T>
void forward(const SectionBank<T>& bank, Frames<T>& frames) {
  auto memory = bank.rest();
  bank.forward(memory, frames.front().of, frames.size());
}

template <typename T>
class SectionBanks : public testing::Test {};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(SectionBanks, Precisions);

TYPED_TEST(SectionBanks, FilterEachLaneAsIfItWereAlone) {
  const auto lanes = different_lanes();
  const auto raw = noise<TypeParam>(3000, 1);
  auto filtered = raw;
  const SectionBank<TypeParam> bank(lanes);
  forward(bank, filtered);
  const double tolerance = sizeof(TypeParam) == sizeof(float) ? 2e-3 : 1e-11;
  for (std::size_t l = 0; l < lanes_of<TypeParam>; ++l) {
    const std::vector<Section> own = l < lanes.size() ? lanes[l] : std::vector<Section>{};
    const auto expected = sosfilt(own, lane_of(raw, l));
    const auto found = lane_of(filtered, l);
    for (std::size_t f = 0; f < expected.size(); ++f) {
      ASSERT_NEAR(found[f] * bank.gain(l), expected[f], tolerance) << "lane " << l << ", " << f;
    }
  }
}

TYPED_TEST(SectionBanks, BackwardIsForwardOnReversedTime) {
  const SectionBank<TypeParam> bank(different_lanes());
  auto backward = noise<TypeParam>(2000, 2);
  auto reversed = backward;
  std::reverse(reversed.begin(), reversed.end());
  auto memory = bank.rest();
  bank.backward(memory, backward.back().of, backward.size());
  forward(bank, reversed);
  std::reverse(reversed.begin(), reversed.end());
  for (std::size_t l = 0; l < lanes_of<TypeParam>; ++l) {
    EXPECT_EQ(lane_of(backward, l), lane_of(reversed, l));
  }
}

TYPED_TEST(SectionBanks, GoOnWhereTheyStopped) {
  const SectionBank<TypeParam> bank(different_lanes());
  auto whole = noise<TypeParam>(2000, 3);
  auto parts = whole;
  forward(bank, whole);
  auto memory = bank.rest();
  bank.forward(memory, parts.front().of, 777);
  bank.forward(memory, parts[777].of, 2000 - 777);
  for (std::size_t l = 0; l < lanes_of<TypeParam>; ++l) {
    EXPECT_EQ(lane_of(whole, l), lane_of(parts, l));
  }
}

// Ten sections and more are run in several goes.
TYPED_TEST(SectionBanks, RunAnyNumberOfSections) {
  for (std::size_t count = 1; count <= 12; ++count) {
    std::vector<Section> sections;
    for (std::size_t s = 0; s < count; ++s) {
      sections.push_back(iirnotch(50.0 * static_cast<double>(s + 1), 30, 2000));
    }
    const SectionBank<TypeParam> bank(
        std::vector<std::vector<Section>>(lanes_of<TypeParam>, sections));
    const auto raw = noise<TypeParam>(500, 4);
    auto filtered = raw;
    forward(bank, filtered);
    const auto expected = sosfilt(sections, lane_of(raw, 1));
    const auto found = lane_of(filtered, 1);
    for (std::size_t f = 0; f < expected.size(); ++f) {
      ASSERT_NEAR(found[f] * bank.gain(1), expected[f],
                  sizeof(TypeParam) == sizeof(float) ? 1e-4 : 1e-12)
          << count << " sections, " << f;
    }
  }
}

TYPED_TEST(SectionBanks, OfDifferencesGiveTheSameWhateverTheOffset) {
  const std::array<double, 2> edges = {20.0, 450.0};
  for (const int order : {1, 2, 3, 4, 8}) {
    const auto sections = butter(order, edges, BandType::bandpass, 2000);
    const SectionBank<TypeParam> plain(
        std::vector<std::vector<Section>>(lanes_of<TypeParam>, sections));
    const SectionBank<TypeParam> bank = plain.of_differences();
    auto raw = noise<TypeParam>(3000, 5);
    for (auto& value : raw.front().of) value = 0;  // at rest before
    auto differences = raw;
    for (std::size_t f = 1; f < raw.size(); ++f) {
      for (std::size_t l = 0; l < lanes_of<TypeParam>; ++l) {
        differences[f].of[l] = raw[f].of[l] - raw[f - 1].of[l];
      }
    }
    forward(bank, differences);
    const auto expected = sosfilt(sections, lane_of(raw, 0));
    const auto found = lane_of(differences, 0);
    for (std::size_t f = 0; f < expected.size(); ++f) {
      ASSERT_NEAR(found[f] * bank.gain(0), expected[f],
                  sizeof(TypeParam) == sizeof(float) ? 3e-4 : 1e-9)
          << "order " << order << ", " << f;
    }
  }
}

TYPED_TEST(SectionBanks, OfDifferencesRefuseFiltersThatLetOffsetsPass) {
  const SectionBank<TypeParam> notch(
      std::vector<std::vector<Section>>(lanes_of<TypeParam>, {iirnotch(50, 30, 2000)}));
  EXPECT_THROW((void)notch.of_differences(), ArgumentError);
}

}  // namespace
}  // namespace noctemg::signal
