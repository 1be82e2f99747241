#include "external_command.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <vector>

namespace noctemg::cli {

void run_external_command(std::span<char*> arguments) {
  const std::string given = arguments.front();
  // execvp takes a name with a slash for a path, not for a command.
  if (given.find('/') != std::string::npos) return;
  std::string program = "noctemg-" + given;
  std::vector<char*> handed_on(arguments.begin(), arguments.end());
  handed_on.front() = program.data();
  if (handed_on.back() != nullptr) handed_on.push_back(nullptr);
  (void)::execvp(program.c_str(), handed_on.data());
  if (errno != ENOENT && errno != ENOTDIR)
    throw std::system_error(errno, std::generic_category(), program);
}

}  // namespace noctemg::cli
