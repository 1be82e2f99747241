// Files of other projects' test suites, judged by two independent readers.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "noctemg/error.hpp"
#include "noctemg/reader.hpp"

namespace noctemg {
namespace {

const std::filesystem::path conformance_folder =
    std::filesystem::path(NOCTEMG_SHARED_DATA) / "conformance";

struct Verdict {
  std::string file;
  std::string edflib;
  std::string mne;
};

std::vector<Verdict> verdicts() {
  std::ifstream in(conformance_folder / "verdicts.tsv");
  std::vector<Verdict> all;
  std::string line, bytes;
  std::getline(in, line);
  Verdict v;
  while (std::getline(in, v.file, '\t') && std::getline(in, bytes, '\t') &&
         std::getline(in, v.edflib, '\t') && std::getline(in, v.mne))
    all.push_back(v);
  return all;
}

class EdfConformance : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(conformance_folder / "verdicts.tsv"))
      GTEST_SKIP() << "no conformance files";
    all = verdicts();
    ASSERT_GE(all.size(), 20u);
  }
  std::vector<Verdict> all;
};

/// The number after "name=" in a verdict.
double number(const std::string& verdict, const std::string& name) {
  const std::size_t at = verdict.find(" " + name + "=");
  if (at == std::string::npos) throw std::runtime_error("no " + name + " in " + verdict);
  return std::stod(verdict.substr(at + name.size() + 2));
}

TEST_F(EdfConformance, AgreesWithEdflibOnWhatItOpens) {
  for (const Verdict& v : all) {
    if (!v.edflib.starts_with("OPEN")) continue;
    const auto reader = open_recording((conformance_folder / v.file).string());
    const Recording& r = reader->recording();
    EXPECT_EQ(static_cast<double>(r.channels.size()), number(v.edflib, "ns")) << v.file;
    EXPECT_EQ(static_cast<double>(r.record_count), number(v.edflib, "recs")) << v.file;
    EXPECT_NEAR(seconds(r.record_duration), number(v.edflib, "recdur"), 1e-7) << v.file;
    EXPECT_NEAR(seconds(r.duration), number(v.edflib, "dur"), 1e-7) << v.file;
    EXPECT_EQ(static_cast<double>(r.annotations.size()), number(v.edflib, "annots")) << v.file;
    // EDFlib counts in units of 100 ns.
    EXPECT_EQ(static_cast<double>(r.start.nanosecond / 100), number(v.edflib, "startsub"))
        << v.file;
  }
}

TEST_F(EdfConformance, WarnsOfWhatOnlyMneOpens) {
  for (const Verdict& v : all) {
    if (v.edflib.starts_with("OPEN") || !v.mne.starts_with("OK")) continue;
    const auto reader = open_recording((conformance_folder / v.file).string());
    EXPECT_FALSE(reader->recording().warnings.empty()) << v.file;
  }
}

TEST_F(EdfConformance, RefusesWhatNobodyOpens) {
  for (const Verdict& v : all) {
    if (v.edflib.starts_with("OPEN") || v.mne.starts_with("OK")) continue;
    EXPECT_THROW((void)open_recording((conformance_folder / v.file).string()), InputError)
        << v.file;
  }
}

}  // namespace
}  // namespace noctemg
