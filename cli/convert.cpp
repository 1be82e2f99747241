#include <memory>

#include "commands.hpp"
#include "interrupt.hpp"
#include "log.hpp"
#include "noctemg/writers.hpp"
#include "output_format.hpp"

namespace noctemg::cli {
namespace {

struct ConvertFlags {
  std::string in;
  std::string out;
  ReadOptions read;
  bool force = false;
  bool quiet = false;
};

int run_convert(const ConvertFlags& flags, bool log_json) {
  const RecordingFormat format = output_format(flags.out, flags.force);
  Log log({flags.quiet, log_json});
  catch_interrupts();
  convert_recording(flags.in, flags.out, format, flags.read, [&](double share) {
    log.progress(share, flags.in);
    return !interrupted();
  });
  log.clear_bar();
  return exit_done;
}

}  // namespace

void add_convert(CLI::App& app, Program& program) {
  const auto flags = std::make_shared<ConvertFlags>();
  CLI::App* const command =
      app.add_subcommand("convert", "Copy a recording into another format without loss");
  command->add_option("input", flags->in, "Recording to read")->required()->type_name("IN");
  command->add_option("output", flags->out, "File to write: .edf, .bdf, .h5 or .hdf5")
      ->required()
      ->type_name("OUT");
  command->add_option("--assume-unit", flags->read.assume_unit, "Unit of channels that have none")
      ->check(CLI::IsMember({"nV", "uV", "mV", "V"}))
      ->type_name("UNIT");
  command->add_flag("--repair", flags->read.accept_truncated,
                    "Keep what is there of a file that was cut off");
  command->add_flag("--force", flags->force, "Replace an existing output");
  command->add_flag("-q,--quiet", flags->quiet, "Errors only: no progress bar");
  command->add_flag("--log-json", program.log_json, "Messages on stderr as JSON lines");
  command->footer("Example:\n  noctemg convert night.edf night.h5");
  command->callback([flags, &program] {
    program.run = [flags, &program] { return run_convert(*flags, program.log_json); };
  });
}

}  // namespace noctemg::cli
