#include "run/input_hash.hpp"

#include <tbb/task_arena.h>

#include <span>

namespace noctemg::run {
namespace {

/// More read half of the bytes or more out of order, and who hashes holds the others up at the end
/// of each block. Measured with two: as much work as a task beside them, and later done.
constexpr int most_feeding_threads = 1;

}  // namespace

InputHash::InputHash(const std::string& file) {
  if (file.empty()) return;
  try {
    hash_.emplace(file);
  } catch (...) {
    failure_ = std::current_exception();
    return;
  }
  if (tbb::this_task_arena::max_concurrency() > most_feeding_threads) hash_beside();
}

InputHash::~InputHash() {
  if (hash_) hash_->stop();
  beside_.wait();
}

const Reader& InputHash::fed_by(const Reader& reader, const ChannelPlan& plan,
                                const std::optional<ChannelPlan>& ecg) {
  if (!hash_ || runs_beside_) return reader;
  const auto watcher = [this](std::int64_t offset, std::span<const std::byte> bytes) {
    hash_->saw(offset, bytes);
  };
  for (const ChannelPlan* const planned : {&plan, ecg ? &*ecg : nullptr}) {
    if (planned == nullptr) continue;
    for (const LaneGroup& group : planned->groups) {
      showing_ = reader.showing_bytes(group.channels, watcher);
      if (showing_) return *showing_;
    }
  }
  hash_beside();
  return reader;
}

void InputHash::hash_beside() {
  runs_beside_ = true;
  beside_.run([this] {
    try {
      hex_ = hash_->finish(bytes_);
    } catch (...) {
      failure_ = std::current_exception();
    }
  });
}

void InputHash::write(Provenance& provenance) {
  beside_.wait();
  if (failure_) std::rethrow_exception(failure_);
  if (hash_ && !runs_beside_) hex_ = hash_->finish(bytes_);
  provenance.input_xxh3 = hex_;
  provenance.input_bytes = bytes_;
}

}  // namespace noctemg::run
