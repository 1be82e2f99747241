#include "noctemg/batch.hpp"

#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "bindings.hpp"
#include "noctemg/error.hpp"

namespace noctemg::python {
namespace {

py::list find(const std::vector<std::string>& names) {
  py::list list;
  for (const BatchInput& input : find_recordings(names)) {
    list.append(py::make_tuple(input.id, input.file, input.montage, input.hypnogram));
  }
  return list;
}

using Row = std::vector<std::string>;      ///< id, file, montage, hypnogram
using Failure = std::vector<std::string>;  ///< id, file, stage, error

std::vector<BatchInput> inputs_of(const std::vector<Row>& rows) {
  std::vector<BatchInput> inputs;
  inputs.reserve(rows.size());
  for (const Row& row : rows) inputs.push_back({row.at(1), row.at(0), row.at(2), row.at(3)});
  return inputs;
}

/// \return id and what would be done
py::list plan(const std::vector<Row>& rows, const Options& options, const BatchOptions& batch) {
  py::list list;
  for (const BatchStep& step : plan_batch(inputs_of(rows), options, batch)) {
    list.append(py::make_tuple(step.input.id, std::string(to_text(step.action))));
  }
  return list;
}

/// \return how many were done and kept, and failures
py::tuple run(const std::vector<Row>& rows, const Options& options, const BatchOptions& batch,
              py::object progress) {
  Progress hook(std::move(progress));
  BatchReport report;
  hook.run([&] {
    BatchHooks hooks;
    hooks.progress = [&](double share, const std::string& /*id*/) { return hook(share); };
    report = run_batch(inputs_of(rows), options, batch, hooks);
    if (report.interrupted) throw Interrupted();
  });
  py::list failed;
  for (const BatchFailure& f : report.failed) {
    failed.append(py::make_tuple(f.id, f.file, f.stage, f.error));
  }
  return py::make_tuple(report.done, report.skipped, failed);
}

void write_tables(const std::vector<Row>& rows, const std::vector<Failure>& failed,
                  const Options& options, const BatchOptions& batch) {
  const py::gil_scoped_release no_gil;
  std::vector<BatchFailure> failures;
  failures.reserve(failed.size());
  for (const Failure& f : failed) failures.push_back({f.at(0), f.at(1), f.at(2), f.at(3)});
  write_batch_tables(inputs_of(rows), failures, options, batch);
}

}  // namespace

void register_batch(py::module_& module) {
  py::class_<BatchOptions>(module, "BatchOptions")
      .def(py::init([](const std::string& out, int jobs, int threads, bool resume, bool force,
                       bool tables) {
             BatchOptions batch;
             batch.out = out;
             batch.jobs = jobs;
             batch.threads = threads;
             batch.resume = resume;
             batch.force = force;
             batch.tables = tables;
             return batch;
           }),
           py::arg("out"), py::arg("jobs") = 1, py::arg("threads") = 0, py::arg("resume") = false,
           py::arg("force") = false, py::arg("tables") = true);
  module.def("find_recordings", &find);
  module.def("plan_batch", &plan);
  module.def("run_batch", &run);
  module.def("write_batch_tables", &write_tables);
}

}  // namespace noctemg::python
