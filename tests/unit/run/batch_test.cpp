#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "noctemg/batch.hpp"
#include "noctemg/error.hpp"
#include "run/small_recordings.hpp"

namespace noctemg {
namespace {

using test::Folder;
namespace fs = std::filesystem;

/// Three good recordings and one damaged one.
class BatchTest : public testing::Test {
 protected:
  BatchTest() {
    for (unsigned i = 1; i <= 3; ++i)
      test::write_recording(folder_ / ("in/n" + std::to_string(i) + ".edf"), i);
    test::write_text(folder_ / "in/broken.edf", std::string(300, 'x'));
  }

  [[nodiscard]] BatchOptions into(const std::string& out) const {
    BatchOptions batch;
    batch.out = folder_ / out;
    batch.threads = 1;
    return batch;
  }
  [[nodiscard]] std::vector<BatchInput> inputs() const { return find_recordings({folder_ / "in"}); }
  [[nodiscard]] std::string text(const std::string& name) const {
    return test::read_text(folder_ / name);
  }
  [[nodiscard]] std::set<std::string> nights(const std::string& out) const {
    return first_column(text(out + "/nights.tsv"));
  }
  [[nodiscard]] std::set<std::string> failures(const std::string& out) const {
    return first_column(text(out + "/failed.tsv"));
  }

  static std::set<std::string> first_column(const std::string& table) {
    std::set<std::string> cells;
    std::istringstream lines(table);
    std::string line;
    std::getline(lines, line);  // header
    while (std::getline(lines, line)) cells.insert(line.substr(0, line.find('\t')));
    return cells;
  }

  /// Every file below `out` with its bytes.
  [[nodiscard]] std::map<std::string, std::string> all_files(const std::string& out) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / out))
      if (entry.is_regular_file())
        files[fs::relative(entry.path(), folder_ / out).string()] =
            test::read_text(entry.path().string());
    return files;
  }

  using Set = std::set<std::string>;
  Folder folder_;
};

TEST_F(BatchTest, OneFailureCostsNoOtherResult) {
  std::vector<std::string> finished, failed;
  BatchHooks hooks;
  hooks.finished = [&](const std::string& id, const Night&) { finished.push_back(id); };
  hooks.failed = [&](const BatchFailure& failure) { failed.push_back(failure.id); };
  const BatchReport report = run_batch(inputs(), {}, into("out"), hooks);
  EXPECT_EQ(report.done, 3);
  ASSERT_EQ(report.failed.size(), 1u);
  EXPECT_EQ(report.failed[0].id, "broken");
  EXPECT_EQ(report.failed[0].stage, "read");
  EXPECT_FALSE(report.interrupted);
  EXPECT_EQ(finished, (std::vector<std::string>{"n1", "n2", "n3"}));
  EXPECT_EQ(failed, std::vector<std::string>{"broken"});
  EXPECT_EQ(nights("out"), (Set{"n1", "n2", "n3"}));
  EXPECT_EQ(failures("out"), Set{"broken"});
  EXPECT_FALSE(fs::exists(folder_ / "out/broken"));
  EXPECT_NE(text("out/run.json").find("\"failed\": 1"), std::string::npos);
}

TEST_F(BatchTest, FailedTableIsThereWhenNothingFailed) {
  (void)run_batch(find_recordings({folder_ / "in/n1.edf"}), {}, into("out"));
  EXPECT_EQ(text("out/failed.tsv"), "id\tfile\tstage\terror\n");
}

TEST_F(BatchTest, BytesDoNotDependOnJobsThreadsOrOrder) {
  (void)run_batch(inputs(), {}, into("a"));
  BatchOptions four = into("b");
  four.jobs = 4;
  four.threads = 2;
  auto reversed = inputs();
  std::reverse(reversed.begin(), reversed.end());
  (void)run_batch(reversed, {}, four);
  EXPECT_EQ(all_files("a"), all_files("b"));
}

