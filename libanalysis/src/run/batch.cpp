#include <fmt/format.h>
#include <tbb/info.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

#include "noctemg/batch.hpp"
#include "noctemg/error.hpp"
#include "run/batch_mark.hpp"
#include "run/batch_one.hpp"
#include "run/batch_progress.hpp"
#include "run/batch_tables.hpp"
#include "run/lent_arena.hpp"

namespace noctemg {
namespace {

namespace fs = std::filesystem;
using detail::Outcome;
using Inputs = std::vector<BatchInput>;

std::string folder_of(const BatchOptions& batch, const BatchInput& input) {
  return (fs::path(batch.out) / input.id).string();
}

void check_settings(const BatchOptions& batch) {
  std::vector<std::string> violations;
  if (batch.out.empty()) violations.emplace_back("out: must name a folder");
  if (batch.jobs < 0)
    violations.push_back(fmt::format("jobs={}: must be at least 0 (0: all cores)", batch.jobs));
  if (batch.threads < 0)
    violations.push_back(
        fmt::format("threads={}: must be at least 0 (0: all cores)", batch.threads));
  if (batch.shard_count < 1 || batch.shard < 1 || batch.shard > batch.shard_count)
    violations.push_back(
        fmt::format("shard={}/{}: must be m/n with 1 <= m <= n", batch.shard, batch.shard_count));
  if (batch.resume && batch.force)
    violations.emplace_back("resume and force contradict each other: leave one out");
  if (!violations.empty()) throw OptionError(std::move(violations));
}

/// By id, whatever order the caller has: shards of one cohort must agree on it.
Inputs sorted(Inputs inputs) {
  std::sort(inputs.begin(), inputs.end(),
            [](const BatchInput& a, const BatchInput& b) { return a.id < b.id; });
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (inputs[i].id.empty() || (i > 0 && inputs[i].id == inputs[i - 1].id))
      throw ArgumentError(fmt::format("id '{}' of {}: ids must differ and not be empty",
                                      inputs[i].id, inputs[i].file));
  return inputs;
}

Inputs share_of(const Inputs& all, const BatchOptions& batch) {
  Inputs share;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (i % static_cast<std::size_t>(batch.shard_count) ==
        static_cast<std::size_t>(batch.shard - 1))
      share.push_back(all[i]);
  return share;
}

bool has_result(const BatchOptions& batch, const BatchInput& input) {
  std::error_code error;
  return fs::exists(folder_of(batch, input), error);
}

/// Results that are there already are never replaced unasked.
void check_nothing_is_lost(const Inputs& share, const BatchOptions& batch) {
  if (batch.resume || batch.force) return;
  Inputs there;
  std::copy_if(share.begin(), share.end(), std::back_inserter(there),
               [&](const BatchInput& input) { return has_result(batch, input); });
  if (there.empty()) return;
  const std::string others =
      there.size() > 1 ? fmt::format(" and {} more", there.size() - 1) : std::string();
  throw OptionError({fmt::format(
      "{}{}: already there: use --resume to keep what is complete or --force to replace it",
      folder_of(batch, there.front()), others)});
}

bool is_complete(const BatchInput& input, const detail::CompleteMark& expected,
                 const BatchOptions& batch) {
  if (!batch.resume) return false;
  const auto mark = detail::read_mark(folder_of(batch, input));
  return mark && detail::still_valid(*mark, expected, input);
}

int core_count() { return std::max(1, tbb::info::default_concurrency()); }

/// Never more than cores: TBB would warn on stderr and give no more anyway.
int job_count(const BatchOptions& batch) {
  return batch.jobs > 0 ? std::min(batch.jobs, core_count()) : core_count();
}

std::vector<double> sizes_of(const Inputs& inputs) {
  std::vector<double> sizes;
  for (const BatchInput& input : inputs) {
    std::error_code error;
    const auto bytes = fs::file_size(input.file, error);
    sizes.push_back(error ? 1.0 : static_cast<double>(bytes) + 1.0);
  }
  return sizes;
}

/// Recordings of this machine's share: side by side, reported in the order of the list.
class Batch {
 public:
  Batch(Inputs share, const Options& options, const BatchOptions& batch, const BatchHooks& hooks)
      : share_(std::move(share)),
        options_(options),
        batch_(batch),
        expected_(detail::expected_mark(options, batch)),
        jobs_(job_count(batch)),
        threads_(batch.threads > 0 ? batch.threads : std::max(1, core_count() / jobs_)),
        progress_(hooks, sizes_of(share_)) {}

