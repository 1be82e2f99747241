#pragma once

/// \file
/// Many recordings: one folder of results each, one table for the cohort, no file's failure costs
/// another's result.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/options.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {

struct BatchInput {
  std::string file;
  std::string id;         ///< unique folder name
  std::string montage;    ///< file or ""
  std::string hypnogram;  ///< file or ""
};

struct BatchOptions {
  std::string out;
  int jobs = 1;         ///< recordings side by side; 0 = all cores
  int threads = 0;      ///< threads within a recording; 0 = all cores / jobs
  bool resume = false;  ///< leave out recordings whose results are complete and have the same
                        ///< options and input hash
  bool force = false;   ///< replace existing results
  bool fail_fast = false;
  int shard = 1;  ///< this machine's share m of n: every n-th recording of the sorted list
  int shard_count = 1;
  bool tables = true;  ///< write nights.tsv, failed.tsv and run.json; false: results alone, where
                       ///< somebody else sums up (write_batch_tables)
  WriteOptions write;
};

struct BatchFailure {
  std::string id;
  std::string file;
  std::string stage;  ///< "read", "analyze", "write"
  std::string error;
};

struct BatchReport {
  std::int64_t done = 0;
  std::int64_t skipped = 0;  ///< complete already
  std::vector<BatchFailure> failed;
  bool interrupted = false;
};

struct BatchHooks {
  /// Finished share of the whole batch, 0 to 1, and the id being worked on. Returning false
  /// interrupts.
  std::function<bool(double, const std::string&)> progress;
  /// After each recording that was analysed. Called one at a time, in the order of the list.
  std::function<void(const std::string& id, const Night&)> finished;
  std::function<void(const BatchFailure&)> failed;
};

/// Expands files, folders (recursive, recordings only) and sample lists
/// (`id<TAB>file[<TAB>hypnogram]`, or a headered TSV with columns among `id file montage
/// hypnogram`) into inputs with unique ids, sorted. \throws FileNotFoundError, InputError
[[nodiscard]] std::vector<BatchInput> find_recordings(const std::vector<std::string>& names);

/// What run_batch would do with one recording.
enum class BatchAction {
  analyze,  ///< there is no result yet
  replace,  ///< there is one, of other options or bytes, of another version, or `force` is set
  keep,     ///< its result is complete
};
/// "analyze", "replace", "keep".
[[nodiscard]] std::string_view to_text(BatchAction action) noexcept;

struct BatchStep {
  BatchInput input;
  BatchAction action = BatchAction::analyze;
};

/// What run_batch would do, in the order of the list, without doing it. With `resume` every input
/// that has a result is hashed. \throws OptionError
[[nodiscard]] std::vector<BatchStep> plan_batch(const std::vector<BatchInput>& inputs,
                                                const Options& options, const BatchOptions& batch);

/// Analyses all inputs and writes OUT/<id>/..., OUT/nights.tsv, OUT/failed.tsv and OUT/run.json.
/// Results and tables do not depend on `jobs`; the tables cover all inputs, also those of other
/// shards and of earlier runs into the same OUT. \throws OptionError, before any work, when a
/// result is there already and neither `resume` nor `force` is set; OutputError when OUT itself
/// cannot be written; whatever a hook throws. Failures of recordings are reported, not thrown.
[[nodiscard]] BatchReport run_batch(const std::vector<BatchInput>& inputs, const Options& options,
                                    const BatchOptions& batch, const BatchHooks& hooks = {});

/// The tables of the cohort alone, from the results that lie in OUT: for recordings that were
/// analysed elsewhere. \param failed  what failed there \throws OptionError, OutputError
void write_batch_tables(const std::vector<BatchInput>& inputs,
                        const std::vector<BatchFailure>& failed, const Options& options,
                        const BatchOptions& batch);

}  // namespace noctemg