TEST_F(BatchTest, ResultsAreNeverReplacedUnasked) {
  (void)run_batch(inputs(), {}, into("out"));
  const auto before = all_files("out");
  EXPECT_THROW((void)run_batch(inputs(), {}, into("out")), OptionError);
  EXPECT_THROW((void)plan_batch(inputs(), {}, into("out")), OptionError);
  EXPECT_EQ(all_files("out"), before);
}

TEST_F(BatchTest, ResumeKeepsWhatIsCompleteAndTriesTheRest) {
  (void)run_batch(inputs(), {}, into("out"));
  const auto before = all_files("out");
  fs::remove_all(folder_ / "out/n2");
  fs::remove(folder_ / "out/n3/complete.json");  // as if it had been cut off
  BatchOptions resume = into("out");
  resume.resume = true;
  const BatchReport report = run_batch(inputs(), {}, resume);
  EXPECT_EQ(report.skipped, 1);
  EXPECT_EQ(report.done, 2);
  EXPECT_EQ(report.failed.size(), 1u);
  EXPECT_EQ(all_files("out"), before);
}

TEST_F(BatchTest, ResumeDoesAnewWhatWasMadeOfOtherBytesOrOptions) {
  (void)run_batch(inputs(), {}, into("out"));
  BatchOptions resume = into("out");
  resume.resume = true;
  test::write_recording(folder_ / "in/n1.edf", 99);  // same length, other samples
  EXPECT_EQ(run_batch(inputs(), {}, resume).done, 1);
  Options options;
  options.run.block_s = 32;  // cannot change a result
  EXPECT_EQ(run_batch(inputs(), options, resume).done, 0);
  options.filter.highpass_hz = 25;
  EXPECT_EQ(run_batch(inputs(), options, resume).done, 3);
  resume.write.luna_annot = true;
  EXPECT_EQ(run_batch(inputs(), options, resume).done, 3);
  EXPECT_EQ(run_batch(inputs(), options, resume).done, 0);
}

TEST_F(BatchTest, ResumeNoticesAnotherMontage) {
  test::write_text(folder_ / "m.tsv",
                   "channel\tmuscle\tside\trole\nLAT\ttibialis_anterior\tleft\temg\n");
  auto one = find_recordings({folder_ / "in/n1.edf"});
  one[0].montage = folder_ / "m.tsv";
  BatchOptions resume = into("out");
  resume.resume = true;
  EXPECT_EQ(run_batch(one, {}, resume).done, 1);
  EXPECT_EQ(run_batch(one, {}, resume).skipped, 1);
  test::write_text(folder_ / "m.tsv",
                   "channel\tmuscle\tside\trole\nLAT\ttibialis_anterior\tright\temg\n");
  EXPECT_EQ(run_batch(one, {}, resume).done, 1);
}

TEST_F(BatchTest, ForceReplacesEverything) {
  (void)run_batch(inputs(), {}, into("out"));
  BatchOptions force = into("out");
  force.force = true;
  EXPECT_EQ(run_batch(inputs(), {}, force).done, 3);
}

TEST_F(BatchTest, PlanSaysWhatWouldBeDoneAndDoesNothing) {
  BatchOptions batch = into("out");
  EXPECT_EQ(plan_batch(inputs(), {}, batch).size(), 4u);
  EXPECT_FALSE(fs::exists(folder_ / "out"));
  (void)run_batch(inputs(), {}, batch);
  fs::remove(folder_ / "out/n3/complete.json");
  batch.resume = true;
  std::map<std::string, BatchAction> actions;
  for (const BatchStep& step : plan_batch(inputs(), {}, batch))
    actions[step.input.id] = step.action;
  EXPECT_EQ(actions["broken"], BatchAction::analyze);
  EXPECT_EQ(actions["n1"], BatchAction::keep);
  EXPECT_EQ(actions["n3"], BatchAction::replace);
}

