#pragma once

/// \file
/// Frames of chosen channels out of consecutive data records.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "io/edf_bytes.hpp"
#include "io/edf_header.hpp"
#include "io/edf_held.hpp"
#include "io/edf_samples.hpp"
#include "noctemg/reader.hpp"

namespace noctemg::io {

/// Whom the bytes of whole records come from or are shown to.
struct RecordBytes {
  const ByteWatcher* watcher = nullptr;  ///< shown what is read; null: nobody watches
  HeldRecords* held = nullptr;           ///< asked first; null: nobody
};

/// Any number of threads may read at once. Scratch memory is one buffer per thread, about 1 MiB at
/// most whatever the request.
class EdfFrames {
 public:
  /// \param signals  for each channel, its index in header.signals
  EdfFrames(FileBytes file, const EdfHeader& header, const std::vector<Channel>& channels,
            const std::vector<std::size_t>& signals);

  /// Frames [first, first + count) counted from the start of `first_record`; the channels share a
  /// rate, and the frames exist.
  /// \throws InputError when the bytes cannot be read
  void read(std::int64_t first_record, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, float* out, const RecordBytes& bytes = {}) const;
  void read(std::int64_t first_record, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, double* out, const RecordBytes& bytes = {}) const;
  /// Records of these frames, to be kept in `memory` once they are read; the frames exist.
  /// \return nothing when they are more than is worth it
  [[nodiscard]] std::optional<HeldRecords> hold(std::int64_t first_record,
                                                std::span<const std::size_t> channels,
                                                std::int64_t first, std::int64_t count,
                                                std::vector<std::byte>& memory,
                                                const ByteWatcher& watcher) const;
  /// Whether reading these channels takes whole records; the channels share a rate.
  [[nodiscard]] bool reads_whole_records(std::span<const std::size_t> channels) const;

  [[nodiscard]] const FileBytes& file() const noexcept { return file_; }

 private:
  struct Request;

  [[nodiscard]] Request request(std::int64_t first_record, std::span<const std::size_t> channels,
                                std::int64_t first, std::int64_t count) const;
  template <typename Value>
  void read_any(std::int64_t first_record, std::span<const std::size_t> channels,
                std::int64_t first, std::int64_t count, Value* out, const RecordBytes& bytes) const;
  template <typename Value>
  void read_records(const Request& request, Value* out, const RecordBytes& bytes) const;
  [[nodiscard]] const std::byte* records(std::int64_t offset, std::int64_t size,
                                         const RecordBytes& bytes) const;
  template <typename Value>
  void read_pieces(const Request& request, Value* out) const;
  template <typename Value>
  void decode_frames(const std::byte* record, const Request& request, std::int64_t begin,
                     std::int64_t count, Value* out) const;

  FileBytes file_;
  std::int64_t sample_bytes_;
  std::int64_t samples_offset_;
  std::int64_t record_bytes_;
  std::vector<SampleRow> rows_;
  std::vector<std::int64_t> samples_per_record_;
};

}  // namespace noctemg::io
