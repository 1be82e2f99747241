#include "io/file_hash.hpp"

#include <fmt/format.h>
#if defined(NOCTEMG_XXHASH_DISPATCH)
#include <xxh_x86dispatch.h>
#else
#include <xxhash.h>
#endif

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <vector>

#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

// Stays in the second cache between being read and being hashed.
constexpr std::int64_t block_bytes = std::int64_t{256} << 10;

std::string hex(XXH64_hash_t hash) { return fmt::format("{:016x}", hash); }

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { (void)std::fclose(file); }
};
struct FreeState {
  void operator()(XXH3_state_t* state) const noexcept { (void)XXH3_freeState(state); }
};

}  // namespace

/// The file as it is read here, and the hash so far.
struct FileHash::Source {
  std::unique_ptr<std::FILE, CloseFile> file;
  std::int64_t position = 0;  ///< of the next byte that `file` gives
  std::unique_ptr<XXH3_state_t, FreeState> state;
  std::vector<std::byte> block;
};

FileHash::FileHash(const std::string& path) : path_(path), source_(std::make_unique<Source>()) {
  source_->file.reset(std::fopen(path.c_str(), "rb"));
  if (source_->file == nullptr)
    throw FileNotFoundError(path, "", "",
                            "cannot be opened: " + std::generic_category().message(errno));
  // Blocks as large as ours need no buffer between.
  (void)std::setvbuf(source_->file.get(), nullptr, _IONBF, 0);
  source_->state.reset(XXH3_createState());
  if (source_->state == nullptr || XXH3_64bits_reset(source_->state.get()) != XXH_OK)
    throw std::bad_alloc();
}

FileHash::~FileHash() = default;

void FileHash::take(std::span<const std::byte> bytes) {
  (void)XXH3_64bits_update(source_->state.get(), bytes.data(), bytes.size());
  next_ += static_cast<std::int64_t>(bytes.size());
}

/// Or until the file ends.
void FileHash::read_until(std::int64_t end) {
  std::FILE* const file = source_->file.get();
  // What cannot be positioned, a pipe, never needs it: nobody else reads it.
  const bool failed = next_ < end && source_->position != next_ && ::fseeko(file, next_, SEEK_SET);
  source_->position = next_;
  // It may have grown since its end was met.
  std::clearerr(file);
  while (next_ < end && !failed && !stop_) {
    const auto wanted = static_cast<std::size_t>(std::min(block_bytes, end - next_));
    if (source_->block.size() < wanted) source_->block.resize(wanted);
    const std::size_t count = std::fread(source_->block.data(), 1, wanted, file);
    if (count == 0) break;
    take(std::span(source_->block).first(count));
    source_->position = next_;
  }
  if (failed || std::ferror(file) != 0)
    throw InputError(path_, "", "", fmt::format("cannot be read beyond byte {}", next_.load()));
}

void FileHash::saw(std::int64_t offset, std::span<const std::byte> bytes) noexcept {
  const std::int64_t end = offset + static_cast<std::int64_t>(bytes.size());
  if (end <= next_) return;
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock() || failure_) return;
  try {
    read_until(offset);
  } catch (...) {
    failure_ = std::current_exception();
  }
  const std::int64_t known = next_ - offset;
  // Before the bytes when the file ends there by now, behind them when another was faster.
  if (known >= 0 && next_ < end) take(bytes.subspan(static_cast<std::size_t>(known)));
}

std::string FileHash::finish(std::int64_t& bytes) {
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(failure_);
  read_until(end_of_file);
  bytes = next_;
  return hex(XXH3_64bits_digest(source_->state.get()));
}

std::string xxh3_of_file(const std::string& path, std::int64_t& bytes) {
  return FileHash(path).finish(bytes);
}

std::string xxh3_of_text(std::string_view text) {
  return hex(XXH3_64bits(text.data(), text.size()));
}

}  // namespace noctemg::io
