#include <fmt/format.h>

#include <memory>
#include <noctemg/synth.hpp>
#include <noctemg/synth/series.hpp>

#include "commands.hpp"
#include "interrupt.hpp"
#include "layout.hpp"
#include "log.hpp"
#include "noctemg/error.hpp"

namespace noctemg::cli {
namespace {

struct SimulateFlags {
  std::string out;
  synth::NightPlan plan;
  synth::SeriesOptions series;
  std::string format;
  bool list = false;
  bool parameters = false;
  bool quiet = false;
};

RecordingFormat format_named(const std::string& name) {
  if (name == "bdf") return RecordingFormat::bdf;
  return name == "hdf5" ? RecordingFormat::hdf5 : RecordingFormat::edf;
}

std::string scenario_list(int indent) {
  std::string text;
  for (const synth::Scenario& scenario : synth::scenarios())
    text += fmt::format("{:{}}{:<12} {}\n", "", indent, scenario.name, scenario.help);
  return text;
}

std::string simulate_footer() {
  return "Scenarios:\n" + scenario_list(2) +
         fmt::format("\nMontages: {}\n", fmt::join(synth::montages(), ", ")) +
         "\nExamples:\n"
         "  noctemg simulate -o nights --nights 10 --seed 7\n"
         "  noctemg simulate -o nights --scenario plm --set movement.series_per_hour=3\n"
         "  noctemg simulate --parameters --scenario frequent > mine.toml\n"
         "  noctemg simulate -o nights --scenario mine.toml --montage mine.tsv\n"
         "\nEvery night has its truth beside it, <id>.events.tsv and <id>.hypnogram.tsv; what was\n"
         "made from what stands in manifest.json.";
}

std::vector<std::string> row_of(const synth::SimulatedNight& night) {
  std::int64_t others = 0;
  for (std::size_t i = 0; i < label_count; ++i)
    if (i != static_cast<std::size_t>(Label::cramp)) others += night.counts.at(i);
  return {night.recording_file,
          fmt::format("{}", night.counts.at(static_cast<std::size_t>(Label::cramp))),
          decimals(night.cramp_s, 1), fmt::format("{}", others)};
}

void print_table(const synth::SeriesReport& report) {
  Table table({"recording", "cramps", "cramp_s", "other_events"}, {1, 2, 3});
  for (const synth::SimulatedNight& night : report.nights) table.add(row_of(night));
  fmt::print("{}", table.text());
}

int run_simulate(const SimulateFlags& flags) {
  if (flags.list) {
    fmt::print("{}", scenario_list(0));
    return exit_done;
  }
  synth::NightPlan plan = flags.plan;
  if (!flags.format.empty()) plan.format = format_named(flags.format);
  if (flags.parameters) {
    fmt::print("{}", synth::plan_as_scenario(plan));
    return exit_done;
  }
  if (flags.out.empty()) throw OptionError({"--out: must name a folder"});
  catch_interrupts();
  Log log({flags.quiet, false});
  const synth::SeriesHooks hooks{[&](double share, const std::string& id) {
    log.progress(share, id);
    return !interrupted();
  }};
  const synth::SeriesReport report = synth::simulate_series(plan, flags.out, flags.series, hooks);
  log.clear_bar();
  if (!flags.quiet) print_table(report);
  if (report.kept > 0) log.note("", fmt::format("{} were there already", report.kept));
  if (!report.interrupted) return exit_done;
  log.error("", "interrupted; the same command with --resume goes on");
  return exit_interrupted;
}

void add_plan_flags(CLI::App& command, SimulateFlags& flags) {
  synth::NightPlan& plan = flags.plan;
  command.add_option("--hours", plan.hours, "Length of each")->capture_default_str();
  command.add_option("--seed", plan.seed, "Equal seeds give equal bytes")->capture_default_str();
  command.add_option("--scenario", plan.scenario, "One of those below, or a file *.toml")
      ->capture_default_str()
      ->type_name("NAME|FILE");
  command
      .add_option("--set", plan.settings, "Changes a number of the scenario, e.g. cramp.fewest=2")
      ->type_name("GROUP.NAME=VALUE")
      ->allow_extra_args(false);
  command
      .add_option("--montage", plan.montage,
                  "One of those below, or a table: channel muscle side role [rate_hz unit ...]")
      ->type_name("NAME|FILE");
  command.add_option("--channels", plan.channels, "EMG channels of both legs together [8]");
  command.add_option("--rate", plan.rate_hz, "Samples per second [1000]")->type_name("HZ");
  command.add_option("--format", flags.format, "edf, bdf or hdf5 [edf]")
      ->check(CLI::IsMember({"edf", "bdf", "hdf5"}))
      ->type_name("FORM");
}

}  // namespace

void add_simulate(CLI::App& app, Program& program) {
  const auto flags = std::make_shared<SimulateFlags>();
  CLI::App* const command =
      app.add_subcommand("simulate", "Simulated nights whose cramps are known, with their truth");
  command->add_option("-o,--out", flags->out, "Folder for the nights")->type_name("DIR");
  command->add_option("--nights", flags->series.nights, "Number of nights, 1 to 9999")
      ->capture_default_str();
  add_plan_flags(*command, *flags);
  command->add_option("-j,--jobs", flags->series.jobs, "Nights side by side; 0 = all cores")
      ->capture_default_str();
  command->add_flag("--resume", flags->series.resume,
                    "Keep nights that manifest.json knows and whose files are there");
  command->add_flag("--verify", flags->series.verify, "With --resume: check their SHA-256 too");
  command->add_flag("--list", flags->list, "Only list the scenarios");
  command->add_flag("--parameters", flags->parameters,
                    "Only print every number of the scenario, as a scenario file");
  command->add_flag("-q,--quiet", flags->quiet, "Errors only: no table, no progress bar");
  // Only when it is asked for: it reads every scenario.
  command->footer(simulate_footer);
  command->callback([flags, &program] { program.run = [flags] { return run_simulate(*flags); }; });
}

}  // namespace noctemg::cli
