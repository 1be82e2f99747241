#include "bindings.hpp"
#include "noctemg/version.hpp"

PYBIND11_MODULE(_noctemg, module) {
  namespace bindings = noctemg::python;
  module.doc() = "The C++ side of noctemg. Use the package noctemg instead.";
  module.attr("version") = noctemg::version;
  bindings::register_errors(module);
  bindings::register_recording(module);
  bindings::register_options(module);
  bindings::register_model(module);
  bindings::register_night(module);
  bindings::register_batch(module);
  bindings::register_evaluate(module);
  bindings::register_filter(module);
  bindings::register_signal(module);
  bindings::register_simulate(module);
}
