#include "signal/section_table.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "noctemg/error.hpp"

namespace noctemg::signal {
namespace {

template <typename T>
class SectionTableOf : public testing::Test {};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(SectionTableOf, Precisions);

TYPED_TEST(SectionTableOf, KeepsGainsApartAndFillsShortLanes) {
  const std::array<double, 2> edges = {20.0, 450.0};
  const auto band = butter(4, edges, BandType::bandpass, 2000);
  const auto notch = iirnotch(50, 30, 2000);
  const std::vector<std::vector<Section>> lanes = {band, {notch}};
  const SectionTable<TypeParam> table(lanes);
  ASSERT_EQ(table.sections().size(), band.size());
  double gain = 1;
  for (std::size_t s = 0; s < band.size(); ++s) {
    const auto& found = table.sections()[s];
    EXPECT_EQ(found.b2[0], static_cast<TypeParam>(band[s][2] / band[s][0]));
    EXPECT_EQ(found.a1[0], static_cast<TypeParam>(band[s][4]));
    gain *= band[s][0];
    // A section that is none, and a lane without any.
    for (const std::size_t lane : {std::size_t{1}, lanes_of<TypeParam> - 1}) {
      if (lane == 1 && s == 0) continue;
      EXPECT_EQ(found.b1[lane], 0);
      EXPECT_EQ(found.a2[lane], 0);
    }
  }
  EXPECT_DOUBLE_EQ(table.gain(0), gain);
  EXPECT_DOUBLE_EQ(table.gain(1), notch[0]);
  EXPECT_EQ(table.gain(lanes_of<TypeParam> - 1), 1);
}

TYPED_TEST(SectionTableOf, DifferencesTakeOneZeroAtFrequency0) {
  const std::array<double, 2> edges = {20.0, 450.0};
  const SectionTable<TypeParam> table(std::vector<std::vector<Section>>(
      lanes_of<TypeParam>, butter(2, edges, BandType::bandpass, 2000)));
  const auto at_0 = [](const SectionTable<TypeParam>& of) {
    double product = 1;
    for (const auto& s : of.sections()) product *= 1 + double{s.b1[0]} + double{s.b2[0]};
    return product;
  };
  EXPECT_NEAR(at_0(table), 0, 1e-6);
  const auto differences = table.of_differences();
  std::size_t changed = 0;
  for (std::size_t s = 0; s < table.sections().size(); ++s) {
    const auto& before = table.sections()[s];
    const auto& after = differences.sections()[s];
    if (after.b2[0] == before.b2[0]) continue;
    ++changed;
    // (1 - z)(1 + b1 z) = 1 + (b1 - 1) z - b1 z^2
    EXPECT_NEAR(after.b1[0] - 1, before.b1[0], 1e-6);
    EXPECT_EQ(-after.b1[0], before.b2[0]);
    EXPECT_EQ(after.b2[0], 0);
  }
  EXPECT_EQ(changed, 1U);
  EXPECT_EQ(differences.gain(0), table.gain(0));
}

TYPED_TEST(SectionTableOf, RefusesFiltersThatLetOffsetsPass) {
  const SectionTable<TypeParam> notch(
      std::vector<std::vector<Section>>(lanes_of<TypeParam>, {iirnotch(50, 30, 2000)}));
  EXPECT_THROW((void)notch.of_differences(), ArgumentError);
}

TYPED_TEST(SectionTableOf, RefusesMoreLanesThanThereAre) {
  EXPECT_THROW(SectionTable<TypeParam>(std::vector<std::vector<Section>>(lanes_of<TypeParam> + 1)),
               ArgumentError);
}

}  // namespace
}  // namespace noctemg::signal
