#include "interrupt.hpp"

#include <atomic>
#include <csignal>

namespace noctemg::cli {
namespace {

std::atomic<bool> flag = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only set such a flag");

extern "C" void set_flag(int) { flag = true; }

}  // namespace

void catch_interrupts() {
  struct sigaction action = {};
  action.sa_handler = set_flag;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  (void)sigaction(SIGINT, &action, nullptr);
  (void)sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() noexcept { return flag; }

}  // namespace noctemg::cli
