#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "io/partial_file.hpp"
#include "noctemg/error.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

/// An open file that closes itself.
class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      : number_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] bool open() const noexcept { return number_ >= 0; }
  [[nodiscard]] bool write(const char* bytes, std::size_t count) const noexcept {
    while (count > 0) {
      const auto written = ::write(number_, bytes, count);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      bytes += written;
      count -= static_cast<std::size_t>(written);
    }
    return true;
  }
  /// On the disk, and closed without an error that was held back.
  [[nodiscard]] bool finish() noexcept {
    const bool synced = ::fsync(number_) == 0 || errno == EINVAL || errno == EROFS;
    const bool closed = ::close(number_) == 0;
    number_ = -1;
    return synced && closed;
  }

 private:
  int number_;
};

}  // namespace

void write_text_atomically(const std::string& path, const std::string& text) {
  io::PartialFile partial(path);
  Descriptor file(partial.temporary());
  if (!file.open() || !file.write(text.data(), text.size()) || !file.finish()) {
    throw OutputError(path, std::generic_category().message(errno));
  }
  partial.commit();
}

}  // namespace noctemg
