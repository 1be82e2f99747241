#include "signal/section_bank.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace noctemg::signal {
namespace {

using Frames = std::vector<LaneValues<double>>;

Frames noise_frames(std::size_t frames, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  Frames result(frames);
  for (auto& frame : result) {
    for (double& value : frame.of) value = normal(random);
  }
  return result;
}

std::vector<double> lane_of(const Frames& frames, std::size_t lane) {
  std::vector<double> result;
  for (const auto& frame : frames) result.push_back(frame.of[lane]);
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

void forward(const SectionBank& bank, Frames& frames) {
  auto memory = bank.rest();
  bank.forward(memory, frames.front().of, frames.size());
}

TEST(SectionBank, FilterEachLaneAsIfItWereAlone) {
  const auto lanes = different_lanes();
  const auto raw = noise_frames(3000, 1);
  auto filtered = raw;
  const SectionBank bank(lanes);
  forward(bank, filtered);
  for (std::size_t l = 0; l < lanes_of<double>; ++l) {
    const std::vector<Section> own = l < lanes.size() ? lanes[l] : std::vector<Section>{};
    const auto expected = sosfilt(own, lane_of(raw, l));
    const auto found = lane_of(filtered, l);
    for (std::size_t f = 0; f < expected.size(); ++f) {
      ASSERT_NEAR(found[f] * bank.gain(l), expected[f], 1e-11) << "lane " << l << ", " << f;
    }
  }
}

TEST(SectionBank, BackwardIsForwardOnReversedTime) {
  const SectionBank bank(different_lanes());
  auto backward = noise_frames(2000, 2);
  auto reversed = backward;
  std::reverse(reversed.begin(), reversed.end());
  auto memory = bank.rest();
  bank.backward(memory, backward.back().of, backward.size());
  forward(bank, reversed);
  std::reverse(reversed.begin(), reversed.end());
  for (std::size_t l = 0; l < lanes_of<double>; ++l) {
    EXPECT_EQ(lane_of(backward, l), lane_of(reversed, l));
  }
}

TEST(SectionBank, GoOnWhereTheyStopped) {
  const SectionBank bank(different_lanes());
  auto whole = noise_frames(2000, 3);
  auto parts = whole;
  forward(bank, whole);
  auto memory = bank.rest();
  bank.forward(memory, parts.front().of, 777);
  bank.forward(memory, parts[777].of, 2000 - 777);
  for (std::size_t l = 0; l < lanes_of<double>; ++l) {
    EXPECT_EQ(lane_of(whole, l), lane_of(parts, l));
  }
}

// Ten sections and more are run in several goes.
TEST(SectionBank, RunAnyNumberOfSections) {
  for (std::size_t count = 1; count <= 12; ++count) {
    std::vector<Section> sections;
    for (std::size_t s = 0; s < count; ++s) {
      sections.push_back(iirnotch(50.0 * static_cast<double>(s + 1), 30, 2000));
    }
    const SectionBank bank(std::vector<std::vector<Section>>(lanes_of<double>, sections));
    const auto raw = noise_frames(500, 4);
    auto filtered = raw;
    forward(bank, filtered);
    const auto expected = sosfilt(sections, lane_of(raw, 1));
    const auto found = lane_of(filtered, 1);
    for (std::size_t f = 0; f < expected.size(); ++f) {
      ASSERT_NEAR(found[f] * bank.gain(1), expected[f], 1e-12) << count << " sections, " << f;
    }
  }
}

TEST(SectionBank, OfDifferencesGiveTheSameWhateverTheOffset) {
  const std::array<double, 2> edges = {20.0, 450.0};
  for (const int order : {1, 2, 3, 4, 8}) {
    const auto sections = butter(order, edges, BandType::bandpass, 2000);
    const SectionTable<double> plain(std::vector<std::vector<Section>>(lanes_of<double>, sections));
    const SectionBank bank(plain.of_differences());
    auto raw = noise_frames(3000, 5);
    for (auto& value : raw.front().of) value = 0;  // at rest before
    auto differences = raw;
    for (std::size_t f = 1; f < raw.size(); ++f) {
      for (std::size_t l = 0; l < lanes_of<double>; ++l) {
        differences[f].of[l] = raw[f].of[l] - raw[f - 1].of[l];
      }
    }
    forward(bank, differences);
    const auto expected = sosfilt(sections, lane_of(raw, 0));
    const auto found = lane_of(differences, 0);
    for (std::size_t f = 0; f < expected.size(); ++f) {
      ASSERT_NEAR(found[f] * bank.gain(0), expected[f], 1e-9) << "order " << order << ", " << f;
    }
  }
}

}  // namespace
}  // namespace noctemg::signal
