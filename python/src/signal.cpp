#include "noctemg/signal.hpp"

#include <algorithm>
#include <vector>

#include "bindings.hpp"
#include "noctemg/error.hpp"

namespace noctemg::python {
namespace {

using signal::BandType;
using signal::Section;

std::vector<Section> sections_of(const py::buffer& sos) {
  const std::span<double> values = doubles(sos, false);
  std::vector<Section> sections(values.size() / 6);
  for (std::size_t k = 0; k < sections.size(); ++k) {
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(6 * k), 6, sections[k].begin());
  }
  return sections;
}

BandType band_type(const std::string& name) {
  if (name == "lowpass") return BandType::lowpass;
  if (name == "highpass") return BandType::highpass;
  if (name == "bandpass") return BandType::bandpass;
  if (name == "bandstop") return BandType::bandstop;
  throw ArgumentError("btype: '" + name + "' must be lowpass, highpass, bandpass or bandstop");
}

std::vector<Section> design(int order, const std::vector<double>& edges_hz, const std::string& type,
                            double rate_hz) {
  return signal::butter(order, edges_hz, band_type(type), rate_hz);
}

/// Filters rows of `length` values.
template <class Filter>
void filter_rows(const py::buffer& sos, const py::buffer& x, const py::buffer& out,
                 std::size_t length, Filter filter) {
  const std::vector<Section> sections = sections_of(sos);
  const std::span<double> from = doubles(x, false);
  const std::span<double> to = doubles(out, true);
  if (from.size() != to.size() || length == 0 || from.size() % length != 0) {
    throw py::value_error("out: must have the shape of x");
  }
  const py::gil_scoped_release no_gil;
  for (std::size_t row = 0; row < from.size(); row += length) {
    const std::vector<double> y = filter(sections, from.subspan(row, length));
    std::ranges::copy(y, to.begin() + static_cast<std::ptrdiff_t>(row));
  }
}

}  // namespace

void register_signal(py::module_& module) {
  module.def("butter", &design);
  module.def("iirnotch", &signal::iirnotch);
  module.def("sosfilt_zi",
             [](const py::buffer& sos) { return signal::sosfilt_zi(sections_of(sos)); });
  module.def("sosfilt",
             [](const py::buffer& sos, const py::buffer& x, const py::buffer& out,
                std::size_t length) { filter_rows(sos, x, out, length, signal::sosfilt); });
  module.def("sosfiltfilt",
             [](const py::buffer& sos, const py::buffer& x, const py::buffer& out,
                std::size_t length) { filter_rows(sos, x, out, length, signal::sosfiltfilt); });
}

}  // namespace noctemg::python
