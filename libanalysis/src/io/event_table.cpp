#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include "io/hypnogram_parts.hpp"
#include "io/plain_text.hpp"
#include "noctemg/error.hpp"
#include "noctemg/evaluate.hpp"

namespace noctemg {
namespace {

constexpr auto absent = static_cast<std::size_t>(-1);

enum Column : std::size_t {
  onset,
  duration,
  trial_type,
  channel,
  side,
  muscle,
  certainty,
  probability,
  peak_uv,
  baseline_uv,
  column_count
};
constexpr std::size_t required_columns = 3;
constexpr std::array<std::string_view, column_count> column_names = {
    "onset",  "duration",  "trial_type",  "channel", "side",
    "muscle", "certainty", "probability", "peak_uV", "baseline_uV"};

struct Columns {
  std::array<std::size_t, column_count> at{};
  std::size_t count = 0;  ///< of the header
};

Columns find_columns(std::string_view file, std::string_view header) {
  Columns columns;
  columns.at.fill(absent);
  const auto names = io::split(header, '\t');
  columns.count = names.size();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto name = io::lower(io::trimmed(names[i]));
    for (std::size_t c = 0; c < column_count; ++c) {
      if (name != io::lower(column_names[c])) continue;
      if (columns.at[c] != absent)
        throw InputError(file, "line 1", column_names[c], "must name each column once");
      columns.at[c] = i;
    }
  }
  for (std::size_t c = 0; c < required_columns; ++c) {
    if (columns.at[c] == absent)
      throw InputError(file, "line 1", io::excerpt(header),
                       "must be tab-separated column names with onset, duration and trial_type; '" +
                           std::string(column_names[c]) + "' is missing");
  }
  return columns;
}

std::optional<Label> label_from(std::string_view text) {
  const auto word = io::lower(text);
  for (std::size_t i = 0; i < label_count; ++i)
    if (word == to_text(static_cast<Label>(i))) return static_cast<Label>(i);
  return std::nullopt;
}

std::string known_labels() {
  std::string names;
  for (std::size_t i = 0; i < label_count; ++i)
    names.append(i > 0 ? ", " : "").append(to_text(static_cast<Label>(i)));
  return names;
}

/// One line, told apart into fields; each getter reads a column or says what is wrong with it.
class EventLine {
 public:
  EventLine(std::string_view file, std::size_t number, const Columns& columns,
            std::string_view text)
      : file_(file), number_(number), columns_(columns), fields_(io::split(text, '\t')) {
    if (fields_.size() != columns.count)
      throw InputError(file_, "line " + std::to_string(number_),
                       std::to_string(fields_.size()) + " fields",
                       "must have " + std::to_string(columns.count) + ", as many as the header");
  }

  [[nodiscard]] std::string_view field(Column column) const {
    const std::size_t at = columns_.at[column];
    return at == absent ? std::string_view{} : io::trimmed(fields_[at]);
  }

  [[noreturn]] void fail(Column column, std::string_view rule) const {
    const auto value = field(column);
    throw InputError(
        file_, "line " + std::to_string(number_) + ", column " + std::string(column_names[column]),
        value.empty() ? "empty" : io::excerpt(value), rule);
  }

  [[nodiscard]] Ticks time(Column column) const {
    const auto value = io::parse_seconds(field(column));
    if (!value) fail(column, "must be a number of seconds");
    return *value;
  }

  /// NaN for missing.
  [[nodiscard]] double number(Column column, double smallest, double largest,
                              std::string_view rule) const {
    const auto text = field(column);
    if (io::is_missing(text)) return not_a_number;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_number = error == std::errc() && end == text.data() + text.size();
    if (!is_number || !(value >= smallest && value <= largest)) fail(column, rule);
    return value;
  }

 private:
  std::string_view file_;
  std::size_t number_;
  const Columns& columns_;
  std::vector<std::string_view> fields_;
};

void read_side(const EventLine& line, ScoredEvent& event) {
  const auto word = io::lower(line.field(side));
  if (io::is_missing(word) || word == "unknown") return;
  if (word == "left" || word == "l") {
    event.side = Side::left;
  } else if (word == "right" || word == "r") {
    event.side = Side::right;
  } else if (word == "both") {
    event.bilateral = true;
  } else {
    line.fail(side, "must be left, right, both or n/a");
  }
}

void read_site(const EventLine& line, ScoredEvent& event) {
  const auto name = line.field(muscle);
  if (!io::is_missing(name)) {
    event.muscle = canonical_muscle(name);
    if (event.muscle.empty()) event.muscle = name;
  }
  const auto labels = line.field(channel);
  if (io::is_missing(labels)) return;
  for (const auto label : io::split(labels, '|'))
    if (!io::is_missing(io::trimmed(label))) event.channels.emplace_back(io::trimmed(label));
}

Certainty certainty_of(const EventLine& line) {
  const auto word = io::lower(line.field(certainty));
  if (word == "probable") return Certainty::probable;
  if (word == "possible") return Certainty::possible;
  if (!io::is_missing(word)) line.fail(certainty, "must be probable, possible or n/a");
  return Certainty::none;
}

ScoredEvent event_of(const EventLine& line) {
  constexpr double most_uv = 1e9;
  constexpr std::string_view microvolts = "must be a number of microvolts or n/a";
  ScoredEvent event;
  event.onset = line.time(onset);
  event.duration = line.time(duration);
  if (event.duration < 0) line.fail(duration, "must not be negative");
  read_side(line, event);
  read_site(line, event);
  event.certainty = certainty_of(line);
  event.probability = line.number(probability, 0, 1, "must be a number from 0 to 1, or n/a");
  event.peak_uv = line.number(peak_uv, -most_uv, most_uv, microvolts);
  event.baseline_uv = line.number(baseline_uv, -most_uv, most_uv, microvolts);
  return event;
}

}  // namespace

EventTable parse_event_table(std::string_view text, std::string_view name, UnknownLabels unknown) {
  const auto lines = io::split_lines(text);
  const Columns columns = find_columns(name, lines.empty() ? std::string_view{} : lines[0]);
  EventTable table;
  std::map<std::string, std::int64_t> strangers;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    const EventLine line(name, i + 1, columns, lines[i]);
    ScoredEvent event = event_of(line);
    const auto label = label_from(line.field(trial_type));
    if (label) {
      event.label = *label;
      table.events.push_back(std::move(event));
    } else if (unknown == UnknownLabels::are_left_out) {
      ++strangers[std::string(io::excerpt(line.field(trial_type)))];
    } else {
      line.fail(trial_type, "must be one of " + known_labels());
    }
  }
  for (const auto& [label, count] : strangers) table.unknown.push_back({label, count});
  return table;
}

EventTable read_event_table(const std::string& path, UnknownLabels unknown) {
  return parse_event_table(io::read_text(path), path, unknown);
}

}  // namespace noctemg
