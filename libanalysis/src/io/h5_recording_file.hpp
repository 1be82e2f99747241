#pragma once

/// \file
/// noctemg's own HDF5 recording layout (h5_schema.md), written block by block.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/h5.hpp"
#include "io/partial_file.hpp"
#include "noctemg/recording.hpp"

namespace noctemg::io {

/// Channels that share a table: one rate, one type of number.
struct H5GroupPlan {
  Rate rate;
  h5::Number type = h5::Number::f32;
  std::vector<std::size_t> channels;  ///< positions in the recording
};

class H5RecordingFile {
 public:
  /// Writes everything but samples, segments and annotations.
  /// \param types   how each channel is stored: i16, i32, f32 or f64
  /// \throws OutputError
  H5RecordingFile(const std::string& path, const Recording& recording,
                  std::span<const h5::Number> types);

  [[nodiscard]] const std::vector<H5GroupPlan>& groups() const noexcept { return plans_; }
  /// Adds frames to a group. \param values `[frame][channel of the group]`: what is stored, that is
  /// digital numbers for integer types. NaN: missing.
  void append(std::size_t group, std::int64_t count, const double* values);
  /// Frames that a group holds so far.
  [[nodiscard]] std::int64_t frames(std::size_t group) const;
  /// Completes the file and gives it its name.
  /// \param segments  with frames per channel of the recording
  void finish(std::span<const Segment> segments, std::span<const Annotation> annotations);

 private:
  struct Table {
    h5::Dataset samples;
    std::int64_t chunk_rows = 0;
    std::vector<std::byte> pending;  ///< whole rows, fewer than a chunk
  };
  void flush(std::size_t group);
  void write_segments(std::span<const Segment> segments);
  void write_annotations(std::span<const Annotation> annotations);

  PartialFile target_;
  h5::File file_;
  std::vector<H5GroupPlan> plans_;
  std::vector<Table> tables_;
};

}  // namespace noctemg::io
