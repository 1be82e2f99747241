#include "io/output_file.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "noctemg/error.hpp"

namespace noctemg::io {

OutputFile::OutputFile(const std::string& path, std::string shown) : shown_(std::move(shown)) {
  file_ = open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file_ < 0) fail();
}

OutputFile::~OutputFile() {
  if (file_ >= 0) ::close(file_);
}

void OutputFile::fail() const { throw OutputError(shown_, std::generic_category().message(errno)); }

void OutputFile::write(const char* bytes, std::size_t count, std::size_t position) {
  while (count > 0) {
    const ssize_t done = pwrite(file_, bytes, count, static_cast<off_t>(position));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) fail();
    bytes += done;
    position += static_cast<std::size_t>(done);
    count -= static_cast<std::size_t>(done);
  }
}

void OutputFile::read(char* bytes, std::size_t count, std::size_t position) const {
  while (count > 0) {
    const ssize_t done = pread(file_, bytes, count, static_cast<off_t>(position));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) fail();
    bytes += done;
    position += static_cast<std::size_t>(done);
    count -= static_cast<std::size_t>(done);
  }
}

void OutputFile::close() {
  if (::close(std::exchange(file_, -1)) != 0) fail();
}

}  // namespace noctemg::io
