#include "run/toml_ascii.hpp"

#include <gtest/gtest.h>

namespace noctemg::detail {
namespace {

using Position = std::optional<TomlPosition>;

TEST(TomlAscii, CommentsAndStringsMayHoldAnyLetter) {
  for (const char* const text :
       {"", "a = 1\n", "# é\na = 1", "a = \"é\"", "a = 'é' # é", "a = \"\\\"é\"", "a = '\\' # é",
        "a = \"\"\"\né\n\"\" é\"\"\"\n", "a = '''é''' # é", "a = \"\"\"é\"\"\"\"\" # é",
        "\xef\xbb\xbf"
        "a = 1",
        "a = \"# no comment\" # é"})
    EXPECT_EQ(misplaced_non_ascii(text), Position()) << text;
}

TEST(TomlAscii, NamesLineAndColumnOfLettersElsewhere) {
  EXPECT_EQ(misplaced_non_ascii("é = 1"), Position({1, 1}));
  EXPECT_EQ(misplaced_non_ascii("[é]"), Position({1, 2}));
  EXPECT_EQ(misplaced_non_ascii("# é\n\na = é"), Position({3, 5}));
  EXPECT_EQ(misplaced_non_ascii("a = 'é' é"), Position({1, 9}));
  EXPECT_EQ(misplaced_non_ascii("a = \"x\\é\""), Position({1, 8}));
  EXPECT_EQ(misplaced_non_ascii("a = '#' é"), Position({1, 9}));
  EXPECT_EQ(misplaced_non_ascii("a = \"\"\"x\"\"\" é"), Position({1, 13}));
}

TEST(TomlAscii, StringsThatAreNotClosedEnd) {
  EXPECT_EQ(misplaced_non_ascii("a = \"x\né"), Position({2, 1}));
  EXPECT_EQ(misplaced_non_ascii("a = \"\\"), Position());
  EXPECT_EQ(misplaced_non_ascii("a = \"\"\"\\"), Position());
}

}  // namespace
}  // namespace noctemg::detail
