#include "noctemg/night.hpp"

#include <memory>

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

}  // namespace

void register_night(py::module_& module) {
  py::class_<Night>(module, "Night")
      .def("events_tsv", [](const Night& n) { return events_tsv(n); })
      .def("json", [](const Night& n) { return night_json(n); })
      .def("warnings", &warnings_of)
      .def("episode_count", [](const Night& n) { return n.episodes.size(); })
      .def("features_into", &features_into, py::arg("result"))
      .def("save", [](const Night& n, const std::string& folder, bool keep_identity,
                      bool annotations_edf, bool luna_annot) {
        const py::gil_scoped_release no_gil;
        write_night(n, folder, {keep_identity, annotations_edf, luna_annot});
      });
  module.def("analyze", &analyze_reader);
}

}  // namespace noctemg::python
