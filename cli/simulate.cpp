#include <fmt/format.h>

#include <memory>
#include <noctemg/synth.hpp>

#include "commands.hpp"
#include "interrupt.hpp"
#include "layout.hpp"
#include "log.hpp"
#include "noctemg/error.hpp"

namespace noctemg::cli {
namespace {

struct SimulateFlags {
  std::string out;
  int nights = 1;
  synth::NightPlan plan;
  std::string format = "edf";
  bool quiet = false;
};

RecordingFormat format_named(const std::string& name) {
  if (name == "bdf") return RecordingFormat::bdf;
  return name == "hdf5" ? RecordingFormat::hdf5 : RecordingFormat::edf;
}

std::string scenario_names() {
  std::string names;
  for (const synth::Scenario& scenario : synth::scenarios())
    names.append(names.empty() ? "" : ", ").append(scenario.name);
  return names;
}

std::string footer() {
  std::string text = "Scenarios:\n";
  for (const synth::Scenario& scenario : synth::scenarios())
    text += fmt::format("  {:<12} {}\n", scenario.name, scenario.help);
  return text +
         "\nExample:\n  noctemg simulate -o nights --nights 10 --seed 7\n"
         "Every night has its truth beside it: <id>.events.tsv and <id>.hypnogram.tsv";
}

/// Draws every night first: a plan that cannot be must not cost the nights before it.
std::vector<synth::NightPlan> plans_of(const SimulateFlags& flags) {
  if (flags.nights < 1 || flags.nights > 999)
    throw OptionError({fmt::format("--nights {}: must be from 1 to 999", flags.nights)});
  std::vector<synth::NightPlan> plans;
  for (int number = 1; number <= flags.nights; ++number) {
    plans.push_back(flags.plan);
    plans.back().format = format_named(flags.format);
    plans.back().number = number;
  }
  (void)synth::plan_night(plans.front());
  return plans;
}

std::vector<std::string> row_of(const synth::SimulatedNight& night) {
  std::int64_t others = 0;
  for (std::size_t i = 0; i < label_count; ++i)
    if (i != static_cast<std::size_t>(Label::cramp)) others += night.counts[i];
  return {night.recording_file,
          fmt::format("{}", night.counts[static_cast<std::size_t>(Label::cramp)]),
          decimals(night.cramp_s, 1), fmt::format("{}", others)};
}

int run_simulate(const SimulateFlags& flags) {
  const std::vector<synth::NightPlan> plans = plans_of(flags);
  catch_interrupts();
  Log log({flags.quiet, false});
  Table table({"recording", "cramps", "cramp_s", "other_events"}, {1, 2, 3});
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const auto progress = [&](double share) {
      log.progress((static_cast<double>(i) + share) / static_cast<double>(plans.size()),
                   synth::night_id(plans[i]));
      return !interrupted();
    };
    table.add(row_of(synth::simulate_night(plans[i], flags.out, {progress})));
  }
  log.clear_bar();
  if (!flags.quiet) fmt::print("{}", table.text());
  return exit_done;
}

}  // namespace

void add_simulate(CLI::App& app, Program& program) {
  const auto flags = std::make_shared<SimulateFlags>();
  CLI::App* const command =
      app.add_subcommand("simulate", "Simulated nights whose cramps are known, with their truth");
  command->add_option("-o,--out", flags->out, "Folder for the nights")
      ->required()
      ->type_name("DIR");
  command->add_option("--nights", flags->nights, "Number of nights")->capture_default_str();
  command->add_option("--hours", flags->plan.hours, "Length of each")->capture_default_str();
  command->add_option("--seed", flags->plan.seed, "Equal seeds give equal bytes")
      ->capture_default_str();
  command->add_option("--scenario", flags->plan.scenario, scenario_names())
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--channels", flags->plan.channels, "EMG channels of both legs together")
      ->capture_default_str();
  command->add_option("--rate", flags->plan.rate_hz, "Samples per second")
      ->capture_default_str()
      ->type_name("HZ");
  command->add_option("--format", flags->format, "edf, bdf or hdf5")
      ->check(CLI::IsMember({"edf", "bdf", "hdf5"}))
      ->capture_default_str()
      ->type_name("FORM");
  command->add_flag("-q,--quiet", flags->quiet, "Errors only: no table, no progress bar");
  command->footer(footer());
  command->callback([flags, &program] { program.run = [flags] { return run_simulate(*flags); }; });
}

}  // namespace noctemg::cli
