// Files of other projects' test suites, judged by two independent readers.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "noctemg/error.hpp"
#include "noctemg/reader.hpp"

namespace noctemg {
namespace {

const std::filesystem::path folder = std::filesystem::path(NOCTEMG_SHARED_DATA) / "conformance";

struct Verdict {
  std::string file;
  std::string edflib;
  std::string mne;
};

std::vector<Verdict> verdicts() {
  std::ifstream in(folder / "verdicts.tsv");
  std::vector<Verdict> all;
  std::string line, bytes;
  std::getline(in, line);
  Verdict v;
  while (std::getline(in, v.file, '\t') && std::getline(in, bytes, '\t') &&
         std::getline(in, v.edflib, '\t') && std::getline(in, v.mne))
    all.push_back(v);
  return all;
}

bool starts_with(const std::string& text, std::string_view start) {
  return text.starts_with(start);
}

class EdfConformance : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder / "verdicts.tsv")) GTEST_SKIP() << "no conformance files";
    all = verdicts();
    ASSERT_GE(all.size(), 20u);
  }
  std::vector<Verdict> all;
};

TEST_F(EdfConformance, AgreesWithEdflibOnWhatItOpens) {
  const std::regex numbers(
      "ns=(\\d+) recs=(\\d+) recdur=([0-9.]+) dur=([0-9.]+) annots=(\\d+) startsub=(\\d+)");
  for (const Verdict& v : all) {
    std::smatch m;
    if (!starts_with(v.edflib, "OPEN")) continue;
    ASSERT_TRUE(std::regex_search(v.edflib, m, numbers)) << v.edflib;
    const auto reader = open_recording((folder / v.file).string());
    const Recording& r = reader->recording();
    EXPECT_EQ(r.channels.size(), std::stoul(m[1])) << v.file;
    EXPECT_EQ(r.record_count, std::stol(m[2])) << v.file;
    EXPECT_NEAR(seconds(r.record_duration), std::stod(m[3]), 1e-7) << v.file;
    EXPECT_NEAR(seconds(r.duration), std::stod(m[4]), 1e-7) << v.file;
    EXPECT_EQ(r.annotations.size(), std::stoul(m[5])) << v.file;
    EXPECT_EQ(r.start.nanosecond / 100, std::stol(m[6])) << v.file;
  }
}

TEST_F(EdfConformance, WarnsOfWhatOnlyMneOpens) {
  for (const Verdict& v : all) {
    if (starts_with(v.edflib, "OPEN") || !starts_with(v.mne, "OK")) continue;
    const auto reader = open_recording((folder / v.file).string());
    EXPECT_FALSE(reader->recording().warnings.empty()) << v.file;
  }
}

TEST_F(EdfConformance, RefusesWhatNobodyOpens) {
  for (const Verdict& v : all) {
    if (starts_with(v.edflib, "OPEN") || starts_with(v.mne, "OK")) continue;
    EXPECT_THROW((void)open_recording((folder / v.file).string()), InputError) << v.file;
  }
}

}  // namespace
}  // namespace noctemg
