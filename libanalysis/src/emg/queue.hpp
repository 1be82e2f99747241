#pragma once

/// \file
/// A queue in one piece of memory: what a stream keeps for a while must not scatter small blocks
/// between what it keeps for good.

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <span>
#include "emg/uninitialized.hpp"

namespace noctemg::emg {

/// First in, first out, with access to everything inside.
template <class T>
class Queue {
 public:
  void push_back(const T& value) {
    make_room(1);
    values_.push_back(value);
  }
  void append(std::span<const T> values) {
    std::copy(values.begin(), values.end(), extend(values.size()).begin());
  }
  /// Room for `count` more values, to be written before the next change.
  [[nodiscard]] std::span<T> extend(std::size_t count) {
    make_room(count);
    values_.resize(values_.size() + count);
    return std::span(values_).last(count);
  }
  /// Forgets the first `count` values.
  void drop(std::size_t count) { head_ += count; }
  [[nodiscard]] std::size_t size() const noexcept { return values_.size() - head_; }
  /// All that is inside, until the next change.
  [[nodiscard]] std::span<const T> view() const { return std::span(values_).subspan(head_); }
  [[nodiscard]] const T& operator[](std::size_t i) const {
    assert(i < size());
    return values_[head_ + i];
  }

 private:
  /// Where the memory is used up, what has been forgotten makes room when that is a third of it;
  /// else it grows by a quarter. Hundreds of queues are alive in a night of many channels.
  void make_room(std::size_t count) {
    if (values_.size() + count <= values_.capacity()) return;
    if (3 * head_ >= values_.size()) {
      values_.erase(values_.begin(), values_.begin() + static_cast<std::ptrdiff_t>(head_));
      head_ = 0;
    }
    const std::size_t needed = values_.size() + count;
    if (needed > values_.capacity()) {
      values_.reserve(std::max(needed, values_.capacity() + values_.capacity() / 4));
    }
  }

  UninitializedVector<T> values_;
  std::size_t head_ = 0;
};

}  // namespace noctemg::emg
