#include "noctemg/error.hpp"

#include <gtest/gtest.h>

namespace noctemg {
namespace {

TEST(InputError, CarriesPlaceValueAndRule) {
  const InputError error("night.edf", "number of signals", "-1", "must be from 1 to 9999");
  EXPECT_STREQ(error.what(), "night.edf: number of signals is '-1': must be from 1 to 9999");
  EXPECT_EQ(error.file(), "night.edf");
  EXPECT_EQ(error.place(), "number of signals");
  EXPECT_EQ(error.value(), "-1");
  EXPECT_EQ(error.rule(), "must be from 1 to 9999");
}

TEST(InputError, LeavesEmptyPartsOut) {
  EXPECT_STREQ(InputError("a.edf", "", "", "does not exist").what(), "a.edf: does not exist");
  EXPECT_STREQ(InputError("a.edf", "line 3", "", "is missing").what(), "a.edf: line 3: is missing");
  EXPECT_STREQ(InputError("", "line 3", "x", "is odd").what(), "line 3 is 'x': is odd");
}

TEST(InputError, IsTheBaseOfFileNotFound) {
  EXPECT_THROW(throw FileNotFoundError("a", "", "", "b"), InputError);
  EXPECT_THROW(throw FileNotFoundError("a", "", "", "b"), Error);
}

TEST(OptionError, TellsAllViolations) {
  const OptionError error({"first", "second"});
  EXPECT_STREQ(error.what(), "first\nsecond");
  EXPECT_EQ(error.violations().size(), 2u);
}

TEST(OutputError, NamesThePath) {
  const OutputError error("out/x.tsv", "disk full");
  EXPECT_STREQ(error.what(), "out/x.tsv: cannot be written: disk full");
  EXPECT_EQ(error.path(), "out/x.tsv");
}

}  // namespace
}  // namespace noctemg
