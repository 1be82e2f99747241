#include "noctemg/float_column.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "noctemg/error.hpp"

namespace noctemg {
namespace {

/// 64 KiB: a few minutes of a night, and large enough that writing it costs nothing.
constexpr std::size_t piece_floats = 16384;

}  // namespace

/// The part of a column that is on disk.
class FloatColumn::File {
 public:
  File() : path_((std::filesystem::temp_directory_path() / "noctemg-XXXXXX").string()) {
    descriptor_ = mkstemp(path_.data());
    if (descriptor_ < 0) throw OutputError(path_, std::generic_category().message(errno));
    unlink(path_.c_str());
  }
  ~File() {
    unmap();
    close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File(File&&) = delete;
  File& operator=(File&&) = delete;

  void append(std::span<const float> values) {
    unmap();
    const char* bytes = reinterpret_cast<const char*>(values.data());
    for (std::size_t left = values.size_bytes(); left > 0;) {
      const ssize_t written = write(descriptor_, bytes, left);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) throw OutputError(path_, std::generic_category().message(errno));
      bytes += written;
      left -= static_cast<std::size_t>(written);
    }
  }

  void read(std::size_t first, std::span<float> out) const {
    char* bytes = reinterpret_cast<char*>(out.data());
    auto offset = static_cast<off_t>(first * sizeof(float));
    for (std::size_t left = out.size_bytes(); left > 0;) {
      const ssize_t got = pread(descriptor_, bytes, left, offset);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) throw OutputError(path_, std::generic_category().message(errno));
      bytes += got;
      offset += got;
      left -= static_cast<std::size_t>(got);
    }
  }

  void map(std::size_t floats) {
    if (mapped_bytes_ > 0) return;
    void* const memory =
        mmap(nullptr, floats * sizeof(float), PROT_READ, MAP_PRIVATE, descriptor_, 0);
    if (memory == MAP_FAILED) throw OutputError(path_, std::generic_category().message(errno));
    memory_ = static_cast<const float*>(memory);
    mapped_bytes_ = floats * sizeof(float);
  }

  [[nodiscard]] const float* memory() const noexcept { return memory_; }

 private:
  void unmap() noexcept {
    if (mapped_bytes_ > 0) munmap(const_cast<float*>(memory_), mapped_bytes_);
    memory_ = nullptr;
    mapped_bytes_ = 0;
  }

  std::string path_;
  int descriptor_ = -1;
  const float* memory_ = nullptr;
  std::size_t mapped_bytes_ = 0;
};

FloatColumn::FloatColumn() = default;
FloatColumn::FloatColumn(std::initializer_list<float> values) : tail_(values) {}
FloatColumn::~FloatColumn() = default;

FloatColumn::FloatColumn(FloatColumn&& other) noexcept
    : tail_(std::move(other.tail_)),
      spilled_(std::exchange(other.spilled_, 0)),
      file_(std::move(other.file_)) {}

FloatColumn& FloatColumn::operator=(FloatColumn&& other) noexcept {
  tail_ = std::move(other.tail_);
  spilled_ = std::exchange(other.spilled_, 0);
  file_ = std::move(other.file_);
  return *this;
}

void FloatColumn::spill() {
  if (!file_) file_ = std::make_unique<File>();
  file_->append(tail_);
  spilled_ += tail_.size();
  tail_.clear();
}

void FloatColumn::push_back(float value) {
  tail_.push_back(value);
  if (tail_.size() >= piece_floats) spill();
}

void FloatColumn::append(std::span<const float> values) {
  while (!values.empty()) {
    const std::size_t count = std::min(values.size(), piece_floats - tail_.size());
    tail_.insert(tail_.end(), values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count));
    values = values.subspan(count);
    if (tail_.size() >= piece_floats) spill();
  }
}

void FloatColumn::seal() {
  if (!file_) return;
  if (!tail_.empty()) spill();
  file_->map(spilled_);
}

void FloatColumn::copy(std::size_t first, std::span<float> out) const {
  const std::size_t stored =
      first < spilled_ ? std::min(out.size(), spilled_ - first) : std::size_t{0};
  if (stored > 0) file_->read(first, out.first(stored));
  const auto from = tail_.begin() + static_cast<std::ptrdiff_t>(first + stored - spilled_);
  std::copy_n(from, out.size() - stored, out.begin() + static_cast<std::ptrdiff_t>(stored));
}

std::span<const float> FloatColumn::values() const {
  if (!file_) return tail_;
  if (file_->memory() == nullptr || !tail_.empty()) {
    throw ArgumentError("a long column of numbers must be sealed before it is read");
  }
  return {file_->memory(), spilled_};
}

}  // namespace noctemg