  BatchReport run() {
    run::LentArena arena(jobs_);
    arena.execute([&] { run_pipeline(); });
    report_.interrupted = progress_.interrupted();
    return report_;
  }
  void rethrow_hook_error() const { progress_.rethrow_hook_error(); }

 private:
  using Passed = std::shared_ptr<Outcome>;

  void run_pipeline() {
    std::size_t next = 0;
    // More tokens than jobs: a long recording does not keep the others from going on.
    const auto tokens = static_cast<std::size_t>(jobs_) * 4;
    const auto take = [&](tbb::flow_control& flow) -> std::size_t {
      if (next == share_.size() || progress_.stopped()) flow.stop();
      return next == share_.size() ? 0 : next++;
    };
    tbb::parallel_pipeline(
        tokens,
        tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, take) &
            tbb::make_filter<std::size_t, Passed>(tbb::filter_mode::parallel,
                                                  [&](std::size_t index) { return work(index); }) &
            tbb::make_filter<Passed, void>(tbb::filter_mode::serial_in_order,
                                           [&](const Passed& outcome) { report(*outcome); }));
  }

  Passed work(std::size_t index) {
    const BatchInput& input = share_[index];
    auto outcome = std::make_shared<Outcome>();
    outcome->input = input;
    if (!progress_.advance(index, 0.0, input.id)) return outcome;
    if (is_complete(input, expected_, batch_)) {
      outcome->kept = true;
    } else {
      const auto progress = [&](double part) { return progress_.advance(index, part, input.id); };
      // Isolated: while it waits for its own tasks, this thread must not begin another recording.
      tbb::this_task_arena::isolate(
          [&] { *outcome = detail::analyze_one(input, options_, batch_, threads_, progress); });
    }
    if (outcome->failure && batch_.fail_fast) progress_.stop();
    if (outcome->kept || outcome->night || outcome->failure)
      (void)progress_.advance(index, 1.0, input.id);
    return outcome;
  }

  void report(const Outcome& outcome) {
    if (outcome.kept) {
      ++report_.skipped;
    } else if (outcome.night) {
      ++report_.done;
      progress_.finished(outcome.input.id, *outcome.night);
    } else if (outcome.failure) {
      report_.failed.push_back(*outcome.failure);
      progress_.failed(*outcome.failure);
    }
  }

  Inputs share_;
  const Options& options_;
  const BatchOptions& batch_;
  detail::CompleteMark expected_;
  int jobs_;
  int threads_;
  detail::BatchProgress progress_;
  BatchReport report_;
};

void make_folder(const std::string& out) {
  std::error_code error;
  fs::create_directories(out, error);
  if (error) throw OutputError(out, error.message());
  if (!fs::is_directory(out, error)) throw OutputError(out, "is not a folder");
}

}  // namespace

std::string_view to_text(BatchAction action) noexcept {
  switch (action) {
    case BatchAction::analyze:
      return "analyze";
    case BatchAction::replace:
      return "replace";
    case BatchAction::keep:
      return "keep";
  }
  return "n/a";
}

std::vector<BatchStep> plan_batch(const std::vector<BatchInput>& inputs, const Options& options,
                                  const BatchOptions& batch) {
  validate(options);
  check_settings(batch);
  const Inputs share = share_of(sorted(inputs), batch);
  check_nothing_is_lost(share, batch);
  const detail::CompleteMark expected = detail::expected_mark(options, batch);
  std::vector<BatchStep> steps;
  for (const BatchInput& input : share) {
    BatchAction action = BatchAction::analyze;
    if (is_complete(input, expected, batch))
      action = BatchAction::keep;
    else if (has_result(batch, input))
      action = BatchAction::replace;
    steps.push_back({input, action});
  }
  return steps;
}

BatchReport run_batch(const std::vector<BatchInput>& inputs, const Options& options,
                      const BatchOptions& batch, const BatchHooks& hooks) {
  validate(options);
  check_settings(batch);
  const Inputs all = sorted(inputs);
  const Inputs share = share_of(all, batch);
  check_nothing_is_lost(share, batch);
  make_folder(batch.out);
  // Before the first recording: a folder that cannot be written must not cost a night's work.
  if (batch.tables) detail::write_tables(all, {}, options, batch);
  Batch work(share, options, batch, hooks);
  BatchReport report = work.run();
  if (batch.tables) detail::write_tables(all, report.failed, options, batch);
  work.rethrow_hook_error();
  return report;
}

void write_batch_tables(const std::vector<BatchInput>& inputs,
                        const std::vector<BatchFailure>& failed, const Options& options,
                        const BatchOptions& batch) {
  validate(options);
  check_settings(batch);
  make_folder(batch.out);
  detail::write_tables(sorted(inputs), failed, options, batch);
}

}  // namespace noctemg
