#pragma once

/// \file
/// Arenas of threads, used again: a task_arena that is destroyed leaves some kB behind (oneTBB
/// 2021.8, measured), which a notebook that analyses in a loop would collect.

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <memory>
#include <optional>

namespace noctemg::run {

/// An arena of so many threads for as long as this lives, its own: two analyses at a time never
/// share one, so that neither waits for the other.
class LentArena {
 public:
  explicit LentArena(int threads);
  ~LentArena();
  LentArena(const LentArena&) = delete;
  LentArena& operator=(const LentArena&) = delete;

  template <class Work>
  auto execute(const Work& work) {
    return arena_->execute(work);
  }

 private:
  int threads_;
  std::optional<tbb::global_control> beyond_cores_;  ///< oneTBB refuses more threads without
  std::unique_ptr<tbb::task_arena> arena_;
};

}  // namespace noctemg::run
