#include "run/toml_ascii.hpp"

#include <algorithm>
#include <string>

namespace noctemg::detail {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

class TomlScan {
 public:
  explicit TomlScan(std::string_view text) : text_(text) {}

  /// Offset of the first misplaced byte, or npos.
  std::size_t run() {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (!is_ascii(c)) return at_;
      if (c == '#')
        at_ = std::min(text_.find('\n', at_), text_.size());
      else if (c != '"' && c != '\'')
        ++at_;
      else if (const std::size_t bad = skip_string(c); bad != npos)
        return bad;
    }
    return npos;
  }

 private:
  static constexpr std::size_t npos = std::string_view::npos;

  [[nodiscard]] bool stands_here(std::string_view word) const {
    return text_.substr(at_, word.size()) == word;
  }

  /// From the opening quote to behind the closing one. \return a misplaced byte within, or npos
  std::size_t skip_string(char quote) {
    const std::string three(3, quote);
    const bool is_long = stands_here(three);
    at_ += is_long ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_long ? stands_here(three) : c == quote) return close(quote, is_long);
      if (!is_long && c == '\n') return npos;  // not closed: the reader stops here
      if (c == '\\' && quote == '"') {
        if (++at_ < text_.size() && !is_ascii(text_[at_])) return at_;
      }
      at_ = std::min(at_ + 1, text_.size());
    }
    return npos;
  }

  /// A long string may end with up to two quotes of its own before the three that close it.
  std::size_t close(char quote, bool is_long) {
    at_ += is_long ? 3 : 1;
    for (int own = 0; is_long && own < 2 && at_ < text_.size() && text_[at_] == quote; ++own) ++at_;
    return npos;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<TomlPosition> misplaced_non_ascii(std::string_view text) {
  const std::size_t offset = TomlScan(text).run();
  if (offset == std::string_view::npos) return std::nullopt;
  TomlPosition position;
  for (const char c : text.substr(0, offset)) {
    if (c == '\n')
      position = {position.line + 1, 1};
    else if (!continues_character(c))
      ++position.column;
  }
  return position;
}

}  // namespace noctemg::detail
