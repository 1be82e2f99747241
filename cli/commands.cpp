#include "commands.hpp"

namespace noctemg::cli {

void add_commands(CLI::App& app, Program& program) {
  add_info(app, program);
  add_analyze(app, program);
  add_simulate(app, program);
  add_evaluate(app, program);
  add_convert(app, program);
  add_filter(app, program);
  add_options(app, program);
}

}  // namespace noctemg::cli
