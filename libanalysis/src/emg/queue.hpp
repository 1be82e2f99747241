#pragma once

/// \file
/// A queue in one piece of memory: what a stream keeps for a while must not scatter small blocks
/// between what it keeps for good.

#include <cstddef>
#include <span>
#include <vector>

namespace noctemg::emg {

/// First in, first out, with access to everything inside.
template <class T>
class Queue {
 public:
  void push_back(const T& value) { values_.push_back(value); }
  void append(const std::vector<T>& values) {
    values_.insert(values_.end(), values.begin(), values.end());
  }
  /// Forgets the first `count` values.
  void drop(std::size_t count) {
    head_ += count;
    // Moving what is left pays when a quarter of the memory is idle: three moves per value at most.
    if (4 * head_ < values_.size()) return;
    values_.erase(values_.begin(), values_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }
  [[nodiscard]] std::size_t size() const noexcept { return values_.size() - head_; }
  /// All that is inside, until the next change.
  [[nodiscard]] std::span<const T> view() const { return std::span(values_).subspan(head_); }
  [[nodiscard]] const T& operator[](std::size_t i) const { return values_[head_ + i]; }

 private:
  std::vector<T> values_;
  std::size_t head_ = 0;
};

}  // namespace noctemg::emg
