#pragma once

/// \file
/// Ctrl-C: the first one asks the work to stop at the next good moment, one that comes later kills.

namespace noctemg::cli {

/// From now on the first SIGINT or SIGTERM is remembered; another one, unless it comes with
/// the first, does what it always does.
void catch_interrupts();
[[nodiscard]] bool interrupted() noexcept;

}  // namespace noctemg::cli
