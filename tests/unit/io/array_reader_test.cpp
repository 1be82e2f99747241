#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "noctemg/error.hpp"
#include "noctemg/reader.hpp"

namespace noctemg {
namespace {

const std::array<double, 6> six_values = {1, 2, 3, 10, std::nan(""), 30};

ArraySource source() {
  return {.samples = six_values.data(),
          .frame_count = 3,
          .channel_stride = 3,
          .frame_stride = 1,
          .rate_hz = 1000.0 / 3.0,
          .labels = {"EMG LAT", "EMG RAT"},
          .unit = "mV"};
}

TEST(ArrayReader, DescribesOneSegment) {
  const auto reader = open_array(source());
  const Recording& r = reader->recording();
  EXPECT_EQ(r.format, "array");
  ASSERT_EQ(r.channels.size(), 2u);
  EXPECT_EQ(r.channels[1].label, "EMG RAT");
  EXPECT_EQ(r.channels[1].side, Side::right);
  EXPECT_EQ(r.channels[0].rate, (Rate{1000, 3}));
  EXPECT_EQ(r.segments, (std::vector<Segment>{{0, 9'000'000, {0, 0}, {3, 3}}}));
  EXPECT_EQ(r.duration, 9'000'000);
  EXPECT_TRUE(std::isnan(r.channels[0].step));
}

TEST(ArrayReader, DeliversMicrovoltsInFrameOrder) {
  const auto reader = open_array(source());
  const std::array<std::size_t, 2> channels = {1, 0};
  std::array<double, 4> out{};
  reader->read(0, channels, 1, 2, out.data());
  EXPECT_TRUE(std::isnan(out[0]));
  EXPECT_EQ(out[1], 2000);
  EXPECT_EQ(out[2], 30000);
  EXPECT_EQ(out[3], 3000);
}

TEST(ArrayReader, FollowsStrides) {
  ArraySource interleaved = source();
  interleaved.channel_stride = 1;
  interleaved.frame_stride = 2;
  const std::size_t channel = 1;
  std::array<float, 3> out{};
  open_array(interleaved)->read(0, {&channel, 1}, 0, 3, out.data());
  EXPECT_EQ(out[0], 2000);
  EXPECT_EQ(out[1], 10000);
  EXPECT_EQ(out[2], 30000);
}

TEST(ArrayReader, RefusesArraysThatMakeNoSense) {
  const auto refuses = [](auto change) {
    ArraySource changed = source();
    change(changed);
    EXPECT_THROW((void)open_array(changed), ArgumentError);
  };
  refuses([](ArraySource& a) { a.unit = "g"; });
  refuses([](ArraySource& a) { a.labels.clear(); });
  refuses([](ArraySource& a) { a.frame_count = 0; });
  refuses([](ArraySource& a) { a.frame_count = -1; });
  refuses([](ArraySource& a) { a.samples = nullptr; });
  refuses([](ArraySource& a) { a.rate_hz = std::nan(""); });
}

TEST(ArrayReader, RefusesRequestsOutOfRange) {
  const auto reader = open_array(source());
  const std::size_t channel = 0;
  std::array<float, 3> out{};
  EXPECT_THROW(reader->read(0, {&channel, 1}, 1, 3, out.data()), ArgumentError);
  EXPECT_THROW(reader->read(1, {&channel, 1}, 0, 3, out.data()), ArgumentError);
}

}  // namespace
}  // namespace noctemg
