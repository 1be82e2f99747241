#include "noctemg/signal.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "bindings.hpp"
#include "noctemg/error.hpp"
#include "noctemg/resting_level.hpp"

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

signal::Order order_of(bool by_frame) {
  return by_frame ? signal::Order::frames : signal::Order::rows;
}

void filter_forward(const py::buffer& sos, const py::buffer& x, const py::buffer& out,
                    std::size_t length, const py::buffer& memory, bool by_frame) {
  const std::vector<Section> sections = sections_of(sos);
  const std::span<double> from = doubles(x, false);
  const std::span<double> to = doubles(out, true);
  const std::span<double> states = doubles(memory, true);
  const py::gil_scoped_release no_gil;
  signal::sosfilt_rows(sections, from, to, length, states, order_of(by_frame));
}

signal::Extension::Kind extension_kind(const std::string& name) {
  using Kind = signal::Extension::Kind;
  if (name == "odd") return Kind::odd;
  if (name == "even") return Kind::even;
  if (name == "constant") return Kind::constant;
  throw ArgumentError("padtype: '" + name + "' must be odd, even, constant or None");
}

/// \param padding  samples; none = SciPy's default
void filter_both_ways(const py::buffer& sos, const py::buffer& x, const py::buffer& out,
                      std::size_t length, const std::string& extension,
                      std::optional<std::size_t> padding, bool by_frame) {
  const std::vector<Section> sections = sections_of(sos);
  const std::span<double> from = doubles(x, false);
  const std::span<double> to = doubles(out, true);
  const signal::Extension beyond{extension_kind(extension), padding};
  const py::gil_scoped_release no_gil;
  signal::sosfiltfilt_rows(sections, from, to, length, beyond, order_of(by_frame));
}

void rms_envelope(const py::buffer& x, const py::buffer& out, std::size_t length,
                  std::size_t half) {
  const std::span<double> from = doubles(x, false);
  const std::span<double> to = doubles(out, true);
  const py::gil_scoped_release no_gil;
  signal::rms_envelope_rows(from, to, length, half);
}

/// Of one channel.
void resting_level(const py::buffer& levels_uv, const py::buffer& out, double window_s,
                   double percentile, double min_uv) {
  const std::span<double> from = doubles(levels_uv, false);
  const std::span<double> to = doubles(out, true);
  if (from.size() != to.size()) throw py::value_error("out: must have the shape of levels_uv");
  const py::gil_scoped_release no_gil;
  const std::vector<float> levels(from.begin(), from.end());
  std::ranges::copy(resting_levels(levels, {window_s, percentile, min_uv}), to.begin());
}

}  // namespace

void register_signal(py::module_& module) {
  module.def("butter", &design);
  module.def("iirnotch", &signal::iirnotch);
  module.def("sosfilt_zi",
             [](const py::buffer& sos) { return signal::sosfilt_zi(sections_of(sos)); });
  module.def("sosfilt", &filter_forward);
  module.def("sosfiltfilt", &filter_both_ways);
  module.def("rms_envelope", &rms_envelope);
  module.def("resting_level", &resting_level);
}

}  // namespace noctemg::python
