#pragma once

/// \file
/// A folder that gets its name only when it is complete.

#include <string>

namespace noctemg::io {

/// Makes an empty folder `.<name>.partial-<host>-<pid>-<n>` beside `path`, removed again unless
/// commit() was called. Leftovers of dead processes of this machine for the same name are removed
/// first.
class PartialFolder {
 public:
  /// \throws OutputError
  explicit PartialFolder(std::string path);
  ~PartialFolder();
  PartialFolder(const PartialFolder&) = delete;
  PartialFolder& operator=(const PartialFolder&) = delete;

  [[nodiscard]] const std::string& temporary() const noexcept { return temporary_; }
  /// Renames. An older folder of that name is exchanged in one step where the system can, and then
  /// removed; a file of that name is refused. \throws OutputError
  void commit();

 private:
  std::string path_;
  std::string temporary_;
};

}  // namespace noctemg::io
