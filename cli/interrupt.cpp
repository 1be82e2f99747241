#include "interrupt.hpp"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>

namespace noctemg::cli {
namespace {

/// What signals one process may signal its group as well (coreutils' timeout does): signals that
/// come together are one wish. Nobody presses Ctrl-C twice in this time.
constexpr std::int64_t together_ns = 300'000'000;

/// When the first signal came; 0 before that. One value, since two threads may each be given a
/// signal at the same time.
std::atomic<std::int64_t> first_ns = 0;
static_assert(std::atomic<std::int64_t>::is_always_lock_free,
              "a signal handler may set nothing else");

std::int64_t now_ns() {
  timespec now = {};
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// Calls nothing but what POSIX allows here: clock_gettime, signal and raise.
extern "C" void take_signal(int number) {
  const std::int64_t now = now_ns();
  std::int64_t first = 0;
  if (first_ns.compare_exchange_strong(first, now)) return;
  if (now - first <= together_ns) return;
  (void)std::signal(number, SIG_DFL);
  (void)std::raise(number);
}

}  // namespace

void catch_interrupts() {
  struct sigaction action = {};
  action.sa_handler = take_signal;
  action.sa_flags = SA_RESTART;
  (void)sigaction(SIGINT, &action, nullptr);
  (void)sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() noexcept { return first_ns != 0; }

}  // namespace noctemg::cli
