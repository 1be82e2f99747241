#include "bindings.hpp"

namespace noctemg::python {

std::span<double> doubles(const py::buffer& buffer, bool writable) {
  const py::buffer_info info = buffer.request(writable);
  if (info.format != py::format_descriptor<double>::format()) {
    throw py::value_error("array of type '" + info.format + "': must hold float64");
  }
  py::ssize_t expected = info.itemsize;
  for (py::ssize_t axis = info.ndim; axis-- > 0;) {
    const auto a = static_cast<std::size_t>(axis);
    if (info.shape[a] > 1 && info.strides[a] != expected) {
      throw py::value_error("array must be C-contiguous");
    }
    expected *= info.shape[a];
  }
  return {static_cast<double*>(info.ptr), static_cast<std::size_t>(info.size)};
}

}  // namespace noctemg::python
