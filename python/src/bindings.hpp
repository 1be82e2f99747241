#pragma once

/// \file
/// What the files of the module share. Arrays cross the border as buffers that Python allocated:
/// nothing here knows NumPy, so one build serves every version of it.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstddef>
#include <exception>
#include <functional>
#include <span>
#include <string>

namespace noctemg::python {

namespace py = pybind11;

void register_batch(py::module_& module);
void register_errors(py::module_& module);
void register_evaluate(py::module_& module);
void register_recording(py::module_& module);
void register_options(py::module_& module);
void register_model(py::module_& module);
void register_filter(py::module_& module);
void register_night(py::module_& module);
void register_signal(py::module_& module);
void register_simulate(py::module_& module);

/// Values of a C-contiguous buffer of doubles, borrowed. \throws py::value_error
[[nodiscard]] std::span<double> doubles(const py::buffer& buffer, bool writable);

/// A progress hook for C++ around a Python callable or None: called with the GIL released, it lets
/// Ctrl-C and exceptions of the callable stop the work.
class Progress {
 public:
  explicit Progress(py::object callable) : callable_(std::move(callable)) {}
  [[nodiscard]] bool operator()(double share);

  /// Runs `work` without the GIL. When this hook stopped it, what stopped it is thrown on.
  void run(const std::function<void()>& work);

 private:
  py::object callable_;
  std::exception_ptr failure_;
};

}  // namespace noctemg::python
