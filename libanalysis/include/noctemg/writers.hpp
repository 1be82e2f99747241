#pragma once

/// \file
/// Results to files, and recordings to files. Everything is written under a temporary name and
/// renamed when complete.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "noctemg/night.hpp"
#include "noctemg/reader.hpp"

namespace noctemg {

struct WriteOptions {
  bool keep_identity = false;    ///< patient name, birth date and free header text in outputs
  bool annotations_edf = false;  ///< also annotations.edf (EDF+)
  bool luna_annot = false;       ///< also <id>.annot
};

/// Writes events.tsv, events.json, night.json and night.h5 (and what `options` asks for) into
/// `folder`, which appears only when all of it is complete and replaces an older one. \throws
/// OutputError
void write_night(const Night& night, const std::string& folder, const WriteOptions& options = {});

/// The single files, for those who want only one.
[[nodiscard]] std::string events_tsv(const Night& night);
[[nodiscard]] std::string events_json();
[[nodiscard]] std::string night_json(const Night& night, bool keep_identity = false);
void write_night_h5(const Night& night, const std::string& path);
void write_annotations_edf(const Night& night, const std::string& path);
[[nodiscard]] std::string luna_annot(const Night& night);

/// One line of the cohort table nights.tsv, and its header line (both end with '\n').
[[nodiscard]] std::string nights_tsv_header();
[[nodiscard]] std::string nights_tsv_row(const Night& night, const std::string& id);

/// `noctemg info`: one JSON object on one line (no newline), and the text for people.
[[nodiscard]] std::string info_json(const Recording& recording, bool keep_identity = false);
[[nodiscard]] std::string info_text(const Recording& recording, bool keep_identity = false);

/// A channel to be written.
struct OutputChannel {
  std::string label;
  std::string unit = "uV";
  double rate_hz = 0;       ///< times record_duration_s must be a whole number
  double physical_min = 0;  ///< of the digital range; values outside are clipped and counted
  double physical_max = 0;
  std::string prefilter;
  std::string muscle;  ///< HDF5 attributes; EDF has no place for them
  Side side = Side::unknown;
  Role role = Role::emg;
};

struct OutputRecording {
  ClockTime start;
  std::vector<OutputChannel> channels;
  double record_duration_s = 1.0;
  std::string patient = "X X X X";
  std::string description = "X X X noctemg";
};

enum class RecordingFormat { edf, bdf, hdf5 };

/// What a file name's ending stands for: .edf, .bdf, .h5 or .hdf5 in any case.
[[nodiscard]] std::optional<RecordingFormat> format_from_ending(const std::string& path);

/// Writes a recording record by record, in bounded memory.
class RecordingWriter {
 public:
  virtual ~RecordingWriter() = default;
  RecordingWriter() = default;
  RecordingWriter(const RecordingWriter&) = delete;
  RecordingWriter& operator=(const RecordingWriter&) = delete;

  /// One record: channel after channel, rate * record_duration values each, in the channel's unit.
  /// NaN is written as the digital value nearest to zero in EDF/BDF and as NaN in HDF5.
  virtual void write_record(std::span<const double> values) = 0;
  /// Adds an annotation; any time before close(), in any order and any number. None is lost.
  virtual void annotate(const Annotation& annotation) = 0;
  /// Completes the file and gives it its name. Without it the destructor removes what was written.
  virtual void close() = 0;
  /// Samples that lay outside the physical range so far.
  [[nodiscard]] virtual std::int64_t clipped() const noexcept = 0;
};

/// \throws OutputError, ArgumentError
[[nodiscard]] std::unique_ptr<RecordingWriter> create_recording(const std::string& path,
                                                                RecordingFormat format,
                                                                const OutputRecording& recording);

/// Copies a recording into another format. Stored integers, their scale, segments and annotations
/// stay what they are, so that an analysis of the copy gives the same bytes; floating-point samples
/// stay exact in HDF5.
/// \param progress  told the finished share, 0 to 1; false ends it, and nothing is written
/// \throws FileNotFoundError, InputError, OutputError; Interrupted; ArgumentError when the format
/// cannot hold a channel (label above 16 characters in EDF, 24-bit samples in EDF)
void convert_recording(const std::string& in, const std::string& out, RecordingFormat format,
                       const ReadOptions& options = {},
                       const std::function<bool(double)>& progress = {});

/// Writes a text file under a temporary name and renames it. \throws OutputError
void write_text_atomically(const std::string& path, const std::string& text);

}  // namespace noctemg
