#pragma once

/// \file
/// Text laid out for a terminal.

#include <string>
#include <string_view>
#include <vector>

namespace noctemg::cli {

/// Columns of the terminal that stdout shows on, 60 to 120; 100 when it is none.
[[nodiscard]] int terminal_columns();

/// ASCII letters in lower case; other bytes as they are.
[[nodiscard]] std::string lower(std::string text);
/// Characters, not bytes, of an UTF-8 text.
[[nodiscard]] std::size_t width_of(std::string_view text);
/// At most `width` characters, the last three of them dots when something was left out.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);
/// Broken between words into lines of at most `columns`, each indented, each ending with '\n'.
[[nodiscard]] std::string wrapped(std::string_view text, int indent, int columns);

/// "0:01:30"
[[nodiscard]] std::string hours_minutes_seconds(double seconds);
/// A number with `digits` decimals, "n/a" for NaN.
[[nodiscard]] std::string decimals(double value, int digits);

/// Rows of cells as columns, two blanks apart; cells of `right_aligned` columns stand right.
class Table {
 public:
  explicit Table(std::vector<std::string> header, std::vector<std::size_t> right_aligned = {});
  void add(std::vector<std::string> row);
  [[nodiscard]] bool empty() const noexcept { return rows_.size() == 1; }
  [[nodiscard]] std::string text(int indent = 0) const;

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> right_aligned_;
};

}  // namespace noctemg::cli
