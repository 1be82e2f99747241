#include <algorithm>

#include "io/hypnogram_parts.hpp"
#include "io/plain_text.hpp"
#include "io/stage_names.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

struct Epoch {
  std::size_t line = 0;
  std::string_view text;
};

/// Lines that are epochs: comments and blank lines at the end left out. A blank line between
/// epochs would shift all that follow.
std::vector<Epoch> epochs_of(const std::string& path, std::string_view text) {
  auto lines = split_lines(text);
  while (!lines.empty() && trimmed(lines.back()).empty()) lines.pop_back();
  std::vector<Epoch> epochs;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = trimmed(lines[i]);
    if (!line.empty() && line.front() == '#') continue;
    if (line.empty()) {
      throw InputError(path, "line " + std::to_string(i + 1), "",
                       "must be the stage of one 30 s epoch, '?' when it was not scored");
    }
    epochs.push_back({i + 1, line});
  }
  return epochs;
}

/// YASA knows no 5: where one stands, the numbers are those of Rechtschaffen and Kales.
StageNumbers numbers_of(const std::vector<Epoch>& epochs, StageList& list) {
  const bool has_five = std::any_of(epochs.begin(), epochs.end(),
                                    [](const Epoch& epoch) { return epoch.text == "5"; });
  if (!has_five) return StageNumbers::yasa;
  list.warnings.push_back({"hypnogram",
                           "holds a 5: its numbers are taken as Rechtschaffen and Kales stages "
                           "(3 and 4 are N3, 5 is REM)"});
  return StageNumbers::rechtschaffen_kales;
}

}  // namespace

StageList read_stage_lines(const std::string& path, std::string_view text) {
  StageList list;
  const auto epochs = epochs_of(path, text);
  if (epochs.empty()) {
    throw InputError(path, "file", "", "must hold sleep stages, one 30 s epoch per line");
  }
  const auto numbers = numbers_of(epochs, list);
  Ticks begin = 0;
  for (const auto& epoch : epochs) {
    const auto stage = stage_from(epoch.text, numbers);
    if (!stage) {
      throw InputError(path, "line " + std::to_string(epoch.line), excerpt(epoch.text),
                       "must be a sleep stage: W, N1, N2, N3, R or ?, or YASA's -2 to 4");
    }
    list.intervals.push_back({begin, begin + epoch_length, *stage});
    begin += epoch_length;
  }
  return list;
}

}  // namespace noctemg::io
