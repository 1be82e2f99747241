#include "noctemg/recording.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "bindings.hpp"
#include "noctemg/montage.hpp"
#include "noctemg/reader.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::python {
namespace {

py::dict channel_of(const Channel& c) {
  return py::dict(py::arg("label") = c.label, py::arg("unit") = c.unit,
                  py::arg("rate_hz") = c.rate.hz(),
                  py::arg("rate") = py::make_tuple(c.rate.frames, c.rate.per_seconds),
                  py::arg("frames") = c.frame_count, py::arg("muscle") = c.muscle,
                  py::arg("side") = std::string(to_text(c.side)),
                  py::arg("role") = std::string(to_text(c.role)),
                  py::arg("uv_per_unit") = c.uv_per_unit, py::arg("step") = c.step);
}

py::list channels_of(const Reader& reader) {
  Recording guessed = reader.recording();
  apply_montage(guessed, {});
  py::list list;
  for (const Channel& c : guessed.channels) list.append(channel_of(c));
  return list;
}

py::list annotations_of(const Reader& reader) {
  py::list list;
  for (const Annotation& a : reader.recording().annotations) {
    list.append(py::make_tuple(seconds(a.onset),
                               a.duration < 0 ? not_a_number : seconds(a.duration), a.text));
  }
  return list;
}

py::list segments_of(const Reader& reader) {
  py::list list;
  for (const Segment& s : reader.recording().segments) {
    list.append(py::make_tuple(seconds(s.start), seconds(s.duration), s.frame_count));
  }
  return list;
}

py::list recording_warnings(const Reader& reader) {
  py::list list;
  for (const Warning& w : reader.recording().warnings) {
    list.append(py::make_tuple(w.place, w.message));
  }
  return list;
}

/// Reads in pieces and turns [frame][channel] into [channel][frame] on the way.
void read_into(const Reader& reader, std::size_t segment, const std::vector<std::size_t>& channels,
               std::int64_t first, std::int64_t count, const py::buffer& out) {
  const std::span<double> to = doubles(out, true);
  const auto width = channels.size();
  if (to.size() != width * static_cast<std::size_t>(count)) {
    throw py::value_error("out: size must be channels * count");
  }
  const py::gil_scoped_release no_gil;
  constexpr std::int64_t piece = 1 << 14;
  std::vector<double> frames;
  for (std::int64_t done = 0; done < count; done += piece) {
    const std::int64_t now = std::min(piece, count - done);
    frames.resize(width * static_cast<std::size_t>(now));
    reader.read(segment, channels, first + done, now, frames.data());
    for (std::size_t c = 0; c < width; ++c) {
      double* row = to.data() + c * static_cast<std::size_t>(count) + done;
      for (std::int64_t n = 0; n < now; ++n)
        row[n] = frames[static_cast<std::size_t>(n) * width + c];
    }
  }
}

std::unique_ptr<Reader> open_path(const std::string& path, const std::string& assume_unit,
                                  bool accept_truncated) {
  ReadOptions options;
  options.assume_unit = assume_unit;
  options.accept_truncated = accept_truncated;
  const py::gil_scoped_release no_gil;
  return open_recording(path, options);
}

/// The reader looks at the samples, which live as long as it does.
py::object open_samples(const py::buffer& samples, double rate_hz,
                        const std::vector<std::string>& labels, const std::string& unit,
                        const std::vector<std::int64_t>& start) {
  const std::span<double> values = doubles(samples, false);
  ArraySource source;
  source.samples = values.data();
  source.labels = labels;
  source.unit = unit;
  source.rate_hz = rate_hz;
  if (!start.empty()) {
    const auto part = [&](std::size_t i) { return static_cast<int>(start.at(i)); };
    source.start = {part(0), part(1), part(2), part(3), part(4), part(5), start.at(6)};
  }
  source.frame_count = labels.empty() ? 0 : std::ssize(values) / std::ssize(labels);
  source.channel_stride = source.frame_count;
  py::object reader = py::cast(open_array(source));
  // Not by py::keep_alive<0, 1>, which crashes in pybind11 3.1 when arguments do not fit.
  py::detail::keep_alive_impl(reader, samples);
  return reader;
}

}  // namespace

void register_recording(py::module_& module) {
  py::class_<Reader>(module, "Reader")
      .def_property_readonly("id", [](const Reader& r) { return r.recording().id; })
      .def_property_readonly("file", [](const Reader& r) { return r.recording().file; })
      .def_property_readonly("format", [](const Reader& r) { return r.recording().format; })
      .def_property_readonly("start", [](const Reader& r) { return r.recording().start.iso(); })
      .def_property_readonly("duration",
                             [](const Reader& r) { return seconds(r.recording().duration); })
      .def("channels", &channels_of)
      .def("annotations", &annotations_of)
      .def("segments", &segments_of)
      .def("warnings", &recording_warnings)
      .def("info_json", [](const Reader& r) { return info_json(r.recording()); })
      .def("read_into", &read_into);
  module.def("open_recording", &open_path);
  module.def("open_array", &open_samples);
}

}  // namespace noctemg::python
