#include "noctemg/synth/series.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "noctemg/error.hpp"
#include "noctemg/hypnogram.hpp"
#include "noctemg/reader.hpp"
#include "sha256.hpp"

namespace noctemg::synth {
namespace {

namespace fs = std::filesystem;

class Series : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / (std::string("noctemg-series-") +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string folder(const std::string& name = "a") const {
    return (folder_ / name).string();
  }
  static std::string bytes(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static std::map<std::string, std::string> contents(const std::string& of) {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::directory_iterator(of)) {
      all[entry.path().filename().string()] = bytes(entry.path());
    }
    return all;
  }
  /// Few motor units are made in no time, and nothing here looks at a signal.
  static NightPlan plan() {
    NightPlan night{.scenario = "demo", .hours = 0.05, .channels = 2, .rate_hz = 64};
    night.settings = {"unit.units=20"};
    return night;
  }

 private:
  fs::path folder_;
};

TEST(Sha256, KnowsTheExamplesOfTheStandard) {  // FIPS 180-4, NIST example values
  EXPECT_EQ(sha256_of_text("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of_text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_THROW((void)sha256_of_file("no/such/file"), OutputError);
}

TEST_F(Series, IsTheSameBytesForAnyNumberOfJobs) {
  (void)simulate_series(plan(), folder("a"), {.nights = 6, .jobs = 1});
  (void)simulate_series(plan(), folder("b"), {.nights = 6, .jobs = 4});
  EXPECT_EQ(contents(folder("a")), contents(folder("b")));
  EXPECT_EQ(contents(folder("a")).size(), 6 * 3 + 1);
}

TEST_F(Series, ManifestSaysWhatTheFilesAre) {
  const SeriesReport report = simulate_series(plan(), folder(), {.nights = 2});
  ASSERT_EQ(report.nights.size(), 2);
  const auto json = nlohmann::json::parse(bytes(fs::path(folder()) / "manifest.json"));
  ASSERT_EQ(json["nights"].size(), 2);
  const auto& second = json["nights"][1];
  EXPECT_EQ(second["id"], "demo-1-002");
  EXPECT_EQ(second["seed"], 1);
  EXPECT_EQ(second["number"], 2);
  for (const auto& file : second["files"]) {
    const std::string text = bytes(fs::path(folder()) / file["name"].get<std::string>());
    EXPECT_EQ(file["bytes"], text.size());
    EXPECT_EQ(file["sha256"], sha256_of_text(text));
  }
  const std::string hash = second["options_sha256"];
  const std::string options = json["options"][hash];
  EXPECT_EQ(sha256_of_text(options), hash);
  EXPECT_NE(options.find("most = 480"), std::string::npos);  // three in a night of 0.05 h
  EXPECT_NE(options.find("L TA\ttibialis_anterior\tleft\temg\t64"), std::string::npos);
}

TEST_F(Series, ResumeMakesOnlyWhatIsMissingOrCutShort) {
  (void)simulate_series(plan(), folder(), {.nights = 3});
  const auto before = contents(folder());
  const fs::path first = fs::path(folder()) / "demo-1-001.edf";
  fs::remove(fs::path(folder()) / "demo-1-003.events.tsv");
  fs::resize_file(first, 1000);
  const SeriesReport report = simulate_series(plan(), folder(), {.nights = 3, .resume = true});
  EXPECT_EQ(report.kept, 1);
  EXPECT_EQ(report.nights.size(), 3);
  EXPECT_EQ(contents(folder()), before);
}

TEST_F(Series, VerifySeesAChangedByte) {
  (void)simulate_series(plan(), folder(), {.nights = 2});
  const auto before = contents(folder());
  {
    std::fstream file(fs::path(folder()) / "demo-1-002.edf", std::ios::in | std::ios::out);
    file.seekp(5000);
    file.put('!');
  }
  EXPECT_EQ(simulate_series(plan(), folder(), {.nights = 2, .resume = true}).kept, 2);
  EXPECT_EQ(simulate_series(plan(), folder(), {.nights = 2, .resume = true, .verify = true}).kept,
            1);
  EXPECT_EQ(contents(folder()), before);
}

TEST_F(Series, OtherOptionsAreNotTakenForTheSame) {
  (void)simulate_series(plan(), folder(), {.nights = 1});
  NightPlan other = plan();
  other.settings.emplace_back("twitch.per_hour=100");
  EXPECT_EQ(simulate_series(other, folder(), {.nights = 1, .resume = true}).kept, 0);
  EXPECT_EQ(simulate_series(other, folder(), {.nights = 1, .resume = true}).kept, 1);
}

TEST_F(Series, FoldersKeepWhatOtherCallsMade) {
  (void)simulate_series(plan(), folder(), {.nights = 1});
  NightPlan other = plan();
  other.scenario = "healthy";
  (void)simulate_series(other, folder(), {.nights = 1});
  const auto json = nlohmann::json::parse(bytes(fs::path(folder()) / "manifest.json"));
  EXPECT_EQ(json["nights"].size(), 2);
  EXPECT_EQ(json["options"].size(), 2);
}

TEST_F(Series, InterruptionLeavesCompleteNightsAndCanBeResumed) {
  int calls = 0;
  const SeriesHooks hooks{[&](double, const std::string&) { return ++calls < 8; }};
  const SeriesReport cut = simulate_series(plan(), folder(), {.nights = 4, .jobs = 1}, hooks);
  EXPECT_TRUE(cut.interrupted);
  EXPECT_EQ(cut.nights.size(), 2);  // three calls a night
  EXPECT_EQ(contents(folder()).size(), 2 * 3 + 1);
  const SeriesReport rest = simulate_series(plan(), folder(), {.nights = 4, .resume = true});
  EXPECT_EQ(rest.kept, 2);
  (void)simulate_series(plan(), folder("whole"), {.nights = 4});
  EXPECT_EQ(contents(folder()), contents(folder("whole")));
}

TEST_F(Series, RefusesAForeignManifestAndImpossibleNumbers) {
  fs::create_directories(folder());
  std::ofstream(fs::path(folder()) / "manifest.json") << "{\"nights\": 3}";
  EXPECT_THROW((void)simulate_series(plan(), folder(), {.nights = 1}), OptionError);
  EXPECT_THROW((void)simulate_series(plan(), folder("b"), {.nights = 0}), OptionError);
  EXPECT_THROW((void)simulate_series(plan(), folder("b"), {.nights = 10'000}), OptionError);
  EXPECT_THROW((void)simulate_series(plan(), folder("b"), {.jobs = -1}), OptionError);
  EXPECT_THROW((void)simulate_series(plan(), folder("b"), {.verify = true}), OptionError);
  EXPECT_FALSE(fs::exists(folder("b")));
}

TEST_F(Series, NumbersGoOnBeyondThreeDigits) {
  NightPlan first = plan();
  first.number = 999;
  const SeriesReport report = simulate_series(first, folder(), {.nights = 2});
  ASSERT_EQ(report.nights.size(), 2);
  EXPECT_EQ(report.nights[0].id, "demo-1-999");
  EXPECT_EQ(report.nights[1].id, "demo-1-1000");
  first.number = 9999;
  EXPECT_THROW((void)simulate_series(first, folder(), {.nights = 2}), OptionError);
}

TEST_F(Series, HypnogramsAreReadAsTheyWereWritten) {
  NightPlan night{.scenario = "healthy", .hours = 2, .channels = 1, .rate_hz = 64};
  night.settings = plan().settings;
  const SimulatedNight made = simulate_night(night, folder());
  const auto reader = open_recording(made.recording_file);
  const Hypnogram read = read_hypnogram(made.hypnogram_file, reader->recording());
  EXPECT_EQ(read.intervals, plan_night(night).hypnogram.intervals);
  EXPECT_TRUE(read.warnings.empty());
}

}  // namespace
}  // namespace noctemg::synth
