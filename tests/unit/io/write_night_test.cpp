#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "io/partial_folder.hpp"
#include "io/small_night.hpp"
#include "noctemg/error.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

namespace fs = std::filesystem;

class ResultFolder : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("noctemg_results_" + std::to_string(::getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  static std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  }
  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(root_)) out.push_back(entry.path().filename());
    std::sort(out.begin(), out.end());
    return out;
  }

  fs::path root_;
};

using Names = std::vector<std::string>;

TEST_F(ResultFolder, HoldsWhatWasAskedForAndNothingElse) {
  const auto folder = root_ / "deep" / "night 1";
  write_night(testing_night::night(), folder.string());
  for (const char* name : {"events.tsv", "events.json", "night.json", "night.h5"}) {
    EXPECT_TRUE(fs::exists(folder / name)) << name;
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 4);
  EXPECT_EQ(content(folder / "events.tsv"), events_tsv(testing_night::night()));
  write_night(testing_night::night(), folder.string(), {false, true, true});
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 6);
  EXPECT_TRUE(fs::exists(folder / "annotations.edf"));
  EXPECT_TRUE(fs::exists(folder / "night 1.annot"));
}

TEST_F(ResultFolder, ReplacesAnOlderOneWholly) {
  const auto folder = root_ / "a";
  fs::create_directories(folder);
  std::ofstream(folder / "stale.txt") << "old";
  write_night(testing_night::night(), folder.string() + "/");
  EXPECT_FALSE(fs::exists(folder / "stale.txt"));
  EXPECT_TRUE(fs::exists(folder / "night.json"));
  EXPECT_EQ(names(), Names{"a"});
}

TEST_F(ResultFolder, LeavesTheOldOneWhenWritingFails) {
  const auto folder = root_ / "a";
  fs::create_directories(folder);
  std::ofstream(folder / "stale.txt") << "old";
  {
    const io::PartialFolder partial(folder.string());
    std::ofstream(partial.temporary() + "/events.tsv") << "half";
    EXPECT_EQ(names().size(), 2u);
  }
  EXPECT_EQ(content(folder / "stale.txt"), "old");
  EXPECT_EQ(names(), Names{"a"});
}

TEST_F(ResultFolder, RefusesAFileInTheWay) {
  std::ofstream(root_ / "a") << "file";
  EXPECT_THROW(write_night(testing_night::night(), (root_ / "a").string()), OutputError);
  EXPECT_EQ(content(root_ / "a"), "file");
  EXPECT_EQ(names(), Names{"a"});
}

TEST_F(ResultFolder, RemovesLeftoversOfDeadProcessesOnly) {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  const auto left = std::string(".a.partial-") + host.data() + "-";
  const auto dead = left + "2147483646-0";
  const auto alive = left + std::to_string(::getppid()) + "-0";
  fs::create_directories(root_ / dead);
  fs::create_directories(root_ / alive);
  fs::create_directories(root_ / (".b.partial-" + std::string(host.data()) + "-2147483646-0"));
  write_night(testing_night::night(), (root_ / "a").string());
  EXPECT_FALSE(fs::exists(root_ / dead));
  EXPECT_TRUE(fs::exists(root_ / alive));
  EXPECT_EQ(names().size(), 3u);
}

TEST_F(ResultFolder, TextFilesReplaceAndFailWithoutARest) {
  const auto path = (root_ / "t.txt").string();
  write_text_atomically(path, "one");
  write_text_atomically(path, std::string("two\0x", 5));
  EXPECT_EQ(content(path), std::string("two\0x", 5));
  EXPECT_EQ(names(), Names{"t.txt"});
  EXPECT_THROW(write_text_atomically((root_ / "no" / "t.txt").string(), "x"), OutputError);
}

TEST_F(ResultFolder, AnnotationsEdfHasItsHeaderStampsAndTexts) {
  const auto path = (root_ / "annotations.edf").string();
  write_annotations_edf(testing_night::night(), path);
  const auto bytes = content(path);
  EXPECT_EQ(bytes.substr(168, 16), "01.03.2622.58.03");
  EXPECT_EQ(bytes.substr(88, 34), "Startdate 01-MAR-2026 X X noctemg ");
  EXPECT_EQ(bytes.substr(192, 5), "EDF+C");
  EXPECT_EQ(bytes.substr(512, 13), std::string("+0.394531\x14\x14\0+", 13));
  EXPECT_NE(bytes.find("+83.404531\x15"
                       "41.25\x14"
                       "cramp probable@@EMG L GM\x14"),
            std::string::npos);
  EXPECT_NE(bytes.find("+3700.414781\x15"
                       "2\x14"
                       "leg_movement@@A|B C\x14"),
            std::string::npos);
  EXPECT_EQ(bytes.find("Jane"), std::string::npos);
}

TEST_F(ResultFolder, AnnotationsEdfSplitsLongListsIntoEqualRecords) {
  auto night = testing_night::night();
  night.recording.start = {};
  while (night.episodes.size() < 5000) night.episodes.push_back(testing_night::movement());
  const auto path = (root_ / "annotations.edf").string();
  write_annotations_edf(night, path);
  const auto bytes = content(path);
  const auto records = std::stoul(bytes.substr(236, 8));
  const auto samples = std::stoul(bytes.substr(472, 8));
  EXPECT_GT(records, 1u);
  EXPECT_LE(samples * 2, 61440u);
  EXPECT_EQ(bytes.size(), 512 + records * samples * 2);
  for (std::size_t i = 0; i < records; ++i) {
    EXPECT_EQ(bytes.substr(512 + i * samples * 2, 5), std::string("+0\x14\x14\0", 5));
  }
}

}  // namespace
}  // namespace noctemg
