#include "io/edf_bytes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

std::string reason(int error_number) { return std::generic_category().message(error_number); }

}  // namespace

FileBytes::FileBytes(std::string path) : path_(std::move(path)) {
  // Non-blocking, so that a pipe of that name is refused and not waited for.
  descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor_ < 0) throw FileNotFoundError(path_, "", "", "cannot be opened: " + reason(errno));
  struct stat status {};
  const bool known = ::fstat(descriptor_, &status) == 0;
  if (known && S_ISREG(status.st_mode)) {
    size_ = status.st_size;
    return;
  }
  ::close(std::exchange(descriptor_, -1));
  throw InputError(path_, "", "", "must be a regular file");
}

FileBytes::FileBytes(FileBytes&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_) {}

FileBytes::~FileBytes() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool FileBytes::still_at_path() const {
  struct stat opened {};
  struct stat there {};
  return ::fstat(descriptor_, &opened) == 0 && ::stat(path_.c_str(), &there) == 0 &&
         opened.st_dev == there.st_dev && opened.st_ino == there.st_ino;
}

void FileBytes::read(std::int64_t offset, std::span<std::byte> out) const {
  std::size_t done = 0;
  while (done < out.size()) {
    const std::int64_t position = offset + static_cast<std::int64_t>(done);
    const ssize_t got = ::pread(descriptor_, out.data() + done, out.size() - done, position);
    if (got > 0) {
      done += static_cast<std::size_t>(got);
    } else if (got == 0) {
      throw InputError(path_, "byte " + std::to_string(position), "end of file",
                       "the file became shorter while it was read");
    } else if (errno != EINTR) {
      throw InputError(path_, "byte " + std::to_string(position), reason(errno),
                       "must be readable");
    }
  }
}

}  // namespace noctemg::io
