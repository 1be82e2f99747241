#include "noctemg/float_column.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "noctemg/error.hpp"

namespace noctemg {
namespace {

constexpr std::size_t long_enough_for_a_file = 50'000;

FloatColumn counted(std::size_t count) {
  FloatColumn column;
  for (std::size_t i = 0; i < count; ++i) column.push_back(static_cast<float>(i));
  return column;
}

bool counts(std::span<const float> values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] != static_cast<float>(i)) return false;
  return true;
}

TEST(FloatColumn, GivesBackWhatWasAppendedWhateverTheLength) {
  for (const std::size_t count : {0UL, 1UL, 16383UL, 16384UL, 16385UL, long_enough_for_a_file}) {
    FloatColumn column = counted(count);
    column.seal();
    ASSERT_EQ(column.size(), count);
    ASSERT_EQ(column.values().size(), count);
    EXPECT_TRUE(counts(column.values())) << count;
  }
}

TEST(FloatColumn, TakesManyAtOnce) {
  std::vector<float> values(long_enough_for_a_file);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
  FloatColumn column;
  std::span<const float> rest(values);
  for (std::size_t count = 0; !rest.empty(); count = std::min(rest.size(), 3 * count + 1)) {
    column.append(rest.first(count));
    rest = rest.subspan(count);
  }
  column.seal();
  ASSERT_EQ(column.size(), values.size());
  EXPECT_TRUE(counts(column.values()));
}

TEST(FloatColumn, CopiesAnyPart) {
  for (const bool sealed : {false, true}) {
    for (const std::size_t count : {100UL, 16384UL, long_enough_for_a_file}) {
      FloatColumn column = counted(count);
      if (sealed) column.seal();
      for (const std::size_t first : {0UL, count / 3, count - 1}) {
        for (const std::size_t length : {0UL, 1UL, count - first}) {
          std::vector<float> part(length);
          column.copy(first, part);
          for (std::size_t i = 0; i < length; ++i) {
            ASSERT_EQ(part[i], static_cast<float>(first + i)) << count << ", from " << first;
          }
        }
      }
    }
  }
}

TEST(FloatColumn, GoesOnAfterItWasSealed) {
  FloatColumn column = counted(long_enough_for_a_file);
  column.seal();
  column.push_back(static_cast<float>(long_enough_for_a_file));
  EXPECT_THROW((void)column.values(), ArgumentError);
  column.seal();
  EXPECT_EQ(column.values().size(), long_enough_for_a_file + 1);
  EXPECT_TRUE(counts(column.values()));
}

TEST(FloatColumn, KeepsItsValuesWhenMoved) {
  FloatColumn column = counted(long_enough_for_a_file);
  FloatColumn other = std::move(column);
  FloatColumn third = {3, 2, 1};
  third = std::move(other);
  third.seal();
  EXPECT_TRUE(counts(third.values()));
  EXPECT_EQ(third.size(), long_enough_for_a_file);
}

TEST(FloatColumn, SaysWhereItCannotWrite) {
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "/nowhere-to-be-found", 1);
  EXPECT_ANY_THROW((void)counted(long_enough_for_a_file));
  before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
}

}  // namespace
}  // namespace noctemg
