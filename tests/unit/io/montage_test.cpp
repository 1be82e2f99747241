#include "noctemg/montage.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "noctemg/error.hpp"

namespace noctemg {
namespace {

class MontageFile : public testing::Test {
 protected:
  void SetUp() override {
    const auto name = std::string("noctemg_montage_") + std::to_string(::getpid()) + ".tsv";
    path_ = (std::filesystem::temp_directory_path() / name).string();
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::vector<MontageRow> read(const std::string& text) const {
    std::ofstream(path_, std::ios::binary) << text;
    return read_montage(path_);
  }
  void expect_error(const std::string& text, const std::string& place,
                    const std::string& value) const {
    try {
      (void)read(text);
      ADD_FAILURE() << "accepted: " << text;
    } catch (const InputError& error) {
      EXPECT_EQ(error.file(), path_);
      EXPECT_EQ(error.place(), place);
      EXPECT_EQ(error.value(), value);
      EXPECT_FALSE(error.rule().empty());
    }
  }

  std::string path_;
};

constexpr const char* montage_header = "channel\tmuscle\tside\trole\n";

TEST_F(MontageFile, ReadsRowsWithAliasesAndMissingValues) {
  const auto rows = read(std::string("\xEF\xBB\xBF") + montage_header +
                         "EMG1\tGM\tL\temg\nEMG 2\tsoleus\tright\t\n\nX\tn/a\tn/a\tecg\nY\t\t\t\n");
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].channel, "EMG1");
  EXPECT_EQ(rows[0].muscle, "gastrocnemius_medialis");
  EXPECT_EQ(rows[0].side, Side::left);
  EXPECT_EQ(rows[0].role, Role::emg);
  EXPECT_EQ(rows[0].source, MontageSource::file);
  EXPECT_EQ(rows[1].role, Role::emg);
  EXPECT_EQ(rows[2].role, Role::ecg);
  EXPECT_EQ(rows[2].muscle, "");
  EXPECT_EQ(rows[3].role, Role::ignore);
}

TEST_F(MontageFile, TakesColumnsInAnyOrderWithCarriageReturns) {
  const auto rows =
      read("site\tRole\tside\tnote\tchannel\tmuscle\r\nupper third\temg\tleft\thm\tLAT\tTA\r\n");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].channel, "LAT");
  EXPECT_EQ(rows[0].muscle, "tibialis_anterior");
  EXPECT_EQ(rows[0].site, "upper third");
}

TEST_F(MontageFile, NamesLineColumnAndValueOfEachMistake) {
  const std::string h = montage_header;
  expect_error(h + "A\tGM\tleft\temg\nB\tcalves\tleft\temg\n", "line 3, column muscle", "calves");
  expect_error(h + "A\tGM\tup\temg\n", "line 2, column side", "up");
  expect_error(h + "A\tGM\tleft\tEMGs\n", "line 2, column role", "EMGs");
  expect_error(h + "A\tGM\tleft\temg\na\tGL\tleft\temg\n", "line 3, column channel", "a");
  expect_error(h + "\tGM\tleft\temg\n", "line 2, column channel", "");
  expect_error("channel\tmuscle\tside\nA\tGM\tleft\n", "line 1", "channel\tmuscle\tside");
  expect_error(h, "line 2", "");
  expect_error("", "line 1", "");
}

TEST_F(MontageFile, MissingFileIsFileNotFound) {
  EXPECT_THROW((void)read_montage("/nonexistent/montage.tsv"), FileNotFoundError);
}

Recording recording(std::initializer_list<const char*> labels) {
  Recording out;
  for (const char* label : labels) {
    Channel channel;
    channel.label = label;
    channel.unit = "uV";
    out.channels.push_back(channel);
  }
  return out;
}

TEST(ApplyMontage, GuessesWithoutRowsAndSaysSo) {
  auto night = recording({"LAT", "ECG", "box"});
  const auto used = apply_montage(night, {});
  ASSERT_EQ(used.size(), 3u);
  EXPECT_EQ(used[0].source, MontageSource::guessed);
  EXPECT_EQ(night.channels[0].muscle, "tibialis_anterior");
  EXPECT_EQ(night.channels[0].side, Side::left);
  EXPECT_EQ(night.channels[1].role, Role::ecg);
  EXPECT_EQ(used[2].source, MontageSource::unknown);
  EXPECT_EQ(night.channels[2].role, Role::emg);
}

TEST(ApplyMontage, RowsDecideWithoutCaseAndLeaveOthersOut) {
  auto night = recording({"LAT", "RAT", "RAT"});
  MontageRow row;
  row.channel = "rat";
  row.muscle = "soleus";
  row.side = Side::left;
  row.role = Role::emg;
  row.site = "low";
  const auto used = apply_montage(night, std::vector{row}, "m.tsv");
  EXPECT_EQ(night.channels[0].role, Role::ignore);
  EXPECT_EQ(night.channels[0].muscle, "");
  EXPECT_EQ(night.channels[1].muscle, "soleus");
  EXPECT_EQ(night.channels[2].site, "low");
  EXPECT_EQ(used[1].channel, "RAT");
  EXPECT_EQ(used[1].source, MontageSource::file);
}

TEST(ApplyMontage, RefusesARowWithoutChannel) {
  auto night = recording({"LAT"});
  MontageRow row;
  row.channel = "LTA";
  try {
    apply_montage(night, std::vector{row}, "m.tsv");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.file(), "m.tsv");
    EXPECT_EQ(error.value(), "LTA");
  }
  EXPECT_EQ(night.channels[0].role, Role::ignore);
}

TEST(ApplyMontage, SixteenNumberedSocketsAreAnEegCap) {
  auto cap = recording({"A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "B1", "B2", "B3", "B4",
                        "B5", "B6", "B7", "B8", "LAT"});
  apply_montage(cap, {});
  EXPECT_EQ(cap.channels[4].role, Role::eeg);
  EXPECT_EQ(cap.channels[16].role, Role::emg);
  auto box = recording({"A3", "A4", "A5"});
  apply_montage(box, {});
  EXPECT_EQ(box.channels[0].role, Role::emg);
}

}  // namespace
}  // namespace noctemg
