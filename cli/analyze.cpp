#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "analyze_inputs.hpp"
#include "analyze_report.hpp"
#include "commands.hpp"
#include "interrupt.hpp"
#include "layout.hpp"
#include "log.hpp"
#include "option_flags.hpp"

namespace noctemg::cli {
namespace {

struct AnalyzeFlags {
  std::vector<std::string> names;
  std::string montage;
  std::string hypnogram;
  std::string shard;
  OptionFlags options;
  BatchOptions batch;
  bool dry_run = false;
  bool quiet = false;
};

void print_plan(const std::vector<BatchStep>& steps) {
  Table table({"action", "id", "file"});
  for (const BatchStep& step : steps)
    table.add({std::string(to_text(step.action)), step.input.id, step.input.file});
  fmt::print("{}", table.text());
}

void warn_about(const Night& night, const std::string& id, Log& log) {
  constexpr std::size_t most = 5;
  const std::size_t shown = std::min(most, night.warnings.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const Warning& warning = night.warnings[i];
    log.warning(id, warning.place.empty() ? warning.message
                                          : fmt::format("{}: {}", warning.place, warning.message));
  }
  if (night.warnings.size() > shown)
    log.warning(id, fmt::format("{} more warnings in night.json", night.warnings.size() - shown));
}

/// Prints as results come in; the hooks are called one at a time, in the order of the list.
BatchReport run_and_print(const std::vector<BatchInput>& inputs, const Options& options,
                          const AnalyzeFlags& flags, Log& log) {
  const bool in_full = inputs.size() == 1;
  CohortLines lines(inputs);
  BatchHooks hooks;
  hooks.progress = [&](double share, const std::string& id) {
    log.progress(share, id);
    return !interrupted();
  };
  hooks.finished = [&](const std::string& id, const Night& night) {
    warn_about(night, id, log);
    if (flags.quiet) return;
    log.clear_bar();
    const std::string line = lines.line(id, night);
    fmt::print("{}", in_full ? night_report(night) : line);
    (void)std::fflush(stdout);
  };
  hooks.failed = [&](const BatchFailure& failure) {
    log.error(failure.id, fmt::format("{}: {}", failure.stage, failure.error));
  };
  BatchReport report = run_batch(inputs, options, flags.batch, hooks);
  log.clear_bar();
  if (!flags.quiet && (!in_full || report.skipped > 0)) fmt::print("{}", lines.totals(report));
  return report;
}

int exit_code(const BatchReport& report, const std::string& out, Log& log) {
  if (!report.failed.empty())
    log.error("", fmt::format("{} failed: see {}/failed.tsv", report.failed.size(), out));
  if (report.interrupted) {
    log.error("", "interrupted; the same command with --resume goes on");
    return exit_interrupted;
  }
  return report.failed.empty() ? exit_done : exit_some_failed;
}

int run_analyze(const AnalyzeFlags& given, bool log_json) {
  AnalyzeFlags flags = given;
  const Options options = flags.options.resolve();
  read_shard(flags.shard, flags.batch);
  const std::vector<BatchInput> inputs =
      inputs_with_companions(flags.names, flags.montage, flags.hypnogram);
  Log log({flags.quiet, log_json});
  if (inputs.empty()) {
    log.error("", fmt::format("{}: no recording found", fmt::join(flags.names, ", ")));
    return exit_nothing_to_read;
  }
  if (flags.dry_run) {
    print_plan(plan_batch(inputs, options, flags.batch));
    return exit_done;
  }
  catch_interrupts();
  const BatchReport report = run_and_print(inputs, options, flags, log);
  if (report.failed.empty() && !report.interrupted)
    log.note("", fmt::format("results are in {}", flags.batch.out));
  return exit_code(report, flags.batch.out, log);
}

void add_work_flags(CLI::App& command, AnalyzeFlags& flags, Program& program) {
  BatchOptions& batch = flags.batch;
  command.add_option("-j,--jobs", batch.jobs, "Recordings side by side; 0 = all cores")
      ->capture_default_str();
  command.add_option("--threads", batch.threads, "Threads per recording; 0 = all cores / jobs")
      ->capture_default_str();
  command.add_flag("--resume", batch.resume, "Keep results that are complete and up to date");
  command.add_flag("--force", batch.force, "Replace results that are there");
  command.add_option("--shard", flags.shard, "This machine's share of the sorted list, e.g. 2/8")
      ->type_name("M/N");
  command.add_flag("--fail-fast", batch.fail_fast, "Stop at the first recording that fails");
  command.add_flag("--dry-run", flags.dry_run, "Only list what would be done");
  command.add_flag("-q,--quiet", flags.quiet, "Errors only: no tables, no notes, no progress bar");
  command.add_flag("--log-json", program.log_json, "Messages on stderr as JSON lines");
}

void add_result_flags(CLI::App& command, WriteOptions& write) {
  command.add_flag("--annotations-edf", write.annotations_edf, "Also write annotations.edf (EDF+)");
  command.add_flag("--luna-annot", write.luna_annot, "Also write a Luna .annot file");
  command.add_flag("--keep-identity", write.keep_identity,
                   "Keep patient and recording text of the header in results");
}

}  // namespace

void add_analyze(CLI::App& app, Program& program) {
  const auto flags = std::make_shared<AnalyzeFlags>();
  CLI::App* const command =
      app.add_subcommand("analyze", "Find cramps and movements: one folder of results per night");
  command->add_option("INPUT", flags->names, "Recordings, folders or sample lists (.tsv, .lst)")
      ->required();
  command->add_option("-o,--out", flags->batch.out, "Folder for results")
      ->required()
      ->type_name("DIR");
  command->add_option("--montage", flags->montage, "Table: channel muscle side role")
      ->type_name("FILE");
  command->add_option("--hypnogram", flags->hypnogram, "Sleep stages; for several nights a folder")
      ->type_name("PATH");
  flags->options.add_to(*command);
  flags->options.add_reading_to(*command);
  flags->options.add_classifier_to(*command);
  add_work_flags(*command, *flags, program);
  add_result_flags(*command, flags->batch.write);
  command->footer(
      "Examples:\n"
      "  noctemg analyze night.edf -o results --montage montage.tsv --hypnogram stages.tsv\n"
      "  noctemg analyze nights/ -o results --preset wasm-2016 --jobs 0\n"
      "  noctemg analyze list.tsv -o results --shard 2/8 --resume\n"
      "\n"
      "A sample list has the columns id file [hypnogram], or a header naming columns among\n"
      "id file montage hypnogram, separated by tabs.");
  command->callback([flags, &program] {
    program.run = [flags, &program] { return run_analyze(*flags, program.log_json); };
  });
}

}  // namespace noctemg::cli
