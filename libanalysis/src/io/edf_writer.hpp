#pragma once

/// \file
/// EDF+ (16 bit) and BDF+ (24 bit) files, written record by record.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "io/edf_writer_annotations.hpp"
#include "io/edf_writer_header.hpp"
#include "io/output_file.hpp"
#include "io/partial_file.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::io {

/// Digital numbers that stand for physical_min and physical_max of a channel.
struct DigitalRange {
  double min = 0;
  double max = 0;
};

/// Samples are scaled with the physical range as printed in the header. Annotations wait in memory
/// and go into the records at close(); when they are more than the annotation signal holds, the
/// signal is widened in place, so that none is lost.
class EdfWriter final : public RecordingWriter {
 public:
  /// \param ranges  one per channel; empty: the whole range of the format
  /// \throws OutputError, ArgumentError
  EdfWriter(const std::string& path, const OutputRecording& recording, bool bdf,
            std::span<const DigitalRange> ranges = {});

  void write_record(std::span<const double> values) override;
  /// The same with digital numbers instead of values.
  void write_digital_record(std::span<const double> digitals);
  void annotate(const Annotation& annotation) override;
  void close() override;
  [[nodiscard]] std::int64_t clipped() const noexcept override { return clipped_; }

  /// The next record starts here rather than at the end of the last one. A gap makes the file
  /// EDF+D (BDF+D). \param start  from the first sample of the recording
  void start_segment(Ticks start);

 private:
  struct Lane {
    double physical_min = 0, gain = 1, digital_min = 0;
    std::int64_t samples = 0;
  };
  void add_lane(const OutputChannel& channel, DigitalRange range, double record_duration_s);
  void add_annotation_signal();
  [[nodiscard]] std::int32_t code(const Lane& lane, double digital);
  [[nodiscard]] std::size_t sample_bytes() const noexcept { return header_.bdf ? 3 : 2; }
  [[nodiscard]] std::size_t record_bytes() const noexcept { return data_bytes_ + page_bytes_; }
  [[nodiscard]] std::size_t header_bytes() const noexcept {
    return 256 * (header_.signals.size() + 1);
  }
  [[nodiscard]] std::string page(std::int64_t record, const std::string& annotations) const;
  void widen();
  void write_annotations();

  PartialFile target_;
  OutputFile file_;
  EdfHeaderText header_;
  std::vector<Lane> lanes_;
  RecordTimes times_;
  Ticks zero_ = 0;               // of the first sample after the start second of the header
  std::size_t data_bytes_ = 0;   // of a record without its annotations
  std::size_t page_bytes_ = 96;  // of a record's annotations; divisible by 2 and 3
  std::size_t values_per_record_ = 0;
  std::vector<double> digitals_;
  std::string record_;
  std::vector<Annotation> annotations_;
  std::int64_t records_ = 0;
  std::int64_t clipped_ = 0;
  bool closed_ = false;
};

}  // namespace noctemg::io
