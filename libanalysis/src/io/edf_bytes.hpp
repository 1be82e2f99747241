#pragma once

/// \file
/// A file that is read at positions, by several threads at once.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace noctemg::io {

/// An open file of known size. Nothing is buffered, nothing is kept.
class FileBytes {
 public:
  /// \throws FileNotFoundError when it cannot be opened, InputError when it is no regular file.
  explicit FileBytes(std::string path);
  ~FileBytes();
  FileBytes(FileBytes&& other) noexcept;
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  /// Bytes at the time of opening.
  [[nodiscard]] std::int64_t size() const noexcept { return size_; }
  /// False when the path leads to another file by now, or to none.
  [[nodiscard]] bool still_at_path() const;
  /// Fills `out` from `offset` on. \throws InputError when the file ends before or cannot be read.
  void read(std::int64_t offset, std::span<std::byte> out) const;

 private:
  std::string path_;
  int descriptor_ = -1;
  std::int64_t size_ = 0;
};

}  // namespace noctemg::io
