#include "noctemg/evaluate.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "commands.hpp"
#include "evaluate_report.hpp"
#include "log.hpp"
#include "noctemg/error.hpp"

namespace noctemg::cli {
namespace {

struct EvaluateFlags {
  std::string truth;
  std::string events;
  PairingOptions pairing;
  EvaluateOptions options;
  bool ignore_unknown_labels = false;
  bool json = false;
  bool cramps = false;
  bool all_must_match = false;
};

PairingOptions pairing_of(const EvaluateFlags& flags) {
  constexpr double most = 10000;
  PairingOptions options = flags.pairing;
  if (flags.ignore_unknown_labels) options.unknown = UnknownLabels::are_left_out;
  if (!std::isnan(options.hours) && !(options.hours > 0 && options.hours <= most))
    throw OptionError(
        {fmt::format("--hours {}: must be above 0, at most {}", options.hours, most)});
  return options;
}

void check_resamples(int resamples) {
  constexpr int most = 1'000'000;
  if (resamples < 0 || resamples > most)
    throw OptionError({fmt::format("--resamples {}: must be from 0 to {}", resamples, most)});
}

void say_what_is_missing(const EventPairing& pairing, Log& log) {
  for (const Warning& warning : pairing.warnings) log.warning(warning.place, warning.message);
  for (const std::string& id : pairing.without_truth)
    log.warning(id, "found events without a truth: left out");
  for (const NightFailure& failure : pairing.missing) log.error(failure.id, failure.error);
  for (const NightFailure& failure : pairing.failed) log.error(failure.id, failure.error);
  const std::size_t left_out = pairing.missing.size() + pairing.failed.size();
  if (left_out > 0)
    log.error("", fmt::format("{} of {} nights left out of every number", left_out,
                              left_out + pairing.nights.size()));
}

std::string scores_of(const EvaluateFlags& flags, const EventPairing& pairing) {
  const Evaluation evaluation = evaluate(pairing.nights, flags.options);
  return flags.json ? evaluation_json(evaluation, pairing) : evaluation_report(evaluation);
}

int run_evaluate(const EvaluateFlags& flags) {
  check_resamples(flags.options.resamples);
  const EventPairing pairing = pair_event_tables(flags.truth, flags.events, pairing_of(flags));
  const CrampList cramps = cramp_list(pairing.nights);
  const std::string text = flags.cramps ? cramps.text : scores_of(flags, pairing);
  Log log({false, false});
  say_what_is_missing(pairing, log);
  fmt::print("{}", text);
  const bool all_judged = pairing.missing.empty() && pairing.failed.empty();
  const bool failed = flags.all_must_match && !cramps.is_complete();
  return all_judged && !failed ? exit_done : exit_some_failed;
}

constexpr const char* evaluate_footer =
    "Both sides are tables with the columns onset, duration and trial_type (and channel, side,\n"
    "muscle, certainty, probability, peak_uV, baseline_uV where there are any), or folders of\n"
    "them. Folders pair by night: <id>/events.tsv, <id>.events.tsv, <id>_events.tsv, <id>.tsv.\n"
    "\n"
    "Pairs are one to one, of one leg (both legs and unknown ones with any) and optimal: as many\n"
    "as possible, then the largest total intersection over union. A found cramp counts from an\n"
    "intersection over union of 0.2, strictly 0.5. Intervals resample nights; several nights of\n"
    "one sleeper are less than so many sleepers.\n"
    "\n"
    "Exit codes: 1 when a true night has no found events or a table is broken; the others are\n"
    "judged all the same. With --all-must-match also 1 when a cramp has no partner, or none is "
    "true.\n"
    "\n"
    "Example:\n"
    "  noctemg simulate -o nights --nights 10 && noctemg analyze nights -o results\n"
    "  noctemg evaluate --truth nights --events results\n"
    "  noctemg evaluate --truth nights --events results --cramps";

}  // namespace

void add_evaluate(CLI::App& app, Program& program) {
  const auto flags = std::make_shared<EvaluateFlags>();
  CLI::App* const command =
      app.add_subcommand("evaluate", "Found events against true ones: event by event");
  command->add_option("--truth", flags->truth, "True events: a table or a folder of tables")
      ->required()
      ->type_name("T");
  command->add_option("--events", flags->events, "Found events: a table or a folder of results")
      ->required()
      ->type_name("E");
  CLI::Option* const json =
      command->add_flag("--json", flags->json, "One JSON object with everything");
  command
      ->add_flag("--cramps", flags->cramps,
                 "Instead of scores: true and found cramps side by side, missed and false ones too")
      ->excludes(json);
  command->add_flag("--all-must-match", flags->all_must_match,
                    "Fail unless every true cramp is found and every found one is true");
  command
      ->add_option("--hours", flags->pairing.hours,
                   "Hours of each night that has no night.json beside its events.tsv")
      ->type_name("H");
  command->add_flag("--ignore-unknown-labels", flags->ignore_unknown_labels,
                    "Leave out and count events of labels that noctemg does not know");
  command->add_flag("--missing-as-empty", flags->pairing.missing_as_empty,
                    "A true night without found events is one in which nothing was found");
  command->add_option("--resamples", flags->options.resamples, "Of nights, for intervals; 0 = none")
      ->capture_default_str()
      ->type_name("N");
  command->add_option("--seed", flags->options.seed, "Of the resamples")->capture_default_str();
  command->footer(evaluate_footer);
  command->callback([flags, &program] { program.run = [flags] { return run_evaluate(*flags); }; });
}

}  // namespace noctemg::cli
