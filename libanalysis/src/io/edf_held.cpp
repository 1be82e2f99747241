#include "io/edf_held.hpp"

#include <utility>

namespace noctemg::io {

HeldRecords::HeldRecords(const FileBytes& file, std::int64_t offset, std::int64_t record_bytes,
                         std::int64_t record_count, std::span<std::byte> memory,
                         ByteWatcher watcher)
    : file_(file),
      offset_(offset),
      record_bytes_(record_bytes),
      memory_(memory),
      watcher_(std::move(watcher)),
      is_read_(static_cast<std::size_t>(record_count), false) {}

const std::byte* HeldRecords::get(std::int64_t offset, std::int64_t size) {
  const std::int64_t first = (offset - offset_) / record_bytes_;
  const std::int64_t end = first + size / record_bytes_;
  if (offset < offset_ || end > static_cast<std::int64_t>(is_read_.size())) return nullptr;
  for (std::int64_t record = first; record < end;) {
    std::int64_t next = record + 1;
    if (!is_read_[static_cast<std::size_t>(record)]) {
      while (next < end && !is_read_[static_cast<std::size_t>(next)]) ++next;
      fill(record, next);
    }
    record = next;
  }
  show();
  return memory_.data() + first * record_bytes_;
}

/// Records [first, end) in one read.
void HeldRecords::fill(std::int64_t first, std::int64_t end) {
  file_.read(offset_ + first * record_bytes_,
             memory_.subspan(static_cast<std::size_t>(first * record_bytes_),
                             static_cast<std::size_t>((end - first) * record_bytes_)));
  for (std::int64_t record = first; record < end; ++record) {
    is_read_[static_cast<std::size_t>(record)] = true;
  }
}

/// All that have been read and have no gap before them.
void HeldRecords::show() {
  std::int64_t end = shown_;
  while (end < static_cast<std::int64_t>(is_read_.size()) &&
         is_read_[static_cast<std::size_t>(end)]) {
    ++end;
  }
  if (end == shown_) return;
  watcher_(offset_ + shown_ * record_bytes_,
           memory_.subspan(static_cast<std::size_t>(shown_ * record_bytes_),
                           static_cast<std::size_t>((end - shown_) * record_bytes_)));
  shown_ = end;
}

}  // namespace noctemg::io
