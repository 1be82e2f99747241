#pragma once

/// \file
/// The commands of the program. One file each; adding one means a line here and in commands.cpp.

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace noctemg::cli {

/// What the process returns.
enum ExitCode {
  exit_done = 0,
  exit_some_failed = 1,
  exit_usage = 2,
  exit_nothing_to_read = 3,
  exit_cannot_write = 4,
  exit_interrupted = 130
};

/// What the command line asked for. Parsing only fills this in; nothing is opened or written before
/// `run` is called.
struct Program {
  std::function<int()> run;
  bool log_json = false;  ///< also for errors that end the program
};

void add_info(CLI::App& app, Program& program);
void add_analyze(CLI::App& app, Program& program);
void add_simulate(CLI::App& app, Program& program);
void add_evaluate(CLI::App& app, Program& program);
void add_convert(CLI::App& app, Program& program);
void add_filter(CLI::App& app, Program& program);
void add_options(CLI::App& app, Program& program);

/// Adds all of them, in the order of the help text.
void add_commands(CLI::App& app, Program& program);

}  // namespace noctemg::cli
