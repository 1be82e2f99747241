#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "noctemg/error.hpp"
#include "noctemg/evaluate.hpp"
#include "run/event_files.hpp"

namespace noctemg {
namespace {

namespace fs = std::filesystem;

constexpr const char* one_cramp = "onset\tduration\ttrial_type\n10\t20\tcramp\n";

class PairEventTables : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("noctemg_pairs_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void put(const std::string& name, const std::string& text = one_cramp) const {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }
  [[nodiscard]] EventPairing pair(const PairingOptions& options = {}) const {
    return pair_event_tables(path("truth"), path("found"), options);
  }

 private:
  fs::path folder_;
};

TEST_F(PairEventTables, KnowsFourNamesOfANight) {
  EXPECT_EQ(detail::night_of_table("out/a-1/events.tsv"), "a-1");
  EXPECT_EQ(detail::night_of_table("a-1.events.tsv"), "a-1");
  EXPECT_EQ(detail::night_of_table("x/sub-1_task-sleep_events.tsv"), "sub-1_task-sleep");
  EXPECT_EQ(detail::night_of_table("a.b.tsv"), "a.b");
}

TEST_F(PairEventTables, PairsFoldersByNight) {
  put("truth/a.events.tsv");
  put("truth/b_events.tsv");
  put("truth/c.tsv");
  put("truth/a.hypnogram.tsv", "onset\tduration\ttrial_type\n0\t30\tN2\n");
  put("truth/participants.tsv", "participant_id\tage\n1\t2\n");
  put("found/a/events.tsv");
  put("found/b/events.tsv", "onset\tduration\ttrial_type\n");
  put("found/c/events.tsv");
  put("found/nights.tsv", "id\tcramps\na\t1\n");
  const EventPairing pairing = pair();
  ASSERT_EQ(pairing.nights.size(), 3U);
  EXPECT_EQ(pairing.nights[0].id, "a");
  EXPECT_EQ(pairing.nights[1].id, "b");
  EXPECT_EQ(pairing.nights[1].truth.size(), 1U);
  EXPECT_EQ(pairing.nights[1].found.size(), 0U);
  EXPECT_EQ(pairing.nights[2].id, "c");
  EXPECT_TRUE(pairing.failed.empty());
  EXPECT_TRUE(pairing.missing.empty());
  EXPECT_TRUE(pairing.without_truth.empty());
  EXPECT_TRUE(pairing.warnings.empty());
}

TEST_F(PairEventTables, TakesANamedEventsTableBeforeAPlainOne) {
  put("truth/a.tsv", "onset\tduration\ttrial_type\n");
  put("truth/a.events.tsv");
  put("found/a/events.tsv");
  EXPECT_EQ(pair().nights.at(0).truth.size(), 1U);
}

TEST_F(PairEventTables, PairsTwoFilesWhateverTheirNames) {
  put("truth/by_hand.tsv");
  put("found/a/events.tsv");
  const EventPairing pairing =
      pair_event_tables(path("truth/by_hand.tsv"), path("found/a/events.tsv"));
  ASSERT_EQ(pairing.nights.size(), 1U);
  EXPECT_EQ(pairing.nights[0].id, "by_hand");
  EXPECT_TRUE(pairing.without_truth.empty());
}

TEST_F(PairEventTables, ListsWhatHasNoPartner) {
  put("truth/a.events.tsv");
  put("truth/b.events.tsv");
  put("found/b/events.tsv");
  put("found/z/events.tsv");
  const EventPairing pairing = pair();
  ASSERT_EQ(pairing.nights.size(), 1U);
  ASSERT_EQ(pairing.missing.size(), 1U);
  EXPECT_EQ(pairing.missing[0].id, "a");
  EXPECT_EQ(pairing.without_truth, std::vector<std::string>{"z"});
}

TEST_F(PairEventTables, TakesMissingAsEmptyOnlyWhenAsked) {
  put("truth/a.events.tsv");
  put("found/b/events.tsv");
  PairingOptions options;
  options.missing_as_empty = true;
  options.hours = 7;
  const EventPairing pairing = pair(options);
  ASSERT_EQ(pairing.nights.size(), 1U);
  EXPECT_TRUE(pairing.nights[0].found.empty());
  EXPECT_EQ(pairing.nights[0].hours, 7);
  EXPECT_EQ(pairing.nights[0].hours_source, HoursSource::given);
  EXPECT_TRUE(pairing.missing.empty());
  EXPECT_EQ(pairing.warnings.size(), 1U);
}

TEST_F(PairEventTables, GoesOnAfterABrokenTable) {
  put("truth/a.events.tsv");
  put("truth/b.events.tsv");
  put("found/a/events.tsv", "onset\tduration\ttrial_type\nx\t1\tcramp\n");
  put("found/b/events.tsv");
  const EventPairing pairing = pair();
  ASSERT_EQ(pairing.failed.size(), 1U);
  EXPECT_EQ(pairing.failed[0].id, "a");
  EXPECT_NE(pairing.failed[0].error.find("line 2, column onset"), std::string::npos);
  ASSERT_EQ(pairing.nights.size(), 1U);
  EXPECT_EQ(pairing.nights[0].id, "b");
}

TEST_F(PairEventTables, TakesTheLengthFromTheNight) {
  for (const char* id : {"a", "b", "c"}) {
    put(std::string("truth/") + id + ".events.tsv");
    put(std::string("found/") + id + "/events.tsv");
  }
  put("found/a/night.json", R"({"recording": {"duration_s": 7200}, "analysable_hours": 1.5})");
  put("found/b/night.json", R"({"recording": {"duration_s": 7200}, "analysable_hours": 0.0})");
  const EventPairing pairing = pair();
  EXPECT_EQ(pairing.nights.at(0).hours, 1.5);
  EXPECT_EQ(pairing.nights.at(0).hours_source, HoursSource::analysable);
  EXPECT_EQ(pairing.nights.at(1).hours, 2);
  EXPECT_EQ(pairing.nights.at(1).hours_source, HoursSource::recorded);
  EXPECT_TRUE(std::isnan(pairing.nights.at(2).hours));
  EXPECT_EQ(pairing.nights.at(2).hours_source, HoursSource::unknown);
}

TEST_F(PairEventTables, LeavesAloneANightOfAnotherTable) {
  put("truth/a.events.tsv");
  put("found/a.events.tsv");
  put("found/night.json", R"({"recording": {"duration_s": 7200}})");
  EXPECT_TRUE(std::isnan(pair().nights.at(0).hours));
}

TEST_F(PairEventTables, RefusesANightThatSaysNoLength) {
  put("truth/a.events.tsv");
  put("found/a/events.tsv");
  for (const char* text : {"not JSON", "[]", "{}", R"({"recording": {"duration_s": "long"}})"}) {
    put("found/a/night.json", text);
    const EventPairing pairing = pair();
    EXPECT_TRUE(pairing.nights.empty()) << text;
    ASSERT_EQ(pairing.failed.size(), 1U) << text;
    EXPECT_NE(pairing.failed[0].error.find("night.json"), std::string::npos);
  }
}

TEST_F(PairEventTables, WarnsOfATruthThatOutlastsTheRecording) {
  put("truth/a.events.tsv");
  put("found/a/events.tsv");
  put("found/a/night.json", R"({"recording": {"duration_s": 10, "span_s": 10}})");
  const EventPairing pairing = pair();
  ASSERT_EQ(pairing.warnings.size(), 1U);
  EXPECT_NE(pairing.warnings[0].message.find("1 true events begin after the end"),
            std::string::npos);
}

TEST_F(PairEventTables, WarnsOfEventsWithoutLengthAndOfUnknownLabels) {
  put("truth/a.events.tsv", "onset\tduration\ttrial_type\n1\t0\tcramp\n2\t3\tsnore\n");
  put("found/a/events.tsv");
  PairingOptions options;
  options.unknown = UnknownLabels::are_left_out;
  EXPECT_EQ(pair(options).warnings.size(), 2U);
  EXPECT_EQ(pair().failed.size(), 1U);
}

TEST_F(PairEventTables, RefusesTwoTablesOfOneNight) {
  put("truth/a.events.tsv");
  put("found/a/events.tsv");
  put("found/old/a.events.tsv");
  EXPECT_THROW((void)pair(), InputError);
}

TEST_F(PairEventTables, NeedsTablesOnBothSides) {
  put("truth/a.events.tsv");
  EXPECT_THROW((void)pair(), FileNotFoundError);
  put("found/readme.txt", "nothing here");
  EXPECT_THROW((void)pair(), FileNotFoundError);
}

}  // namespace
}  // namespace noctemg
