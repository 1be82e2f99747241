#include "noctemg/options.hpp"

#include <utility>
#include <vector>

#include "bindings.hpp"

namespace noctemg::python {
namespace {

using Assignments = std::vector<std::pair<std::string, std::string>>;

/// Preset, file and single values in the order of the command line; all violations at once. The
/// options change only when everything is right.
void apply(Options& options, const std::string& preset, const std::string& file,
           const Assignments& assignments) {
  Options changed = options;
  OptionSetter setter(changed);
  if (!preset.empty()) setter.preset(preset);
  if (!file.empty()) setter.toml_file(file);
  for (const auto& [name, value] : assignments) setter.set(name, value, "Python");
  setter.finish();
  options = std::move(changed);
}

py::list describe(const Options& options) {
  py::list list;
  for (const OptionDescription& d : describe_options(options)) {
    list.append(py::dict(py::arg("name") = d.name, py::arg("type") = d.type,
                         py::arg("value") = d.value, py::arg("standard") = d.standard,
                         py::arg("unit") = d.unit, py::arg("range") = d.range,
                         py::arg("help") = d.help, py::arg("source") = d.source,
                         py::arg("changes_results") = d.changes_results));
  }
  return list;
}

py::list list_presets() {
  py::list list;
  for (const Preset& p : presets()) {
    list.append(py::make_tuple(std::string(p.name), std::string(p.help), std::string(p.citation)));
  }
  return list;
}

}  // namespace

void register_options(py::module_& module) {
  py::class_<Options>(module, "Options")
      .def(py::init<>())
      .def("copy", [](const Options& o) { return Options(o); })
      .def("apply", &apply)
      .def("describe", &describe)
      .def("toml", [](const Options& o) { return options_toml(o); })
      .def("hash", [](const Options& o) { return options_hash(o); });
  module.def("presets", &list_presets);
}

}  // namespace noctemg::python
