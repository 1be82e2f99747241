#include "noctemg/filter.hpp"

#include <fmt/format.h>

#include <memory>

#include "commands.hpp"
#include "interrupt.hpp"
#include "log.hpp"
#include "option_flags.hpp"
#include "output_format.hpp"

namespace noctemg::cli {
namespace {

struct FilterFlags {
  std::string in;
  std::string out;
  std::string montage;
  OptionFlags options;
  bool force = false;
  bool quiet = false;
};

int run_filter(const FilterFlags& flags, bool log_json) {
  const RecordingFormat format = output_format(flags.out, flags.force);
  const Options options = flags.options.resolve();
  std::vector<MontageRow> montage;
  if (!flags.montage.empty()) montage = read_montage(flags.montage);
  Log log({flags.quiet, log_json});
  catch_interrupts();
  const std::vector<Warning> warnings =
      filter_recording(flags.in, flags.out, format, options, montage, [&](double share) {
        log.progress(share, flags.in);
        return !interrupted();
      });
  log.clear_bar();
  for (const Warning& warning : warnings) {
    log.warning(flags.in, fmt::format("{}: {}", warning.place, warning.message));
  }
  log.note("", fmt::format("the filtered recording is {}", flags.out));
  return exit_done;
}

}  // namespace

void add_filter(CLI::App& app, Program& program) {
  const auto flags = std::make_shared<FilterFlags>();
  CLI::App* const command = app.add_subcommand(
      "filter", "Write the conditioned signal: band-pass and notches, without delay");
  command->add_option("input", flags->in, "Recording to read")->required()->type_name("IN");
  command->add_option("output", flags->out, "File to write: .edf, .bdf, .h5 or .hdf5")
      ->required()
      ->type_name("OUT");
  command->add_option("--montage", flags->montage, "Table: channel muscle side role")
      ->type_name("FILE");
  flags->options.add_to(*command);
  flags->options.add_reading_to(*command);
  command->add_flag("--force", flags->force, "Replace an existing output");
  command->add_flag("-q,--quiet", flags->quiet, "Errors only");
  command->add_flag("--log-json", program.log_json, "Messages on stderr as JSON lines");
  command->footer(
      "The filters are those of `noctemg options filter`. HDF5 keeps every bit of the result;\n"
      "EDF and BDF round it to 16 and 24 bits of the largest value.\n\n"
      "Examples:\n"
      "  noctemg filter night.edf filtered.h5\n"
      "  noctemg filter night.edf filtered.edf --set filter.highpass_hz=10\n"
      "  noctemg filter night.edf filtered.edf --set filter.zero_phase=false   causal");
  command->callback([flags, &program] {
    program.run = [flags, &program] { return run_filter(*flags, program.log_json); };
  });
}

}  // namespace noctemg::cli
