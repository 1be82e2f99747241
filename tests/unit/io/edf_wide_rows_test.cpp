#include "io/edf_wide_rows.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace noctemg::io {
namespace {

/// Rows one after the other, each of `count` samples; no byte follows the last.
struct Rows {
  std::vector<std::int16_t> samples;
  std::vector<SampleRow> rows;
};

Rows random_rows(std::size_t width, std::size_t count) {
  std::mt19937 random(static_cast<unsigned>(width * 1000 + count));
  Rows result;
  for (std::size_t i = 0; i < width * count; ++i)
    result.samples.push_back(static_cast<std::int16_t>(random()));
  result.samples.front() = -32768;
  result.samples.back() = 32767;
  for (std::size_t r = 0; r < width; ++r) {
    SampleRow row;
    row.byte_offset = static_cast<std::int64_t>(2 * r * count);
    row.scale = {-3276.8 / static_cast<double>(r + 1), r % 2 == 0 ? -32768.0 : 99'999'999.0,
                 6553.5 / 65535 + static_cast<double>(r), r % 3 == 0 ? 1 : 1000.0 / 7};
    result.rows.push_back(row);
  }
  return result;
}

/// Every value is that of the definition, and nothing after the last frame is touched.
template <typename Value>
void expect_definition(const Rows& given, std::size_t count) {
  const std::size_t width = given.rows.size();
  constexpr Value untouched = -12345;
  std::vector<Value> out(width * count + 16, untouched);
  decode_wide_rows(reinterpret_cast<const std::byte*>(given.samples.data()), given.rows, count,
                   out.data());
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t r = 0; r < width; ++r) {
      const auto expected =
          static_cast<Value>(given.rows[r].scale.value(given.samples[r * count + i]));
      ASSERT_EQ(out[i * width + r], expected)
          << width << " rows, frame " << i << " of " << count << ", row " << r;
    }
  for (std::size_t i = width * count; i < out.size(); ++i) ASSERT_EQ(out[i], untouched);
}

TEST(EdfWideRows, AreTheDefinitionForAnyShape) {
  for (std::size_t width = 2; width <= 19; ++width)
    for (std::size_t count = wide_rows_least_frames; count <= 100; ++count) {
      const Rows given = random_rows(width, count);
      expect_definition<float>(given, count);
      expect_definition<double>(given, count);
    }
}

TEST(EdfWideRows, AreTheDefinitionForEverySample) {
  constexpr std::size_t width = 8, count = 65'536;
  Rows given = random_rows(width, count);
  for (std::size_t i = 0; i < given.samples.size(); ++i)
    given.samples[i] = static_cast<std::int16_t>(i % count);
  expect_definition<float>(given, count);
  expect_definition<double>(given, count);
}

}  // namespace
}  // namespace noctemg::io
