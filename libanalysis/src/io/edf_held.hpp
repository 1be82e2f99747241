#pragma once

/// \file
/// Data records that are kept once they have been read.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/edf_bytes.hpp"
#include "noctemg/reader.hpp"

namespace noctemg::io {

/// Consecutive records of a file. Each is read when it is first asked for, into its place in
/// memory, and shown when those before it have been. For one thread.
class HeldRecords {
 public:
  /// \param offset   of the first record in the file
  /// \param memory   for `record_count` records, and what decoding reads beyond; left alone by
  ///                 others
  HeldRecords(const FileBytes& file, std::int64_t offset, std::int64_t record_bytes,
              std::int64_t record_count, std::span<std::byte> memory, ByteWatcher watcher);

  /// Bytes [offset, offset + size) of the file, whole records; null when some of them are none of
  /// these.
  /// \throws InputError when they cannot be read
  [[nodiscard]] const std::byte* get(std::int64_t offset, std::int64_t size);

 private:
  void fill(std::int64_t first, std::int64_t end);
  void show();

  const FileBytes& file_;
  std::int64_t offset_;
  std::int64_t record_bytes_;
  std::span<std::byte> memory_;
  ByteWatcher watcher_;
  std::vector<bool> is_read_;  ///< per record
  std::int64_t shown_ = 0;     ///< records
};

}  // namespace noctemg::io
