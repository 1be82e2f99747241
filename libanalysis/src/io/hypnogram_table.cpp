#include "io/hypnogram_parts.hpp"
#include "io/plain_text.hpp"
#include "io/stage_names.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

struct Columns {
  std::size_t onset = 0;
  std::size_t duration = 0;
  std::size_t stage = 0;
  bool stages_only = false;  ///< a column `stage`; among `trial_type` other events may stand
};

Columns find_columns(const std::string& path, std::string_view header) {
  constexpr auto absent = static_cast<std::size_t>(-1);
  Columns columns{absent, absent, absent, false};
  std::size_t trial_type = absent;
  const auto names = split(header, '\t');
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto name = lower(trimmed(names[i]));
    if (name == "onset") columns.onset = i;
    if (name == "duration") columns.duration = i;
    if (name == "stage") columns.stage = i;
    if (name == "trial_type") trial_type = i;
  }
  columns.stages_only = columns.stage != absent;
  if (columns.stage == absent) columns.stage = trial_type;
  if (columns.onset == absent || columns.duration == absent || columns.stage == absent) {
    throw InputError(path, "line 1", excerpt(header),
                     "must be tab-separated column names with onset, duration and stage (or "
                     "trial_type)");
  }
  return columns;
}

struct Line {
  const std::string& path;
  std::size_t number;
  std::vector<std::string_view> fields;

  [[nodiscard]] std::string_view field(std::size_t column) const {
    return column < fields.size() ? trimmed(fields[column]) : std::string_view{};
  }
  [[noreturn]] void fail(std::string_view column, std::string_view value,
                         std::string_view rule) const {
    throw InputError(path, "line " + std::to_string(number) + ", column " + std::string(column),
                     excerpt(value), rule);
  }
  [[nodiscard]] Ticks time(std::string_view name, std::size_t column) const {
    const auto value = parse_seconds(field(column));
    if (!value) fail(name, field(column), "must be a number of seconds");
    return *value;
  }
};

void add_line(StageList& list, const Line& line, const Columns& columns) {
  const auto text = line.field(columns.stage);
  const auto stage = columns.stages_only ? stage_from(text, StageNumbers::rechtschaffen_kales)
                                         : stage_from_annotation(text);
  if (!stage && columns.stages_only) {
    line.fail("stage", text, "must be a sleep stage: W, N1, N2, N3, R or n/a");
  }
  if (!stage) return;
  const Ticks onset = line.time("onset", columns.onset);
  const Ticks duration = line.time("duration", columns.duration);
  if (duration < 0) line.fail("duration", line.field(columns.duration), "must not be negative");
  list.intervals.push_back({onset, onset + duration, *stage});
}

}  // namespace

StageList read_stage_table(const std::string& path, std::string_view text) {
  const auto lines = split_lines(text);
  const auto columns = find_columns(path, lines.empty() ? std::string_view{} : lines[0]);
  StageList list;
  list.origin = Origin::first_sample;  // BIDS: onset counts from the first sample
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (trimmed(lines[i]).empty()) continue;
    add_line(list, Line{path, i + 1, split(lines[i], '\t')}, columns);
  }
  if (list.intervals.empty()) {
    throw InputError(path, "file", "", "must hold at least one sleep stage");
  }
  return list;
}

}  // namespace noctemg::io
