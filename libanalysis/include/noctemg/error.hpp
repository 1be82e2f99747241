#pragma once

/// \file
/// What noctemg throws. Every message carries a place, a value and the rule that the value breaks,
/// so that a user can find and mend the cause without reading source code.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace noctemg {

/// Base of all exceptions thrown on purpose. Anything else that escapes the library is a defect.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A recording, montage, hypnogram or label file that cannot be used. The command line goes on with
/// other files.
class InputError : public Error {
 public:
  /// \param file   path as the user gave it
  /// \param place  header field, channel, record, line or dataset, e.g. "number of signals" or
  /// "channel 3 'LAT'" \param value  what was found there, printable \param rule   what would have
  /// been right, a full clause, e.g. "must be a whole number from 1 to 9999"
  InputError(std::string_view file, std::string_view place, std::string_view value,
             std::string_view rule);

  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  [[nodiscard]] const std::string& place() const noexcept { return place_; }
  [[nodiscard]] const std::string& value() const noexcept { return value_; }
  [[nodiscard]] const std::string& rule() const noexcept { return rule_; }

 private:
  std::string file_;
  std::string place_;
  std::string value_;
  std::string rule_;
};

/// The file does not exist or cannot be opened for reading.
class FileNotFoundError : public InputError {
 public:
  using InputError::InputError;
};

/// One or more options that break their rule; all of them, not only the first.
class OptionError : public Error {
 public:
  explicit OptionError(std::vector<std::string> violations);
  [[nodiscard]] const std::vector<std::string>& violations() const noexcept { return violations_; }

 private:
  std::vector<std::string> violations_;
};

/// A function was called with arguments that make no sense (wrong length, NaN, negative rate).
class ArgumentError : public Error {
 public:
  using Error::Error;
};

/// A result could not be written: disk full, no permission, folder in the way.
class OutputError : public Error {
 public:
  OutputError(std::string_view path, std::string_view reason);
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

/// The user asked to stop (Ctrl-C, or a progress hook returned false). Nothing half-written is
/// left.
class Interrupted : public Error {
 public:
  Interrupted() : Error("interrupted") {}
};

}  // namespace noctemg
