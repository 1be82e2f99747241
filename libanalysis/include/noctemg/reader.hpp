#pragma once

/// \file
/// Reading recordings: one interface for EDF, EDF+, BDF, BDF+, HDF5, PLUX OpenSignals and arrays.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "noctemg/option_groups.hpp"
#include "noctemg/recording.hpp"

namespace noctemg {

/// Borrowed samples of channels that share a rate, `[frame][channel]`, µV where the channel is
/// calibrated and the file's own unit elsewhere, NaN = missing.
struct Block {
  const float* samples = nullptr;
  std::size_t channel_count = 0;
  std::int64_t first_frame = 0;  ///< within the segment
  std::int64_t frame_count = 0;
};

/// Told of bytes of a recording's file that were just read, and where in the file the first of them
/// stands. Called from the threads that read, several at once; the bytes are gone when it returns.
using ByteWatcher = std::function<void(std::int64_t offset, std::span<const std::byte> bytes)>;

/// Random access to one recording. `read` may be called from several threads at once.
class Reader {
 public:
  virtual ~Reader() = default;
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  [[nodiscard]] virtual const Recording& recording() const noexcept = 0;

  /// Reads frames [first, first + count) of one segment.
  /// \param segment   index into recording().segments
  /// \param channels  indices into recording().channels; all must share one rate
  /// \param first     first frame, counted from the start of the segment, 0 <= first
  /// \param count     number of frames; first + count <= the segment's frame_count of these
  /// channels \param out       count * channels.size() values, `[frame][channel]`, see Block for
  /// the unit \throws ArgumentError when the request is out of range or mixes rates; InputError
  /// when the bytes cannot be read.
  virtual void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
                    std::int64_t count, float* out) const = 0;
  /// The same in double precision: 24-bit samples keep their last bit.
  virtual void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
                    std::int64_t count, double* out) const = 0;

  /// The same recording for somebody who wants to see the file's bytes and is going to read these
  /// channels from front to end: reading through what is returned shows them to `watcher`. This
  /// reader itself shows nothing to anybody and goes on as before.
  /// \param channels  as for read
  /// \return must not outlive this reader; nullptr when there is nothing to gain: when reading
  /// these channels takes less than the whole file, or `recording().file` is not what it is read
  /// from
  [[nodiscard]] virtual std::unique_ptr<Reader> showing_bytes(
      [[maybe_unused]] std::span<const std::size_t> channels,
      [[maybe_unused]] const ByteWatcher& watcher) const {
    return nullptr;
  }

  /// The same recording for one thread that is going to read in these frames here and there: bytes
  /// that have been read for them are kept, so that none is read twice, and shown in their order to
  /// whom this reader shows its bytes. Other frames can be read as well.
  /// \param channels, first, count  as for read
  /// \param memory  where bytes are kept, which must be left alone as long as what is returned
  ///                lives; grows as needed and can be used again afterwards
  /// \return must not outlive this reader; nullptr when there is nothing to gain, as when nobody
  /// watches the bytes, or when they are many
  /// \throws ArgumentError as read does
  [[nodiscard]] virtual std::unique_ptr<Reader> holding(
      [[maybe_unused]] std::size_t segment, [[maybe_unused]] std::span<const std::size_t> channels,
      [[maybe_unused]] std::int64_t first, [[maybe_unused]] std::int64_t count,
      [[maybe_unused]] std::vector<std::byte>& memory) const {
    return nullptr;
  }
};

/// Opens a recording; the format is told from its first bytes, never from its name.
/// \throws FileNotFoundError, InputError
[[nodiscard]] std::unique_ptr<Reader> open_recording(const std::string& path,
                                                     const ReadOptions& options = {});

/// A recording that lives in memory: one segment, one rate, borrowed samples.
/// \param samples   channel-major values, channel c starts at samples + c * channel_stride, frame f
/// at + f * frame_stride
///                  (strides in elements); must outlive the reader. NaN = missing.
/// \param unit      "nV", "uV", "mV" or "V"
/// \throws ArgumentError
struct ArraySource {
  const double* samples = nullptr;
  std::int64_t frame_count = 0;
  std::ptrdiff_t channel_stride = 0;
  std::ptrdiff_t frame_stride = 1;
  double rate_hz = 0;
  std::vector<std::string> labels;
  std::string unit = "uV";
  ClockTime start = {};  ///< of the first frame; unknown by default
};
[[nodiscard]] std::unique_ptr<Reader> open_array(const ArraySource& source);

/// True when the first bytes of `path` look like a recording that open_recording knows.
[[nodiscard]] bool looks_like_recording(const std::string& path);

}  // namespace noctemg
