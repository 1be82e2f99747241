#include "run/sample_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>

#include "io/plain_text.hpp"
#include "noctemg/error.hpp"

namespace noctemg::detail {
namespace {

namespace fs = std::filesystem;
using Fields = std::vector<std::string_view>;

/// Column numbers; none for a column that the list does not have.
struct Columns {
  std::optional<std::size_t> id, file, montage, hypnogram;
};

std::optional<std::size_t>* column_named(Columns& columns, std::string_view name) {
  const std::string lower = io::lower(io::trimmed(name));
  if (lower == "id") return &columns.id;
  if (lower == "file") return &columns.file;
  if (lower == "montage") return &columns.montage;
  if (lower == "hypnogram") return &columns.hypnogram;
  return nullptr;
}

bool is_header(const Fields& fields) {
  return std::any_of(fields.begin(), fields.end(), [](std::string_view field) {
    return io::lower(io::trimmed(field)) == "file";
  });
}

class ListReader {
 public:
  explicit ListReader(std::string path) : path_(std::move(path)) {}

  std::vector<BatchInput> read() {
    const std::string text = io::read_text(path_);
    for (const std::string_view line : io::split_lines(text)) {
      ++line_;
      const std::string_view content = io::trimmed(line);
      if (content.empty() || content.front() == '#' || content.front() == '%') continue;
      take(io::split(line, '\t'));
    }
    return std::move(inputs_);
  }

 private:
  [[noreturn]] void fail(std::string_view value, std::string_view rule) const {
    throw InputError(path_, fmt::format("line {}", line_), value, rule);
  }

  void take(const Fields& fields) {
    if (first_ && is_header(fields))
      read_header(fields);
    else
      read_row(fields);
    first_ = false;
  }

  void read_header(const Fields& fields) {
    columns_ = {};
    for (std::size_t i = 0; i < fields.size(); ++i) {
      std::optional<std::size_t>* const column = column_named(columns_, fields[i]);
      if (column == nullptr)
        fail(fields[i], "a column must be one of id, file, montage, hypnogram");
      if (column->has_value()) fail(fields[i], "a column must stand only once in the header");
      *column = i;
    }
    width_ = fields.size();
  }

  void read_row(const Fields& fields) {
    if (fields.size() > width_)
      fail(fmt::format("{} columns", fields.size()),
           fmt::format("must have at most {} columns, separated by tabs", width_));
    BatchInput input;
    input.file = resolved(field(fields, columns_.file));
    if (input.file.empty()) fail("", "names no file: columns are separated by tabs");
    input.id = field(fields, columns_.id);
    if (!input.id.empty()) check_id(input.id);
    input.montage = resolved(field(fields, columns_.montage));
    input.hypnogram = resolved(field(fields, columns_.hypnogram));
    inputs_.push_back(std::move(input));
  }

  void check_id(const std::string& id) {
    const std::string rule = broken_id_rule(id);
    if (!rule.empty()) fail(id, rule);
    if (!ids_.insert(io::lower(id)).second) fail(id, "an id must stand only once in the list");
  }

  static std::string field(const Fields& fields, std::optional<std::size_t> column) {
    if (!column || *column >= fields.size()) return {};
    const std::string_view value = io::trimmed(fields[*column]);
    return value == "." || io::is_missing(value) ? std::string() : std::string(value);
  }

  [[nodiscard]] std::string resolved(const std::string& file) const {
    if (file.empty() || fs::path(file).is_absolute()) return file;
    std::error_code error;
    const fs::path beside = fs::path(path_).parent_path() / file;
    const bool take_beside = !fs::exists(file, error) && fs::exists(beside, error);
    return take_beside ? beside.string() : file;
  }

  std::string path_;
  std::size_t line_ = 0;
  bool first_ = true;
  std::size_t width_ = 3;
  Columns columns_{.id = 0, .file = 1, .montage = {}, .hypnogram = 2};
  std::set<std::string> ids_;
  std::vector<BatchInput> inputs_;
};

}  // namespace

std::string broken_id_rule(const std::string& id) {
  const bool control = std::any_of(id.begin(), id.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (control || id.find('/') != std::string::npos || id.find('\\') != std::string::npos)
    return "an id becomes a folder: no slash and no control character";
  if (id.empty() || id.front() == '.') return "an id must not be empty or begin with a dot";
  return {};
}

std::vector<BatchInput> read_sample_list(const std::string& path) {
  return ListReader(path).read();
}

}  // namespace noctemg::detail
