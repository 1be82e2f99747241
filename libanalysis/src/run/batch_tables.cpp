#include "run/batch_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "io/plain_text.hpp"
#include "run/batch_mark.hpp"

namespace noctemg::detail {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::string_view failed_header = "id\tfile\tstage\terror\n";

/// By id, so that the order of finishing leaves no trace.
using Failures = std::map<std::string, BatchFailure>;
using Rows = std::map<std::string, std::string>;

std::string below(const BatchOptions& batch, const std::string& name) {
  return (fs::path(batch.out) / name).string();
}

/// Tabs and line ends would break the table.
std::string cell(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return text;
}

std::string failed_tsv(const Failures& failures) {
  std::string text(failed_header);
  for (const auto& [id, failure] : failures)
    text += fmt::format("{}\t{}\t{}\t{}\n", cell(failure.id), cell(failure.file),
                        cell(failure.stage), cell(failure.error));
  return text;
}

std::string shard_file(const BatchOptions& batch, int shard) {
  return below(batch, fmt::format("failed.{}-of-{}.tsv", shard, batch.shard_count));
}

void add_failures_of(const std::string& path, Failures& failures) {
  std::error_code error;
  if (!fs::exists(path, error)) return;  // that shard has not ended yet
  const std::string text = io::read_text(path);
  std::vector<std::string_view> lines = io::split_lines(text);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string_view> fields = io::split(lines[i], '\t');
    if (fields.size() != 4) continue;
    failures[std::string(fields[0])] = {std::string(fields[0]), std::string(fields[1]),
                                        std::string(fields[2]), std::string(fields[3])};
  }
}

/// This shard's failures, and those that other shards have left.
Failures all_failures(const std::vector<BatchFailure>& own, const BatchOptions& batch) {
  Failures failures;
  for (int shard = 1; batch.shard_count > 1 && shard <= batch.shard_count; ++shard)
    if (shard != batch.shard) add_failures_of(shard_file(batch, shard), failures);
  for (const BatchFailure& failure : own) failures[failure.id] = failure;
  return failures;
}

/// True when the file still has the length that the result was made from, or is out of reach.
bool same_length(const CompleteMark& mark, const BatchInput& input) {
  std::error_code error;
  const auto bytes = fs::file_size(input.file, error);
  return error || static_cast<std::int64_t>(bytes) == mark.input_bytes;
}

Rows complete_rows(const std::vector<BatchInput>& inputs, const Failures& failures,
                   const CompleteMark& expected, const BatchOptions& batch) {
  Rows rows;
  for (const BatchInput& input : inputs) {
    if (failures.contains(input.id)) continue;
    const std::optional<CompleteMark> mark = read_mark(below(batch, input.id));
    if (mark && same_settings(*mark, expected) && same_length(*mark, input))
      rows[input.id] = mark->row;
  }
  return rows;
}

std::string run_json(const std::vector<BatchInput>& inputs, const Failures& failures,
                     const Rows& rows, const Options& options, const CompleteMark& expected) {
  ordered_json list = ordered_json::array();
  std::size_t failed = 0;
  for (const BatchInput& input : inputs) {
    const bool has_failed = failures.contains(input.id);
    failed += has_failed ? 1 : 0;
    list.push_back({{"id", input.id},
                    {"file", input.file},
                    {"status", has_failed                ? "failed"
                               : rows.contains(input.id) ? "done"
                                                         : "pending"}});
  }
  const ordered_json json = {{"version", expected.version},
                             {"options", options_toml(options, false)},
                             {"options_hash", expected.options_hash},
                             {"keep_identity", expected.write.keep_identity},
                             {"annotations_edf", expected.write.annotations_edf},
                             {"luna_annot", expected.write.luna_annot},
                             {"counts",
                              {{"recordings", inputs.size()},
                               {"done", rows.size()},
                               {"failed", failed},
                               {"pending", inputs.size() - rows.size() - failed}}},
                             {"recordings", std::move(list)}};
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

void write_tables(const std::vector<BatchInput>& inputs, const std::vector<BatchFailure>& failed,
                  const Options& options, const BatchOptions& batch) {
  const CompleteMark expected = expected_mark(options, batch);
  if (batch.shard_count > 1) {
    Failures own;
    for (const BatchFailure& failure : failed) own[failure.id] = failure;
    write_text_atomically(shard_file(batch, batch.shard), failed_tsv(own));
  }
  const Failures failures = all_failures(failed, batch);
  const Rows rows = complete_rows(inputs, failures, expected, batch);
  std::string nights = expected.header;
  for (const auto& [id, row] : rows) nights += row;
  write_text_atomically(below(batch, "nights.tsv"), nights);
  write_text_atomically(below(batch, "failed.tsv"), failed_tsv(failures));
  write_text_atomically(below(batch, "run.json"),
                        run_json(inputs, failures, rows, options, expected));
}

}  // namespace noctemg::detail
