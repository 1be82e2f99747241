#include <array>
#include <optional>
#include <set>

#include "io/plain_text.hpp"
#include "noctemg/error.hpp"
#include "noctemg/montage.hpp"

namespace noctemg {
namespace {

constexpr std::array<std::string_view, 5> montage_columns = {"channel", "muscle", "side", "role",
                                                             "site"};
constexpr std::size_t required_montage_columns = 4;
constexpr std::size_t no_column = static_cast<std::size_t>(-1);

using MontageColumns = std::array<std::size_t, montage_columns.size()>;

MontageColumns find_montage_columns(const std::string& path, std::string_view header) {
  MontageColumns columns;
  columns.fill(no_column);
  const auto names = io::split(header, '\t');
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto name = io::lower(io::trimmed(names[i]));
    for (std::size_t c = 0; c < montage_columns.size(); ++c) {
      if (name == montage_columns[c] && columns[c] == no_column) columns[c] = i;
    }
  }
  for (std::size_t c = 0; c < required_montage_columns; ++c) {
    if (columns[c] != no_column) continue;
    throw InputError(path, "line 1", io::excerpt(header),
                     "must be tab-separated column names with channel, muscle, side and role; '" +
                         std::string(montage_columns[c]) + "' is missing");
  }
  return columns;
}

std::optional<Side> side_from(std::string_view text) {
  const auto word = io::lower(text);
  if (io::is_missing(word) || word == "unknown") return Side::unknown;
  if (word == "left" || word == "l") return Side::left;
  if (word == "right" || word == "r") return Side::right;
  return std::nullopt;
}

std::optional<Role> role_from(std::string_view text) {
  using enum Role;
  const auto word = io::lower(text);
  for (const Role role : {emg, ecg, accel, angle, position, marker, eeg, ignore}) {
    if (word == to_text(role)) return role;
  }
  return std::nullopt;
}

/// One line of the file while it is read: knows its place for messages.
class MontageLine {
 public:
  MontageLine(const std::string& path, std::size_t number, std::string_view text,
              const MontageColumns& columns)
      : path_(path), number_(number), fields_(io::split(text, '\t')), columns_(columns) {}

  [[nodiscard]] std::string_view field(std::size_t column) const {
    const auto at = columns_[column];
    return at < fields_.size() ? io::trimmed(fields_[at]) : std::string_view{};
  }

  [[noreturn]] void fail(std::size_t column, std::string_view rule) const {
    throw InputError(
        path_,
        "line " + std::to_string(number_) + ", column " + std::string(montage_columns[column]),
        io::excerpt(field(column)), rule);
  }

 private:
  const std::string& path_;
  std::size_t number_;
  std::vector<std::string_view> fields_;
  const MontageColumns& columns_;
};

std::string muscle_of(const MontageLine& line) {
  const auto text = line.field(1);
  if (io::is_missing(text)) return {};
  auto muscle = canonical_muscle(text);
  if (muscle.empty()) {
    line.fail(1, "must be a muscle such as gastrocnemius_medialis or GM, or n/a");
  }
  return muscle;
}

/// Without a role, a channel with a muscle is EMG and one without is left out.
Role role_of(const MontageLine& line, const std::string& muscle) {
  const auto text = line.field(3);
  if (io::is_missing(text)) return muscle.empty() ? Role::ignore : Role::emg;
  const auto role = role_from(text);
  if (!role) {
    line.fail(3, "must be one of emg, ecg, accel, angle, position, marker, eeg, ignore");
  }
  return *role;
}

MontageRow read_row(const MontageLine& line) {
  MontageRow row;
  row.channel = std::string(line.field(0));
  if (row.channel.empty()) line.fail(0, "must be the label of a channel");
  row.muscle = muscle_of(line);
  const auto side = side_from(line.field(2));
  if (!side) line.fail(2, "must be left, right or n/a");
  row.side = *side;
  row.role = role_of(line, row.muscle);
  row.site = io::is_missing(line.field(4)) ? "" : std::string(line.field(4));
  row.source = MontageSource::file;
  return row;
}

}  // namespace

std::vector<MontageRow> read_montage(const std::string& path) {
  const auto text = io::read_text(path);
  const auto lines = io::split_lines(text);
  if (lines.empty()) throw InputError(path, "line 1", "", "must be the column names");
  const auto columns = find_montage_columns(path, lines[0]);
  std::vector<MontageRow> rows;
  std::set<std::string> seen;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (io::trimmed(lines[i]).empty()) continue;
    const MontageLine line(path, i + 1, lines[i], columns);
    rows.push_back(read_row(line));
    if (!seen.insert(io::lower(rows.back().channel)).second) {
      line.fail(0, "must name each channel once");
    }
  }
  if (rows.empty()) throw InputError(path, "line 2", "", "must describe at least one channel");
  return rows;
}

}  // namespace noctemg
