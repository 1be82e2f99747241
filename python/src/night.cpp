#include "noctemg/night.hpp"

#include <memory>
#include <vector>

#include <pybind11/numpy.h>

#include "bindings.hpp"
#include "noctemg/analyzer.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::python {
namespace {

/// \param montage, hypnogram  files, or "" for none
std::unique_ptr<Night> analyze_reader(const Reader& reader, const Options& options,
                                      const std::string& montage, const std::string& hypnogram,
                                      py::object progress, int threads) {
  Progress hook(std::move(progress));
  auto night = std::make_unique<Night>();
  const AnalyzeHooks hooks{.progress = std::ref(hook), .threads = threads};
  hook.run([&] {
    std::vector<MontageRow> rows;
    if (!montage.empty()) rows = read_montage(montage);
    Hypnogram stages;
    if (!hypnogram.empty()) stages = read_hypnogram(hypnogram, reader.recording());
    *night = analyze(reader, options, rows, stages, hooks);
  });
  return night;
}

py::list warnings_of(const Night& night) {
  py::list list;
  for (const Warning& w : night.warnings) list.append(py::make_tuple(w.place, w.message));
  return list;
}

/// [episode][feature], in the order of episode_feature_table().
void features_into(const Night& night, const py::buffer& result) {
  const std::span<double> out = doubles(result, true);
  if (out.size() != night.episodes.size() * episode_feature_count) {
    throw py::value_error("the array has the wrong size");
  }
  std::size_t i = 0;
  for (const Episode& episode : night.episodes) {
    for (const EpisodeFeature& feature : episode_feature_table()) {
      out[i++] = episode.features.*feature.member;
    }
  }
}

/// A view of a column that keeps the night alive.
py::array column_view(const py::object& night, const FloatColumn& column, std::size_t channels) {
  const std::span<const float> values = column.values();
  const auto width = static_cast<py::ssize_t>(channels);
  const auto seconds = width == 0 ? 0 : static_cast<py::ssize_t>(values.size()) / width;
  py::array_t<float> view({seconds, width}, values.data(), night);
  view.attr("setflags")(py::arg("write") = false);
  return view;
}

/// Channels, seconds, and columns by name, `[second][channel]`.
py::dict overview_of(const py::object& self) {
  const auto& night = self.cast<const Night&>();
  const Overview& overview = night.overview;
  py::list labels;
  for (const std::size_t c : overview.channels) labels.append(night.recording.channels[c].label);
  // Shape and strides told in full: of one number alone pybind11 makes a stride of 0.
  const std::vector<py::ssize_t> shape = {static_cast<py::ssize_t>(overview.onset_s.size())};
  const std::vector<py::ssize_t> strides = {static_cast<py::ssize_t>(sizeof(double))};
  py::array_t<double> onset(shape, strides, overview.onset_s.data(), self);
  onset.attr("setflags")(py::arg("write") = false);
  const std::size_t width = overview.channels.size();
  return py::dict(py::arg("ch_names") = labels, py::arg("onset_s") = onset,
                  py::arg("min_uv") = column_view(self, overview.min_uv, width),
                  py::arg("max_uv") = column_view(self, overview.max_uv, width),
                  py::arg("rms_uv") = column_view(self, overview.rms_uv, width),
                  py::arg("rest_uv") = column_view(self, overview.rest_uv, width));
}

}  // namespace

void register_night(py::module_& module) {
  py::class_<Night>(module, "Night")
      .def("events_tsv", [](const Night& n) { return events_tsv(n); })
      .def("json", [](const Night& n) { return night_json(n); })
      .def("warnings", &warnings_of)
      .def("episode_count", [](const Night& n) { return n.episodes.size(); })
      .def("features_into", &features_into, py::arg("result"))
      .def("overview", &overview_of)
      .def("save", [](const Night& n, const std::string& folder, bool keep_identity,
                      bool annotations_edf, bool luna_annot) {
        const py::gil_scoped_release no_gil;
        write_night(n, folder, {keep_identity, annotations_edf, luna_annot});
      });
  module.def("analyze", &analyze_reader);
}

}  // namespace noctemg::python
