#include "noctemg/error.hpp"

#include "bindings.hpp"

namespace noctemg::python {
namespace {

/// Python's own exceptions, so that callers need no new names.
// NOLINTNEXTLINE(performance-unnecessary-value-param): the signature is pybind11's
void translate(std::exception_ptr failure) {
  if (!failure) return;
  try {
    std::rethrow_exception(failure);
  } catch (const FileNotFoundError& e) {
    PyErr_SetString(PyExc_FileNotFoundError, e.what());
  } catch (const InputError& e) {
    PyErr_SetString(PyExc_ValueError, e.what());
  } catch (const OptionError& e) {
    PyErr_SetString(PyExc_ValueError, e.what());
  } catch (const ArgumentError& e) {
    PyErr_SetString(PyExc_ValueError, e.what());
  } catch (const OutputError& e) {
    PyErr_SetString(PyExc_OSError, e.what());
  } catch (const Interrupted& e) {
    PyErr_SetString(PyExc_KeyboardInterrupt, e.what());
  }
}

}  // namespace

void register_errors(py::module_& /*module*/) { py::register_exception_translator(translate); }

bool Progress::operator()(double share) {
  const py::gil_scoped_acquire gil;
  try {
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    return callable_.is_none() || !callable_(share).is(py::bool_(false));
  } catch (...) {
    failure_ = std::current_exception();
    return false;
  }
}

void Progress::run(const std::function<void()>& work) {
  try {
    const py::gil_scoped_release no_gil;
    work();
  } catch (const Interrupted&) {
    if (failure_) std::rethrow_exception(failure_);
    throw;
  }
}

}  // namespace noctemg::python
