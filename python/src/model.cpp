#include "noctemg/episode_model.hpp"

#include "bindings.hpp"

namespace noctemg::python {
namespace {

std::vector<std::string> labels_of(const EpisodeModel& model) {
  std::vector<std::string> labels;
  for (const Label label : model.labels()) labels.emplace_back(to_text(label));
  return labels;
}

/// Row by row; both buffers belong to Python.
void probabilities_into(const EpisodeModel& model, const py::buffer& values,
                        const py::buffer& result) {
  const std::span<double> in = doubles(values, false);
  const std::span<double> out = doubles(result, true);
  const std::size_t inputs = model.inputs().size();
  const std::size_t labels = model.labels().size();
  if (in.size() % inputs != 0 || out.size() != in.size() / inputs * labels) {
    throw py::value_error("expected " + std::to_string(inputs) + " values per episode");
  }
  const py::gil_scoped_release release;
  for (std::size_t row = 0; row * inputs < in.size(); ++row) {
    const auto p = model.probabilities(in.subspan(row * inputs, inputs));
    std::copy(p.begin(), p.end(), out.begin() + static_cast<std::ptrdiff_t>(row * labels));
  }
}

py::list feature_list() {
  py::list list;
  for (const EpisodeFeature& feature : episode_feature_table()) {
    list.append(py::make_tuple(feature.name, feature.unit, feature.meaning));
  }
  return list;
}

}  // namespace

void register_model(py::module_& module) {
  py::class_<EpisodeModel>(module, "EpisodeModel")
      .def_static("parse", &EpisodeModel::parse, py::arg("text"), py::arg("place"))
      .def_static("load", &EpisodeModel::load, py::arg("path"))
      .def_static("shipped", [] { return EpisodeModel::shipped(); })
      .def("inputs", &EpisodeModel::inputs)
      .def("labels", &labels_of)
      .def("identity", &EpisodeModel::identity)
      .def("probabilities_into", &probabilities_into, py::arg("values"), py::arg("result"));
  module.def("episode_features", &feature_list);
}

}  // namespace noctemg::python
