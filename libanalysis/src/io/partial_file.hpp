#pragma once

/// \file
/// A file that gets its name only when it is complete.

#include <string>

namespace noctemg::io {

/// Owns a temporary name beside `path`. What stands there is removed unless commit() was called.
class PartialFile {
 public:
  explicit PartialFile(std::string path);
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  /// Where to write meanwhile: same folder, unique to this process and object.
  [[nodiscard]] const std::string& temporary() const noexcept { return temporary_; }
  /// Renames; an older file of that name is replaced. \throws OutputError
  void commit();

 private:
  std::string path_;
  std::string temporary_;
  bool done_ = false;
};

}  // namespace noctemg::io
