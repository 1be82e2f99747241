#include "run/batch_one.hpp"

#include <exception>
#include <filesystem>
#include <memory>
#include <new>

#include "noctemg/analyzer.hpp"
#include "noctemg/error.hpp"

namespace noctemg::detail {
namespace {

Night read_and_analyze(const BatchInput& input, const Options& options, const AnalyzeHooks& hooks,
                       const char*& stage) {
  stage = "read";
  const std::unique_ptr<Reader> reader = open_recording(input.file, options.read);
  std::vector<MontageRow> montage;
  if (!input.montage.empty()) montage = read_montage(input.montage);
  Hypnogram hypnogram;
  if (!input.hypnogram.empty()) hypnogram = read_hypnogram(input.hypnogram, reader->recording());
  stage = "analyze";
  return analyze(*reader, options, montage, hypnogram, hooks);
}

void write_result(const Night& night, const BatchInput& input, const Options& options,
                  const BatchOptions& batch) {
  const std::string folder = (std::filesystem::path(batch.out) / input.id).string();
  CompleteMark mark = expected_mark(options, batch);
  mark.input_bytes = night.provenance.input_bytes;
  mark.input_xxh3 = night.provenance.input_xxh3;
  fill_hashes(mark, input);
  mark.row = nights_tsv_row(night, input.id);
  write_night(night, folder, batch.write);
  write_mark(mark, folder);  // last: from here on the result counts
}

}  // namespace

Outcome analyze_one(const BatchInput& input, const Options& options, const BatchOptions& batch,
                    int threads, const std::function<bool(double)>& progress) {
  Outcome outcome;
  outcome.input = input;
  const char* stage = "read";
  const auto fail = [&](const char* error) {
    outcome.failure = BatchFailure{input.id, input.file, stage, error};
  };
  try {
    Night night = read_and_analyze(input, options, {progress, threads}, stage);
    night.recording.id = input.id;
    stage = "write";
    write_result(night, input, options, batch);
    outcome.night = std::move(night);
  } catch (const Interrupted&) {
    // Neither result nor failure: the recording is still to be done.
  } catch (const std::bad_alloc&) {
    fail("not enough memory");
  } catch (const std::exception& error) {
    fail(error.what());
  } catch (...) {
    fail("unknown error");
  }
  return outcome;
}

}  // namespace noctemg::detail
