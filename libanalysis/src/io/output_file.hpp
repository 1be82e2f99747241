#pragma once

/// \file
/// A file written at positions, with errors as OutputError.

#include <cstddef>
#include <string>

namespace noctemg::io {

class OutputFile {
 public:
  /// Makes or empties the file. \param shown  what messages call it \throws OutputError
  OutputFile(const std::string& path, std::string shown);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(const char* bytes, std::size_t count, std::size_t position);
  void read(char* bytes, std::size_t count, std::size_t position) const;
  /// \throws OutputError when the system could not keep what was written
  void close();

 private:
  [[noreturn]] void fail() const;
  std::string shown_;
  int file_ = -1;
};

}  // namespace noctemg::io