TEST_F(BatchTest, ShardsIntoOneFolderMakeTheSameTablesAsOneRun) {
  (void)run_batch(inputs(), {}, into("whole"));
  for (const int shard : {2, 1}) {
    BatchOptions batch = into("parts");
    batch.shard = shard;
    batch.shard_count = 2;
    EXPECT_LE(run_batch(inputs(), {}, batch).done, 2);
  }
  for (const char* const name : {"/nights.tsv", "/failed.tsv", "/run.json"})
    EXPECT_EQ(text(std::string("parts") + name), text(std::string("whole") + name));
}

TEST_F(BatchTest, InterruptionLeavesWholeResultsAndCanBeResumed) {
  BatchHooks hooks;
  bool first_is_done = false;
  hooks.finished = [&](const std::string&, const Night&) { first_is_done = true; };
  hooks.progress = [&](double, const std::string&) { return !first_is_done; };
  const BatchReport report = run_batch(inputs(), {}, into("out"), hooks);
  EXPECT_TRUE(report.interrupted);
  EXPECT_LT(report.done, 3);
  for (const std::string& id : nights("out"))
    EXPECT_TRUE(fs::exists(folder_ / ("out/" + id + "/night.json"))) << id;
  EXPECT_NE(text("out/run.json").find("\"pending\""), std::string::npos);

  BatchOptions resume = into("out");
  resume.resume = true;
  EXPECT_FALSE(run_batch(inputs(), {}, resume).interrupted);
  (void)run_batch(inputs(), {}, into("whole"));
  EXPECT_EQ(all_files("out"), all_files("whole"));
}

TEST_F(BatchTest, ProgressRisesFromNothingToAll) {
  std::vector<double> shares;
  BatchHooks hooks;
  hooks.progress = [&](double share, const std::string&) {
    shares.push_back(share);
    return true;
  };
  BatchOptions batch = into("out");
  batch.jobs = 2;
  (void)run_batch(inputs(), {}, batch, hooks);
  ASSERT_FALSE(shares.empty());
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_EQ(shares.front(), 0.0);
  EXPECT_NEAR(shares.back(), 1.0, 1e-9);
}

TEST_F(BatchTest, FailFastLeavesTheRestForLater) {
  BatchOptions batch = into("out");
  batch.fail_fast = true;
  const BatchReport report = run_batch(inputs(), {}, batch);  // "broken" comes first
  EXPECT_EQ(report.failed.size(), 1u);
  EXPECT_LT(report.done, 3);
  EXPECT_FALSE(report.interrupted);
}

TEST_F(BatchTest, ErrorOfAHookIsNoRecordingsFault) {
  BatchHooks hooks;
  hooks.finished = [](const std::string&, const Night&) { throw std::runtime_error("hook"); };
  EXPECT_THROW((void)run_batch(inputs(), {}, into("out"), hooks), std::runtime_error);
  EXPECT_TRUE(failures("out").empty() || failures("out") == Set{"broken"});
}

TEST_F(BatchTest, FolderThatCannotBeMadeEndsTheBatchBeforeAnyWork) {
  test::write_text(folder_ / "file", "x");
  bool worked = false;
  BatchHooks hooks;
  hooks.progress = [&](double, const std::string&) { return worked = true; };
  EXPECT_THROW((void)run_batch(inputs(), {}, into("file"), hooks), OutputError);
  EXPECT_THROW((void)run_batch(inputs(), {}, into("file/below"), hooks), OutputError);
  EXPECT_FALSE(worked);
}

TEST_F(BatchTest, SettingsThatMakeNoSenseAreAllNamed) {
  BatchOptions batch;
  batch.jobs = -1;
  batch.threads = -1;
  batch.shard = 3;
  batch.shard_count = 2;
  batch.resume = batch.force = true;
  try {
    (void)run_batch(inputs(), {}, batch);
    FAIL() << "must throw";
  } catch (const OptionError& error) {
    EXPECT_EQ(error.violations().size(), 5u);
  }
}

TEST_F(BatchTest, RepeatedIdsAreRefused) {
  EXPECT_THROW((void)run_batch({{"a.edf", "x", "", ""}, {"b.edf", "x", "", ""}}, {}, into("out")),
               ArgumentError);
}

}  // namespace
}  // namespace noctemg
