#include "noctemg/filter.hpp"

#include <memory>

#include "io/convert.hpp"
#include "noctemg/reader.hpp"
#include "run/filtered_reader.hpp"

namespace noctemg {

std::vector<Warning> filter_recording(const std::string& in, const std::string& out,
                                      RecordingFormat format, const Options& options,
                                      const std::vector<MontageRow>& montage,
                                      const std::function<bool(double)>& progress) {
  validate(options);
  const std::unique_ptr<Reader> reader = open_recording(in, options.read);
  Recording recording = reader->recording();
  apply_montage(recording, montage);
  const run::FilteredReader filtered(*reader, recording, options);
  io::convert_reader(filtered, out, format, progress);
  return filtered.warnings();
}

}  // namespace noctemg
