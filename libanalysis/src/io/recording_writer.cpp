#include "io/edf_writer.hpp"
#include "io/h5_recording_writer.hpp"
#include "noctemg/error.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {

std::unique_ptr<RecordingWriter> create_recording(const std::string& path, RecordingFormat format,
                                                  const OutputRecording& recording) {
  switch (format) {
    case RecordingFormat::edf:
      return std::make_unique<io::EdfWriter>(path, recording, false);
    case RecordingFormat::bdf:
      return std::make_unique<io::EdfWriter>(path, recording, true);
    case RecordingFormat::hdf5:
      return io::create_h5_recording(path, recording);
  }
  throw ArgumentError("unknown recording format");
}

}  // namespace noctemg
