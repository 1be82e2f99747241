#include "noctemg/synth.hpp"

#include <optional>
#include <string>
#include <vector>

#include "bindings.hpp"
#include "noctemg/error.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::python {
namespace {

RecordingFormat format_of(const std::string& name) {
  if (name == "edf") return RecordingFormat::edf;
  if (name == "bdf") return RecordingFormat::bdf;
  if (name == "hdf5") return RecordingFormat::hdf5;
  throw ArgumentError("format: '" + name + "' must be edf, bdf or hdf5");
}

/// \return id, recording, events and hypnogram
py::tuple simulate(const std::string& folder, const std::string& scenario, double hours,
                   std::optional<int> channels, std::optional<double> rate_hz, std::uint64_t seed,
                   int number, const std::optional<std::string>& format, const std::string& montage,
                   const std::vector<std::string>& settings, py::object progress) {
  synth::NightPlan plan{scenario, hours, channels, rate_hz, seed, number, {}, montage, settings};
  if (format) plan.format = format_of(*format);
  Progress hook(std::move(progress));
  synth::SimulatedNight night;
  hook.run([&] { night = synth::simulate_night(plan, folder, {.progress = std::ref(hook)}); });
  return py::make_tuple(night.id, night.recording_file, night.events_file, night.hypnogram_file);
}

synth::NightPlan plan_of(const std::string& scenario, double hours, std::optional<int> channels,
                         std::uint64_t seed, int number, const std::string& montage,
                         const std::vector<std::string>& settings) {
  return {scenario, hours, channels, {}, seed, number, {}, montage, settings};
}

/// \return the text of events.tsv
std::string plan_night(const std::string& scenario, double hours, std::optional<int> channels,
                       std::uint64_t seed, int number, const std::string& montage,
                       const std::vector<std::string>& settings) {
  const py::gil_scoped_release no_gil;
  const synth::NightTruth truth =
      synth::plan_night(plan_of(scenario, hours, channels, seed, number, montage, settings));
  Night night;
  night.recording = truth.recording;
  night.episodes = truth.episodes;
  return events_tsv(night);
}

/// \return times and units
py::tuple plan_discharges(std::size_t channel, const std::string& scenario, double hours,
                          std::optional<int> channels, std::uint64_t seed, int number,
                          const std::string& montage, const std::vector<std::string>& settings) {
  std::vector<double> times;
  std::vector<int> units;
  {
    const py::gil_scoped_release no_gil;
    for (const synth::Discharge& d : synth::plan_discharges(
             plan_of(scenario, hours, channels, seed, number, montage, settings), channel)) {
      times.push_back(d.time_s);
      units.push_back(d.unit);
    }
  }
  return py::make_tuple(times, units);
}

py::list list_scenarios() {
  py::list list;
  for (const synth::Scenario& s : synth::scenarios()) {
    list.append(py::make_tuple(std::string(s.name), std::string(s.help)));
  }
  return list;
}

}  // namespace

void register_simulate(py::module_& module) {
  module.def("simulate", &simulate);
  module.def("plan_night", &plan_night);
  module.def("plan_discharges", &plan_discharges);
  module.def("scenarios", &list_scenarios);
}

}  // namespace noctemg::python
