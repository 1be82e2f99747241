/// \file
/// The command line program: parses, runs one command, turns exceptions into exit codes.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <span>
#include <string>
#include <vector>

#include "commands.hpp"
#include "external_command.hpp"
#include "log.hpp"
#include "noctemg/error.hpp"
#include "noctemg/nearest.hpp"
#include "noctemg/version.hpp"

namespace {

using namespace noctemg;
using namespace noctemg::cli;

constexpr const char* footer =
    "Examples:\n"
    "  noctemg info night.edf                      what is in the file\n"
    "  noctemg analyze night.edf -o results        one night\n"
    "  noctemg analyze nights/ -o results -j 4     a folder, four recordings side by side\n"
    "  noctemg analyze nights/ -o results --resume go on after an interruption\n"
    "  noctemg options notch                       options about the notch\n"
    "\n"
    "noctemg NAME runs noctemg-NAME from PATH when NAME is none of the above.\n"
    "\n"
    "Exit codes: 0 all done; 1 finished, some recordings failed; 2 usage or options;\n"
    "3 nothing to read; 4 cannot write; 130 interrupted.";

void set_up(CLI::App& app, Program& program) {
  app.name("noctemg");
  app.set_version_flag("--version", std::string("noctemg ") + version, "Print the version");
  app.set_help_flag("-h,--help", "Print this help");
  app.require_subcommand(1);
  app.footer(footer);
  app.get_formatter()->column_width(32);
  add_commands(app, program);
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

/// "analyse: no such command, and no program noctemg-analyse in PATH, did you mean analyze?"
std::string unknown_command(const std::string& name, const std::vector<std::string>& known) {
  const std::string near = nearest_name(name, known);
  return name + ": no such command, and no program noctemg-" + name + " in PATH" +
         (near.empty() ? "; see noctemg --help" : ", did you mean " + near + "?");
}

/// Runs noctemg-NAME when the first word is no command of ours. \throws CLI::ParseError
void hand_over_unknown(const CLI::App& app, std::span<char*> arguments) {
  if (arguments.empty() || arguments.front()[0] == '-' || arguments.front()[0] == '\0') return;
  const std::string name = arguments.front();
  const std::vector<std::string> known = command_names(app);
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  run_external_command(arguments);
  throw CLI::ParseError(unknown_command(name, known), CLI::ExitCodes::ExtrasError);
}

/// Help and version are no errors and go to stdout.
int end_of_parsing(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  print_error(false, error.what());
  return exit_usage;
}

/// Buffered output that could not be written is an error like any other.
int flushed(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  print_error(false, "standard output: cannot be written");
  return exit_cannot_write;
}

int run(CLI::App& app, const Program& program, int argc, char** argv) {
  try {
    hand_over_unknown(app, std::span(argv + 1, argv + argc));
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return end_of_parsing(app, error);
  }
  return flushed(program.run());
}

}  // namespace

int main(int argc, char** argv) {
  Program program;
  const auto fail = [&](const std::string& message, ExitCode code) {
    print_error(program.log_json, message);
    return static_cast<int>(code);
  };
  try {
    CLI::App app("Finds nocturnal leg cramps, and what looks like one, in overnight surface EMG");
    set_up(app, program);
    return run(app, program, argc, argv);
  } catch (const OptionError& error) {
    for (const std::string& violation : error.violations()) (void)fail(violation, exit_usage);
    return exit_usage;
  } catch (const ArgumentError& error) {
    return fail(error.what(), exit_usage);
  } catch (const InputError& error) {
    return fail(error.what(), exit_nothing_to_read);
  } catch (const OutputError& error) {
    return fail(error.what(), exit_cannot_write);
  } catch (const Interrupted& error) {
    return fail(error.what(), exit_interrupted);
  } catch (const std::bad_alloc&) {
    return fail("not enough memory", exit_some_failed);
  } catch (const std::exception& error) {
    return fail(std::string("this is a defect of noctemg: ") + error.what(), exit_some_failed);
  }
}
