#include "io/plain_text.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "noctemg/error.hpp"

namespace noctemg::io {

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view white = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> fields;
  fields.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), separator)) + 1);
  for (;;) {
    const auto end = text.find(separator);
    fields.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return fields;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> split_lines(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  auto lines = split(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  for (auto& line : lines) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  }
  return lines;
}

std::string read_text(const std::string& path, std::size_t largest_bytes) {
  std::error_code problem;
  if (!std::filesystem::is_regular_file(path, problem)) {
    throw FileNotFoundError(path, "file", path, "must be an existing file");
  }
  const auto bytes = std::filesystem::file_size(path, problem);
  if (problem || bytes > largest_bytes) {
    throw InputError(path, "file size", problem ? "unknown" : std::to_string(bytes),
                     "must be at most " + std::to_string(largest_bytes) + " bytes");
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) throw FileNotFoundError(path, "file", path, "must be readable");
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in.bad()) throw InputError(path, "file", path, "must be readable to its end");
  return text;
}

bool is_missing(std::string_view field) { return field.empty() || lower(field) == "n/a"; }

std::string_view excerpt(std::string_view text) noexcept {
  constexpr std::size_t longest = 60;
  return text.substr(0, longest);
}

}  // namespace noctemg::io
