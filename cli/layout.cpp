#include "layout.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

namespace noctemg::cli {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

std::string_view next_word(std::string_view& rest) {
  const std::size_t first = std::min(rest.find_first_not_of(' '), rest.size());
  const std::size_t end = std::min(rest.find(' ', first), rest.size());
  const std::string_view word = rest.substr(first, end - first);
  rest.remove_prefix(end);
  return word;
}

}  // namespace

int terminal_columns() {
  constexpr int without_terminal = 100;
  winsize size = {};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return without_terminal;
  return std::clamp(static_cast<int>(size.ws_col), 60, 120);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string shortened(std::string_view text, std::size_t width) {
  if (width_of(text) <= width) return std::string(text);
  std::size_t bytes = 0;
  for (std::size_t kept = 0; bytes < text.size(); ++bytes) {
    if (!begins_character(text[bytes])) continue;
    if (kept++ == width - 3) break;
  }
  return std::string(text.substr(0, bytes)) + "...";
}

std::string wrapped(std::string_view text, int indent, int columns) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  std::string lines, line = margin;
  for (std::string_view word = next_word(text); !word.empty(); word = next_word(text)) {
    const bool begins = line.size() == margin.size();
    if (!begins && width_of(line) + 1 + width_of(word) > static_cast<std::size_t>(columns)) {
      lines += line + "\n";
      line = margin;
    } else if (!begins) {
      line += ' ';
    }
    line += word;
  }
  return line.size() > margin.size() ? lines + line + "\n" : lines;
}

std::string hours_minutes_seconds(double seconds) {
  const auto whole = static_cast<long long>(std::llround(std::max(0.0, seconds)));
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string decimals(double value, int digits) {
  return std::isnan(value) ? "n/a" : fmt::format("{:.{}f}", value, digits);
}

Table::Table(std::vector<std::string> header, std::vector<std::size_t> right_aligned)
    : rows_{std::move(header)}, right_aligned_(std::move(right_aligned)) {}

void Table::add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

std::string Table::text(int indent) const {
  std::vector<std::size_t> widths(rows_.front().size(), 0);
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  std::string text;
  for (const auto& row : rows_) {
    std::string line(static_cast<std::size_t>(indent), ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string gap(widths[i] - width_of(row[i]), ' ');
      const bool right =
          std::find(right_aligned_.begin(), right_aligned_.end(), i) != right_aligned_.end();
      line += (i > 0 ? "  " : "") + (right ? gap + row[i] : row[i] + gap);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace noctemg::cli
