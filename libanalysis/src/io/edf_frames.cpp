#include "io/edf_frames.hpp"

#include <algorithm>
#include <array>

#include "io/edf_samples.hpp"
#include "io/edf_wide_rows.hpp"

namespace noctemg::io {
namespace {

// Measured: reads of 256 KiB are as fast as any, and stay in the second cache until decoded.
constexpr std::int64_t read_bytes = std::int64_t{256} * 1024;
// Two tiles of eight channels at 2 kHz and 24 bits: more than that costs more memory than it is
// worth.
constexpr std::int64_t most_held_bytes = std::int64_t{16} * 1024 * 1024;
constexpr std::int64_t largest_record_read = std::int64_t{1024} * 1024;
// What can be copied in the time of one more system call.
constexpr std::int64_t bytes_per_call = std::int64_t{4} * 1024;
constexpr std::size_t tile_frames = 256;
constexpr std::size_t tile_rows = 8;

std::byte* scratch(std::int64_t bytes) {
  thread_local std::vector<std::byte> buffer;
  const auto needed = static_cast<std::size_t>(bytes) + decode_overread_bytes;
  if (buffer.size() < needed) buffer.resize(needed);
  return buffer.data();
}

}  // namespace

/// Frames in terms of records.
struct EdfFrames::Request {
  std::vector<SampleRow> rows;  ///< of the channels asked for
  std::int64_t samples_per_record;
  std::int64_t record;           ///< of the first frame
  std::int64_t first_in_record;  ///< frame within that record
  std::int64_t count;
};

EdfFrames::EdfFrames(FileBytes file, const EdfHeader& header, const std::vector<Channel>& channels,
                     const std::vector<std::size_t>& signals)
    : file_(std::move(file)),
      sample_bytes_(header.sample_bytes),
      samples_offset_(header.samples_offset),
      record_bytes_(header.record_bytes) {
  for (std::size_t c = 0; c < channels.size(); ++c) {
    const EdfSignal& signal = header.signals[signals[c]];
    rows_.push_back({signal.byte_offset, SampleScale::of(channels[c])});
    samples_per_record_.push_back(signal.samples_per_record);
  }
}

EdfFrames::Request EdfFrames::request(std::int64_t first_record,
                                      std::span<const std::size_t> channels, std::int64_t first,
                                      std::int64_t count) const {
  const std::int64_t per_record = samples_per_record_[channels.front()];
  Request request{{}, per_record, first_record + first / per_record, first % per_record, count};
  request.rows.reserve(channels.size());
  for (const std::size_t channel : channels) request.rows.push_back(rows_[channel]);
  return request;
}

template <typename Value>
void EdfFrames::read_any(std::int64_t first_record, std::span<const std::size_t> channels,
                         std::int64_t first, std::int64_t count, Value* out,
                         const RecordBytes& bytes) const {
  const Request asked = request(first_record, channels, first, count);
  if (reads_whole_records(channels))
    read_records(asked, out, bytes);
  else
    read_pieces(asked, out);
}

void EdfFrames::read(std::int64_t first_record, std::span<const std::size_t> channels,
                     std::int64_t first, std::int64_t count, float* out,
                     const RecordBytes& bytes) const {
  read_any(first_record, channels, first, count, out, bytes);
}

void EdfFrames::read(std::int64_t first_record, std::span<const std::size_t> channels,
                     std::int64_t first, std::int64_t count, double* out,
                     const RecordBytes& bytes) const {
  read_any(first_record, channels, first, count, out, bytes);
}

bool EdfFrames::reads_whole_records(std::span<const std::size_t> channels) const {
  const auto count = static_cast<std::int64_t>(channels.size());
  const std::int64_t unwanted =
      record_bytes_ - count * samples_per_record_[channels.front()] * sample_bytes_;
  return record_bytes_ <= largest_record_read && unwanted <= count * bytes_per_call;
}

std::optional<HeldRecords> EdfFrames::hold(std::int64_t first_record,
                                           std::span<const std::size_t> channels,
                                           std::int64_t first, std::int64_t count,
                                           std::vector<std::byte>& memory,
                                           const ByteWatcher& watcher) const {
  const Request asked = request(first_record, channels, first, count);
  const std::int64_t records =
      (asked.first_in_record + count + asked.samples_per_record - 1) / asked.samples_per_record;
  if (records * record_bytes_ > most_held_bytes) return std::nullopt;
  const auto size = static_cast<std::size_t>(records * record_bytes_) + decode_overread_bytes;
  if (memory.size() < size) {
    // What is inside is of no use to anybody; the first request of a night is a little shorter than
    // those that follow.
    memory.clear();
    memory.resize(size + size / 16);
  }
  return HeldRecords(file_, samples_offset_ + asked.record * record_bytes_, record_bytes_, records,
                     memory, watcher);
}

/// Bytes of whole records, until the next call of this thread.
const std::byte* EdfFrames::records(std::int64_t offset, std::int64_t size,
                                    const RecordBytes& bytes) const {
  if (bytes.held != nullptr) {
    const std::byte* const held = bytes.held->get(offset, size);
    if (held != nullptr) return held;
  }
  std::byte* const own = scratch(size);
  const std::span taken(own, static_cast<std::size_t>(size));
  file_.read(offset, taken);
  if (bytes.watcher != nullptr) (*bytes.watcher)(offset, taken);
  return own;
}

/// Several whole records in one read.
template <typename Value>
void EdfFrames::read_records(const Request& request, Value* out, const RecordBytes& bytes) const {
  const std::int64_t records_per_read = std::max<std::int64_t>(read_bytes / record_bytes_, 1);
  std::int64_t record = request.record, begin = request.first_in_record, left = request.count;
  while (left > 0) {
    const std::int64_t needed =
        (begin + left + request.samples_per_record - 1) / request.samples_per_record;
    const std::int64_t count_now = std::min(records_per_read, needed);
    const std::byte* const now =
        records(samples_offset_ + record * record_bytes_, count_now * record_bytes_, bytes);
    for (std::int64_t r = 0; r < count_now; ++r, begin = 0) {
      const std::int64_t count = std::min(request.samples_per_record - begin, left);
      decode_frames(now + r * record_bytes_, request, begin, count, out);
      out += count * static_cast<std::int64_t>(request.rows.size());
      left -= count;
    }
    record += count_now;
  }
}

template <typename Value>
void EdfFrames::decode_frames(const std::byte* record, const Request& request, std::int64_t begin,
                              std::int64_t count, Value* out) const {
  const std::span<const SampleRow> rows = request.rows;
  const std::byte* const bytes = record + begin * sample_bytes_;
  const std::size_t width = rows.size();
  const auto frames = static_cast<std::size_t>(count);
  if (width == 1)
    return decode(bytes + rows[0].byte_offset, sample_bytes_, frames, rows[0].scale, out);
  if (sample_bytes_ == 2 && frames >= wide_rows_least_frames)
    return decode_wide_rows(bytes, rows, frames, out);
  std::array<Value, tile_frames * tile_rows> tile;
  for (std::size_t done = 0; done < frames; done += tile_frames) {
    const std::size_t some = std::min(tile_frames, frames - done);
    const std::byte* const from = bytes + static_cast<std::int64_t>(done) * sample_bytes_;
    for (std::size_t c = 0; c < width; c += tile_rows) {
      const std::span<const SampleRow> few = rows.subspan(c, std::min(tile_rows, width - c));
      for (std::size_t r = 0; r < few.size(); ++r)
        decode(from + few[r].byte_offset, sample_bytes_, some, few[r].scale,
               tile.data() + r * tile_frames);
      interleave(tile.data(), tile_frames, few.size(), some, out + done * width + c, width);
    }
  }
}

/// Channel by channel, for long records or few of many channels.
template <typename Value>
void EdfFrames::read_pieces(const Request& request, Value* out) const {
  std::byte* const bytes = scratch(read_bytes);
  const std::int64_t most_frames = read_bytes / sample_bytes_;
  const std::size_t stride = request.rows.size();
  std::array<Value, tile_frames> tile;
  std::int64_t record = request.record, begin = request.first_in_record, left = request.count;
  while (left > 0) {
    const std::int64_t count = std::min({request.samples_per_record - begin, left, most_frames});
    for (std::size_t c = 0; c < stride; ++c) {
      const SampleRow& row = request.rows[c];
      file_.read(samples_offset_ + record * record_bytes_ + row.byte_offset + begin * sample_bytes_,
                 {bytes, static_cast<std::size_t>(count * sample_bytes_)});
      if (stride == 1)
        decode(bytes, sample_bytes_, static_cast<std::size_t>(count), row.scale, out);
      for (std::int64_t done = 0; stride > 1 && done < count; done += tile_frames) {
        const auto frames = std::min(tile_frames, static_cast<std::size_t>(count - done));
        decode(bytes + done * sample_bytes_, sample_bytes_, frames, row.scale, tile.data());
        interleave(tile.data(), tile_frames, 1, frames, out + done * stride + c, stride);
      }
    }
    out += count * static_cast<std::int64_t>(stride);
    left -= count;
    begin += count;
    if (begin == request.samples_per_record) begin = 0, ++record;
  }
}

}  // namespace noctemg::io
