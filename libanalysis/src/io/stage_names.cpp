#include "io/stage_names.hpp"

#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "io/plain_text.hpp"

namespace noctemg::io {
namespace {

using Name = std::pair<std::string_view, Stage>;

constexpr std::array names = {
    Name{"w", Stage::wake},
    Name{"wake", Stage::wake},
    Name{"awake", Stage::wake},
    Name{"n1", Stage::n1},
    Name{"s1", Stage::n1},
    Name{"nrem1", Stage::n1},
    Name{"nrem 1", Stage::n1},
    Name{"n2", Stage::n2},
    Name{"s2", Stage::n2},
    Name{"nrem2", Stage::n2},
    Name{"nrem 2", Stage::n2},
    Name{"n3", Stage::n3},
    Name{"s3", Stage::n3},
    Name{"nrem3", Stage::n3},
    Name{"nrem 3", Stage::n3},
    Name{"n4", Stage::n3},
    Name{"s4", Stage::n3},
    Name{"nrem4", Stage::n3},
    Name{"nrem 4", Stage::n3},
    Name{"r", Stage::rem},
    Name{"rem", Stage::rem},
    Name{"?", Stage::unknown},
    Name{"u", Stage::unknown},
    Name{"uns", Stage::unknown},
    Name{"l", Stage::unknown},
    Name{"m", Stage::unknown},
    Name{"mt", Stage::unknown},
    Name{"art", Stage::unknown},
    Name{"n/a", Stage::unknown},
    Name{"unscored", Stage::unknown},
    Name{"unknown", Stage::unknown},
    Name{"artefact", Stage::unknown},
    Name{"artifact", Stage::unknown},
    Name{"movement", Stage::unknown},
    Name{"movement time", Stage::unknown},
};

std::optional<Stage> stage_of_number(std::string_view text, StageNumbers numbers) {
  int number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  const bool yasa = numbers == StageNumbers::yasa;
  switch (number) {
    case 0:
      return Stage::wake;
    case 1:
      return Stage::n1;
    case 2:
      return Stage::n2;
    case 3:
      return Stage::n3;
    case 4:
      return yasa ? Stage::rem : Stage::n3;
    case 5:
      return yasa ? std::nullopt : std::optional(Stage::rem);
    case -1:
    case -2:
      return Stage::unknown;
    case 6:   // movement
    case 7:   // not used by stagers, met as "unknown"
    case 9:   // unscored
    case 10:  // unscored by the program
      return yasa ? std::nullopt : std::optional(Stage::unknown);
    default:
      return std::nullopt;
  }
}

bool cut_front(std::string_view& text, std::string_view word) {
  if (text.substr(0, word.size()) != word) return false;
  text = trimmed(text.substr(word.size()));
  return true;
}

/// "Stage 2 sleep|2" -> "stage 2 sleep"; "Sleep stage N2@@EEG" -> "sleep stage n2".
std::string plain(std::string_view text) {
  text = text.substr(0, text.find('|'));
  return lower(trimmed(text.substr(0, text.find("@@"))));
}

std::optional<Stage> stage_of_plain(std::string_view text, StageNumbers numbers) {
  if (cut_front(text, "sleep stage") || cut_front(text, "stage")) {
    numbers = StageNumbers::rechtschaffen_kales;  // as in the texts of EDF+ and NSRR
  }
  if (text.size() > 6 && text.substr(text.size() - 6) == " sleep") text.remove_suffix(6);
  for (const auto& [name, stage] : names) {
    if (text == name) return stage;
  }
  return stage_of_number(text, numbers);
}

}  // namespace

std::optional<Stage> stage_from(std::string_view text, StageNumbers numbers) {
  return stage_of_plain(plain(text), numbers);
}

std::optional<Stage> stage_from_annotation(std::string_view text) {
  const auto words = plain(text);
  const bool says_stage = words.compare(0, 5, "stage") == 0 || speaks_of_a_stage(text);
  const bool certain = words == "n1" || words == "n2" || words == "n3" || words == "rem" ||
                       words == "wake" || words == "rem sleep";
  if (!says_stage && !certain) return std::nullopt;
  return stage_of_plain(words, StageNumbers::rechtschaffen_kales);
}

bool speaks_of_a_stage(std::string_view text) {
  return lower(trimmed(text)).compare(0, 11, "sleep stage") == 0;
}

}  // namespace noctemg::io
