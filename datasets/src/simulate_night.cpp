#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "folders.hpp"
#include "noctemg/error.hpp"
#include "recording_signal.hpp"

namespace noctemg::synth {
namespace {

std::string ending(RecordingFormat format) {
  switch (format) {
    case RecordingFormat::edf:
      return ".edf";
    case RecordingFormat::bdf:
      return ".bdf";
    case RecordingFormat::hdf5:
      return ".h5";
  }
  throw ArgumentError("format: must be edf, bdf or hdf5");
}

void write_signal(const Script& script, const NightTruth& truth, const std::string& path,
                  RecordingFormat format, const SynthHooks& hooks) {
  RecordingSignal signal(script);
  const auto writer = create_recording(path, format, output_of(script, truth.recording.start));
  std::vector<double> record(signal.values_per_second());
  const auto seconds_long = static_cast<std::int64_t>(script.duration_s);
  for (std::int64_t s = 0; s < seconds_long; ++s) {
    signal.render(s, record);
    writer->write_record(record);
    if (hooks.progress && s % 60 == 59 &&
        !hooks.progress(static_cast<double>(s + 1) / static_cast<double>(seconds_long))) {
      throw Interrupted();
    }
  }
  writer->close();
}

std::string hypnogram_tsv(const Hypnogram& hypnogram) {
  std::string text = "onset\tduration\tstage\n";
  for (const StageInterval& i : hypnogram.intervals) {
    text += fmt::format("{}\t{}\t{}\n", i.begin / ticks_per_second,
                        (i.end - i.begin) / ticks_per_second, to_text(i.stage));
  }
  return text;
}

std::string truth_tsv(const NightTruth& truth) {
  Night night;
  night.recording = truth.recording;
  night.episodes = truth.episodes;
  return events_tsv(night);
}

}  // namespace

SimulatedNight simulate_night(const NightPlan& plan, const std::string& folder,
                              const SynthHooks& hooks) {
  const Setup setup = set_up(plan);
  const Script script = write_script(setup);
  const NightTruth truth = truth_of(script, plan.number);
  make_folder(folder);
  SimulatedNight night;
  night.id = truth.recording.id;
  const std::string stem = (std::filesystem::path(folder) / night.id).string();
  night.recording_file = stem + ending(setup.format);
  night.events_file = stem + ".events.tsv";
  night.hypnogram_file = stem + ".hypnogram.tsv";
  write_signal(script, truth, night.recording_file, setup.format, hooks);
  write_text_atomically(night.events_file, truth_tsv(truth));
  write_text_atomically(night.hypnogram_file, hypnogram_tsv(truth.hypnogram));
  for (const Episode& e : truth.episodes) {
    ++night.counts[static_cast<std::size_t>(e.label)];
    if (e.label == Label::cramp) night.cramp_s += seconds(e.duration);
  }
  return night;
}

}  // namespace noctemg::synth
