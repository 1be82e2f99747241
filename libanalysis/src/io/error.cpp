#include "noctemg/error.hpp"

#include <utility>

namespace noctemg {
namespace {

/// "night.edf: number of signals is '-1': must be a whole number from 1 to 9999"; parts that are
/// empty are left out.
std::string input_message(std::string_view file, std::string_view place, std::string_view value,
                          std::string_view rule) {
  std::string text;
  if (!file.empty()) text.append(file).append(": ");
  text.append(place);
  if (!value.empty()) text.append(place.empty() ? "'" : " is '").append(value).append("'");
  if (!place.empty() || !value.empty()) text.append(": ");
  return text.append(rule);
}

std::string option_message(const std::vector<std::string>& violations) {
  std::string text;
  for (const std::string& violation : violations) {
    if (!text.empty()) text += '\n';
    text += violation;
  }
  return text.empty() ? "invalid options" : text;
}

}  // namespace

InputError::InputError(std::string_view file, std::string_view place, std::string_view value,
                       std::string_view rule)
    : Error(input_message(file, place, value, rule)),
      file_(file),
      place_(place),
      value_(value),
      rule_(rule) {}

OptionError::OptionError(std::vector<std::string> violations)
    : Error(option_message(violations)), violations_(std::move(violations)) {}

OutputError::OutputError(std::string_view path, std::string_view reason)
    : Error(std::string(path) + ": cannot be written: " + std::string(reason)), path_(path) {}

}  // namespace noctemg
