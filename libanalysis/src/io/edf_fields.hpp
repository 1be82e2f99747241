#pragma once

/// \file
/// Reading header fields with complaints that name file, field and channel.

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "io/edf_warnings.hpp"
#include "noctemg/time.hpp"

namespace noctemg::io {

/// Which field, and of which channel when it is not one of the whole recording.
struct FieldPlace {
  std::string_view field;
  std::string_view channel = {};
};

class HeaderFields {
 public:
  HeaderFields(const std::string& path, WarningList& warnings) : path_(path), warnings_(warnings) {}

  void warn(const FieldPlace& place, std::string_view message) const;
  /// \throws InputError always
  [[noreturn]] void reject(const FieldPlace& place, std::string_view value,
                           std::string_view rule) const;

  /// A text field; warns when it is not ASCII.
  [[nodiscard]] std::string text(const FieldPlace& place, std::string_view field) const;
  /// \throws InputError unless the field is a whole number from `low` to `high`
  [[nodiscard]] std::int64_t whole(const FieldPlace& place, std::string_view field,
                                   std::int64_t low, std::int64_t high) const;
  /// \throws InputError unless the field is a finite number
  [[nodiscard]] double real(const FieldPlace& place, std::string_view field) const;
  /// \throws InputError unless the field is a number of seconds >= 0
  [[nodiscard]] Ticks duration(const FieldPlace& place, std::string_view field) const;

 private:
  [[nodiscard]] std::string number_text(const FieldPlace& place, std::string_view field) const;

  const std::string& path_;
  WarningList& warnings_;
};

}  // namespace noctemg::io
