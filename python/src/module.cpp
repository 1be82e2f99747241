#include "bindings.hpp"
#include "noctemg/version.hpp"

PYBIND11_MODULE(_noctemg, module) {
  using namespace noctemg::python;
  module.doc() = "The C++ side of noctemg. Use the package noctemg instead.";
  module.attr("version") = noctemg::version;
  register_errors(module);
  register_recording(module);
  register_options(module);
  register_night(module);
  register_signal(module);
  register_simulate(module);
}
