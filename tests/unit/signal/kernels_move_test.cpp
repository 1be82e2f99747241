// Signals to lanes and back: right on every kind of processor.

#include "signal/kernels.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace noctemg::signal {
namespace {

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

TEST(MoveKernels, TurnFloatsToSignals) {
  for (const std::size_t lanes : {8U, 16U}) {
    for (const std::size_t count : {0U, 1U, 3U, 4U, 100U, 103U}) {
      std::vector<float> frames;
      for (std::size_t i = 0; i < count * lanes; ++i) frames.push_back(static_cast<float>(i));
      for (const KernelSet* set : usable_kernels()) {
        std::vector<std::vector<float>> signals(lanes, std::vector<float>(count + 1, -7));
        std::vector<float*> to;
        for (auto& signal : signals) to.push_back(signal.data());
        set->move.turn(frames.data(), lanes, count, to.data());
        for (std::size_t l = 0; l < lanes; ++l) {
          for (std::size_t f = 0; f < count; ++f) {
            ASSERT_EQ(signals[l][f], static_cast<float>(f * lanes + l)) << set->name;
          }
          EXPECT_EQ(signals[l][count], -7) << set->name << ", " << count;
        }
      }
    }
  }
}

}  // namespace
}  // namespace noctemg::signal
