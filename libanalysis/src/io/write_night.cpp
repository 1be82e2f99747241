#include "io/number_text.hpp"
#include "io/partial_folder.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

/// The id becomes a file name: no folder separators, never empty.
std::string annot_name(const Night& night) {
  const auto name = io::file_name(night.recording.id);
  return (name.empty() ? "night" : name) + ".annot";
}

}  // namespace

void write_night(const Night& night, const std::string& folder, const WriteOptions& options) {
  io::PartialFolder partial(folder);
  const auto in_folder = [&](const std::string& name) { return partial.temporary() + "/" + name; };
  write_text_atomically(in_folder("events.tsv"), events_tsv(night));
  write_text_atomically(in_folder("events.json"), events_json());
  write_text_atomically(in_folder("night.json"), night_json(night, options.keep_identity));
  write_night_h5(night, in_folder("night.h5"));
  if (options.annotations_edf) write_annotations_edf(night, in_folder("annotations.edf"));
  if (options.luna_annot) write_text_atomically(in_folder(annot_name(night)), luna_annot(night));
  partial.commit();
}

}  // namespace noctemg
