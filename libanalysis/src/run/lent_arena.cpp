#include "run/lent_arena.hpp"

#include <tbb/info.h>

#include <cstddef>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace noctemg::run {
namespace {

/// Arenas that nobody uses, by their number of threads.
struct Shelf {
  std::mutex mutex;
  std::map<int, std::vector<std::unique_ptr<tbb::task_arena>>> free;
};

/// Never destroyed: at the end of a program it is unknown whether oneTBB is still there.
Shelf& shelf() {
  static Shelf& only = *new Shelf;
  return only;
}

std::unique_ptr<tbb::task_arena> take(int threads) {
  {
    const std::scoped_lock lock(shelf().mutex);
    auto& free = shelf().free[threads];
    if (!free.empty()) {
      std::unique_ptr<tbb::task_arena> arena = std::move(free.back());
      free.pop_back();
      return arena;
    }
  }
  return std::make_unique<tbb::task_arena>(threads);
}

}  // namespace

LentArena::LentArena(int threads) : threads_(threads) {
  if (threads > tbb::info::default_concurrency()) {
    beyond_cores_.emplace(tbb::global_control::max_allowed_parallelism,
                          static_cast<std::size_t>(threads));
  }
  arena_ = take(threads);
}

LentArena::~LentArena() {
  const std::scoped_lock lock(shelf().mutex);
  shelf().free[threads_].push_back(std::move(arena_));
}

}  // namespace noctemg::run
