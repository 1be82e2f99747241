#include "noctemg/filter.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings.hpp"
#include "noctemg/error.hpp"

namespace noctemg::python {
namespace {

/// \return place and message of each warning
std::vector<std::pair<std::string, std::string>> filter_file(const std::string& in,
                                                             const std::string& out,
                                                             const Options& options,
                                                             const std::string& montage,
                                                             py::object progress) {
  const std::optional<RecordingFormat> format = format_from_ending(out);
  if (!format) throw ArgumentError("out: '" + out + "' must end in .edf, .bdf, .h5 or .hdf5");
  std::vector<MontageRow> rows;
  if (!montage.empty()) rows = read_montage(montage);
  Progress hook(std::move(progress));
  std::vector<std::pair<std::string, std::string>> result;
  hook.run([&] {
    for (Warning& warning : filter_recording(in, out, *format, options, rows, std::ref(hook))) {
      result.emplace_back(std::move(warning.place), std::move(warning.message));
    }
  });
  return result;
}

}  // namespace

void register_filter(py::module_& module) { module.def("filter_recording", &filter_file); }

}  // namespace noctemg::python
