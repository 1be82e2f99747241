#pragma once

/// \file
/// As much XML as sleep annotations need: opening and closing tags and the text between them.
/// Attributes, comments, declarations and CDATA are skipped; nothing is nested or validated.

#include <cstddef>
#include <string_view>

namespace noctemg::io {

class XmlScan {
 public:
  explicit XmlScan(std::string_view text) noexcept : text_(text) {}

  /// Moves to the next opening or closing tag; false at the end, or at a tag that never ends.
  [[nodiscard]] bool next() noexcept;

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] bool closing() const noexcept { return closing_; }
  /// From this tag to the next '<', without white space at the ends.
  [[nodiscard]] std::string_view text() const noexcept;
  /// Line of the tag, counted from 1.
  [[nodiscard]] std::size_t line() const noexcept;

 private:
  std::string_view text_;
  std::size_t at_ = 0;   ///< behind the tag
  std::size_t tag_ = 0;  ///< its '<'
  std::string_view name_;
  bool closing_ = false;
};

}  // namespace noctemg::io
