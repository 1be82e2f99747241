#pragma once

/// \file
/// XXH3-64 fingerprints: provenance, and how a resumed batch knows an input again.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace noctemg::io {

/// XXH3-64 of a file's bytes, of which those that somebody else reads need not be read again. Of a
/// file that changes meanwhile it is the hash of the bytes as they were found.
class FileHash {
 public:
  /// \throws FileNotFoundError when it cannot be opened
  explicit FileHash(const std::string& path);
  ~FileHash();
  FileHash(const FileHash&) = delete;
  FileHash& operator=(const FileHash&) = delete;

  /// Takes bytes that were read from the same file at `offset`, in any order and from any number of
  /// threads. What lies before them and was not shown is read here and now, so that little is left
  /// to be read at the end. A thread that comes while another hashes goes on at once: its bytes
  /// are read later. Failures are kept for finish().
  void saw(std::int64_t offset, std::span<const std::byte> bytes) noexcept;

  /// Reads what is left.
  /// \param bytes  set to the length of the file
  /// \return 16 hex digits, seed 0, as `xxhsum -H3` prints them
  /// \throws InputError when the file cannot be read to its end
  [[nodiscard]] std::string finish(std::int64_t& bytes);

  /// Nobody wants the hash any more: reading ends soon, and what finish() returns is of no use.
  void stop() noexcept { stop_ = true; }

 private:
  struct Source;
  static constexpr std::int64_t end_of_file = std::numeric_limits<std::int64_t>::max();

  void read_until(std::int64_t end);
  void take(std::span<const std::byte> bytes);

  std::string path_;
  std::unique_ptr<Source> source_;
  std::mutex mutex_;
  std::atomic<std::int64_t> next_ = 0;  ///< the first byte that is not hashed yet
  std::atomic<bool> stop_ = false;
  std::exception_ptr failure_;
};

/// FileHash of a file that nobody else reads.
/// \throws FileNotFoundError when it cannot be opened, InputError when it cannot be read to its end
[[nodiscard]] std::string xxh3_of_file(const std::string& path, std::int64_t& bytes);

/// XXH3-64 of a text, in the same form.
[[nodiscard]] std::string xxh3_of_text(std::string_view text);

}  // namespace noctemg::io
