#pragma once

/// \file
/// Ctrl-C: the first one asks the work to stop at the next good moment, the second one kills.

namespace noctemg::cli {

/// From now on SIGINT and SIGTERM set the flag once; after that they do what they always do.
void catch_interrupts();
[[nodiscard]] bool interrupted() noexcept;

}  // namespace noctemg::cli
