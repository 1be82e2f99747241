#pragma once

/// \file
/// The words of a channel label: anatomical stems, abbreviations, sides. No decision is taken here.

#include <string>
#include <string_view>
#include <vector>

namespace noctemg::io {

/// How much else a label must say before an abbreviation counts: "SOL" stands alone, "TA" needs a
/// voltage, a side or the word EMG, "SO" a side or EMG, "ME" the word EMG.
enum class Needs { nothing, hint, side_or_emg, emg };

struct Abbreviation {
  std::string_view text;  ///< lower case
  std::string_view muscle;
  Needs needs = Needs::nothing;
};
/// nullptr when there is none.
[[nodiscard]] const Abbreviation* find_abbreviation(std::string_view lower_text) noexcept;

enum class WordKind { stem, abbreviation, left, right, emg, leg, chin, other };

struct Word {
  WordKind kind = WordKind::other;
  std::string
      text;  ///< of a stem: its common form ("gastroc" for "gastrocnemius"); else lower case
};

/// Lower-case runs of letters and digits, in order: "EMG R-SOL" -> emg, r, sol.
[[nodiscard]] std::vector<std::string> label_tokens(std::string_view label);

/// The same, taken apart further where pieces are known: "LGastroc" -> left, gastroc; "TibAnt1" ->
/// tib, ant; "MGR" -> mg, right. Numbers are left out.
[[nodiscard]] std::vector<Word> label_words(const std::vector<std::string>& tokens);

}  // namespace noctemg::io
