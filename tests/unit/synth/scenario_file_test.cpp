#include "scenario_file.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "embedded_files.hpp"
#include "noctemg/error.hpp"
#include "noctemg/synth.hpp"

namespace noctemg::synth {
namespace {

namespace fs = std::filesystem;

std::string scenario_violations(const std::string& text) {
  try {
    (void)parse_scenario(text, "mine.toml");
  } catch (const OptionError& error) {
    return error.what();
  }
  return "";
}

TEST(ScenarioFile, ThoseOfTheLibraryCarryTheirFileName) {
  ASSERT_GE(embedded_scenarios().size(), 13);
  for (const EmbeddedFile& file : embedded_scenarios()) {
    const ScenarioFile scenario = parse_scenario(file.text, std::string(file.name));
    EXPECT_EQ(scenario.name + ".toml", file.name);
    EXPECT_FALSE(scenario.help.empty()) << file.name;
  }
}

TEST(ScenarioFile, ReadsEverything) {
  const ScenarioFile s = parse_scenario(
      "name = \"mine\"\nhelp = \"for a test\"\nmontage = \"grid\"\nchannels = 4\nrate_hz = 500\n"
      "format = \"bdf\"\n[cramp]\nfewest = 2\nmost = 3.0\n[at_least]\nmovement.large_per_hour = "
      "4\n",
      "mine.toml");
  EXPECT_EQ(s.name, "mine");
  EXPECT_EQ(s.montage, "grid");
  EXPECT_EQ(s.channels, 4);
  EXPECT_EQ(s.rate_hz, 500);
  EXPECT_EQ(s.format, RecordingFormat::bdf);
  EXPECT_EQ(s.settings,
            (std::vector<ScenarioFile::Setting>{{"cramp.fewest", 2}, {"cramp.most", 3}}));
  EXPECT_EQ(s.at_least.size(), 1);
}

TEST(ScenarioFile, RatesOfTheWholeNightGrowWhenItIsShort) {
  const ScenarioFile s = parse_scenario(
      "name = \"mine\"\n[at_least]\nmovement.large_per_hour = 4\ncramp.fewest = 3\n", "mine.toml");
  EXPECT_EQ(parameters_of(s, 0.25).movement.large_per_hour, 16);
  EXPECT_EQ(parameters_of(s, 8).movement.large_per_hour, 6.8);
  EXPECT_EQ(parameters_of(s, 2).cramp.fewest, 12);
}

TEST(ScenarioFile, MistakesAreAllReportedWithTheirLines) {
  const std::string text = scenario_violations(
      "name = \"mine\"\n[cramp]\nfewset = 1\ngm_share = 2\nmost = \"3\"\n[nosuch]\na = 1\n");
  EXPECT_NE(text.find("mine.toml:3: cramp.fewset: unknown parameter, did you mean cramp.fewest?"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("mine.toml:4: cramp.gm_share: must be a number from 0 to 1"),
            std::string::npos);
  EXPECT_NE(text.find("mine.toml:5: cramp.most: must be a number"), std::string::npos);
  EXPECT_NE(text.find("mine.toml:7: nosuch.a: unknown parameter"), std::string::npos);
}

TEST(ScenarioFile, RefusesWhatItDoesNotKnow) {
  EXPECT_NE(scenario_violations("name = \"m\"\nchanels = 2\n").find("did you mean channels?"),
            std::string::npos);
  EXPECT_NE(
      scenario_violations("name = \"m\"\nchannels = 2.5\n").find("whole number from 1 to 128"),
      std::string::npos);
  EXPECT_NE(scenario_violations("name = \"m\"\nformat = \"wav\"\n").find("must be \"edf\""),
            std::string::npos);
  EXPECT_NE(scenario_violations("help = \"no name\"\n").find("name: must be there"),
            std::string::npos);
  EXPECT_NE(scenario_violations("name = \"../up\"\n").find("lower case letters"),
            std::string::npos);
  EXPECT_NE(scenario_violations("name = \"m\"\n[cramp]\n").find("empty table"), std::string::npos);
  EXPECT_NE(
      scenario_violations("name = \"m\"\n[at_least]\ncramp.gm_share = 1\n").find("rate per hour"),
      std::string::npos);
}

TEST(ScenarioFile, SurvivesTextThatIsNotToml) {
  for (const char* text : {"[.a]\n", "[=]\n", "a = \n", "name\n", "[[]]", "\"", "\xC3\xA4 = 1\n",
                           "name = \"m\"\nname = \"n\"\n"}) {
    EXPECT_NE(scenario_violations(text), "") << text;
  }
  EXPECT_NE(scenario_violations("a = 1\n\xFF = 2\n").find("mine.toml:2: must be plain ASCII"),
            std::string::npos);
}

class OwnFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / (std::string("noctemg-own-") +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }

 private:
  fs::path folder_;
};

TEST_F(OwnFiles, NameTheNightAndBringTheirMontage) {
  (void)write("two.tsv", "channel\tmuscle\tside\trole\nCALF\tGM\tleft\temg\n");
  const std::string file =
      write("mine.toml", "name = \"mine\"\nmontage = \"two.tsv\"\nrate_hz = 400\n");
  const NightTruth truth = plan_night({.scenario = file, .hours = 0.1});
  EXPECT_EQ(truth.recording.id, "mine-1-001");
  ASSERT_EQ(truth.recording.channels.size(), 1);
  EXPECT_EQ(truth.recording.channels[0].label, "CALF");
  EXPECT_EQ(truth.recording.channels[0].rate.hz(), 400);
}

TEST_F(OwnFiles, OfAPlanGiveThePlanAgain) {
  const NightPlan plan{.scenario = "tibialis", .hours = 1, .settings = {"cramp.most=8"}};
  const std::string file = write("again.toml", plan_as_scenario(plan));
  const NightTruth first = plan_night(plan);
  const NightTruth again = plan_night({.scenario = file, .hours = 1});
  ASSERT_EQ(first.episodes.size(), again.episodes.size());
  for (std::size_t k = 0; k < first.episodes.size(); ++k) {
    EXPECT_EQ(first.episodes[k].onset, again.episodes[k].onset);
  }
  EXPECT_EQ(first.recording.channels.size(), again.recording.channels.size());
}

TEST_F(OwnFiles, ThatAreMissingAreNamed) {
  EXPECT_THROW((void)plan_night({.scenario = "no/such.toml"}), OptionError);
  EXPECT_THROW((void)plan_night({.montage = "no/such.tsv"}), OptionError);
  EXPECT_THROW((void)plan_night({.montage = "nosuch"}), ArgumentError);
  EXPECT_THROW((void)plan_night({.channels = 2, .montage = "grid"}), ArgumentError);
}

}  // namespace
}  // namespace noctemg::synth
