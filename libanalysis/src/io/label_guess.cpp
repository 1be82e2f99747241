#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "io/label_sensor.hpp"
#include "io/label_words.hpp"
#include "io/muscles.hpp"
#include "io/plain_text.hpp"
#include "noctemg/montage.hpp"

namespace noctemg {
namespace {

using io::Word;
using io::WordKind;

bool has(const std::vector<Word>& words, WordKind kind) {
  return std::any_of(words.begin(), words.end(), [&](const Word& w) { return w.kind == kind; });
}

/// What a label says about a muscle and its leg.
struct Place {
  std::string muscle;
  Side side = Side::unknown;
};

Side side_of(const std::vector<Word>& words) {
  const bool left = has(words, WordKind::left);
  const bool right = has(words, WordKind::right);
  if (left == right) return Side::unknown;  // a label that names both legs names neither
  return left ? Side::left : Side::right;
}

/// French and Portuguese scorers write one letter for the side beside their word for the leg.
Side side_of_letter(const std::vector<Word>& words) {
  const auto says = [&](std::string_view text) {
    return std::any_of(words.begin(), words.end(), [&](const Word& w) { return w.text == text; });
  };
  const bool french = says("jambe") || says("jambes");
  const bool portuguese = says("perna");
  if ((french && says("g")) || (portuguese && says("e"))) return Side::left;
  if ((french || portuguese) && says("d")) return Side::right;
  return Side::unknown;
}

bool counts(const io::Abbreviation& abbreviation, bool emg, bool side, bool voltage) {
  switch (abbreviation.needs) {
    case io::Needs::nothing:
      return true;
    case io::Needs::hint:
      return emg || side || voltage;
    case io::Needs::side_or_emg:
      return emg || side;
    case io::Needs::emg:
      return emg;
  }
  return false;
}

/// Muscle spelt out or abbreviated, "" when the label is silent; nullopt when it names two, or
/// something that is no muscle we know.
std::optional<std::string> named_muscle(const std::vector<Word>& words, bool voltage) {
  const bool emg = has(words, WordKind::emg);
  const bool side = has(words, WordKind::left) || has(words, WordKind::right);
  std::set<std::string> stems;
  std::string muscle;
  for (const auto& word : words) {
    if (word.kind == WordKind::stem) stems.insert(word.text);
    if (word.kind != WordKind::abbreviation) continue;
    const auto& abbreviation = *io::find_abbreviation(word.text);
    if (!counts(abbreviation, emg, side, voltage)) continue;
    const std::string before = muscle;
    muscle = io::more_exact(before, abbreviation.muscle);
    if (muscle.empty()) return std::nullopt;
  }
  const auto spelt = io::muscle_of_stems(stems);
  stems.erase("ant");  // "Leg ant" says no more than "Leg"
  if (spelt.empty() && muscle.empty() && !stems.empty()) return std::nullopt;
  const auto both = io::more_exact(spelt, muscle);
  if (both.empty() && !spelt.empty()) return std::nullopt;
  return std::string(both);
}

/// "LAT" and "RAT" are the left and right anterior tibialis of sleep laboratories, unless "lat"
/// says lateral of something, or another word names the other leg.
std::optional<Place> sleep_laboratory_name(const std::vector<std::string>& tokens, Side side) {
  bool left = false;
  bool right = false;
  for (const auto& token : tokens) {
    const auto letters = token.substr(0, token.find_first_of("0123456789"));
    left = left || letters == "lat";
    right = right || letters == "rat";
  }
  if (!left && !right) return std::nullopt;
  if (left && right) return Place{"tibialis_anterior", Side::unknown};
  const Side own = left ? Side::left : Side::right;
  if (side != Side::unknown && side != own) return std::nullopt;
  return Place{"tibialis_anterior", own};
}

Place place_of(const std::vector<std::string>& tokens, const std::vector<Word>& words,
               bool voltage) {
  Place place{"", side_of(words)};
  if (place.side == Side::unknown) place.side = side_of_letter(words);
  const auto muscle = named_muscle(words, voltage);
  if (muscle && !muscle->empty()) return {*muscle, place.side};
  if (const auto known = sleep_laboratory_name(tokens, place.side)) return *known;
  // AASM: leg movements are recorded over the tibialis anterior.
  if (muscle && has(words, WordKind::leg)) place.muscle = "tibialis_anterior";
  return place;
}

/// Chin, jaw, arm and trunk: voltages of muscles, yet no legs.
bool is_elsewhere(const std::vector<Word>& words, const std::string& muscle) {
  const auto arm = [](const Word& w) { return w.kind == WordKind::stem && w.text == "arm"; };
  return muscle_group(muscle) == MuscleGroup::other ||
         (muscle.empty() && std::any_of(words.begin(), words.end(), arm));
}

MontageRow row(std::string_view label, Role role, MontageSource source) {
  MontageRow out;
  out.channel = std::string(label);
  out.role = role;
  out.source = source;
  return out;
}

MontageRow muscle_row(std::string_view label, const std::vector<std::string>& tokens,
                      io::UnitKind unit) {
  const auto words = io::label_words(tokens);
  const bool voltage = unit == io::UnitKind::voltage;
  const bool emg = has(words, WordKind::emg);
  const auto place = place_of(tokens, words, voltage);
  const bool named = emg || !place.muscle.empty();
  if (!named && !voltage) return row(label, Role::ignore, MontageSource::unknown);
  auto out = row(label, Role::emg, named ? MontageSource::guessed : MontageSource::unknown);
  out.muscle = place.muscle;
  out.side = place.side;
  if (is_elsewhere(words, out.muscle)) out.role = Role::ignore;
  return out;
}

}  // namespace

MontageRow guess_channel(std::string_view label, std::string_view unit) {
  const auto kind = io::unit_kind(unit);
  const auto tokens = io::label_tokens(label);
  const auto words = io::label_words(tokens);
  if (has(words, WordKind::chin)) {
    auto out = row(label, Role::ignore, MontageSource::guessed);
    out.muscle = "mentalis";
    return out;
  }
  const bool emg = has(words, WordKind::emg);
  if (!emg) {
    if (const auto role = io::sensor_role(label, tokens)) {
      return row(label, *role, MontageSource::guessed);
    }
  }
  if (const auto role = io::role_of_unit(kind)) return row(label, *role, MontageSource::guessed);
  return muscle_row(label, tokens, kind);
}

}  // namespace noctemg
