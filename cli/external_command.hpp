#pragma once

/// \file
/// Commands that live in programs of their own, as git has them: `noctemg report` runs
/// `noctemg-report`.

#include <span>
#include <string>

namespace noctemg::cli {

/// Replaces this process with `noctemg-NAME` from PATH and hands it the other arguments. Returns
/// only when there is no such program. \param arguments  NAME first, then its own arguments, then
/// a null pointer as in argv
/// \throws std::system_error when it is there but cannot be run
void run_external_command(std::span<char*> arguments);

}  // namespace noctemg::cli
