#include "io/edf_unit.hpp"

#include <array>
#include <string>

#include "io/edf_text.hpp"
#include "io/plain_text.hpp"

namespace noctemg::io {
namespace {

struct Spelling {
  std::string_view from;
  std::string_view to;
};

// The letter mu: UTF-8 (U+00B5, U+03BC), Shift-JIS, GB 2312 and EUC-JP, Latin-1. The last is one
// byte that may end one of the others.
constexpr std::array<Spelling, 5> mu_spellings = {
    Spelling{"\xc2\xb5", "u"}, Spelling{"\xce\xbc", "u"}, Spelling{"\x83\xca", "u"},
    Spelling{"\xa6\xcc", "u"}, Spelling{"\xb5", "u"}};
constexpr std::array<Spelling, 3> long_prefixes = {Spelling{"nano", "n"}, Spelling{"micro", "u"},
                                                   Spelling{"milli", "m"}};
constexpr std::array<Spelling, 2> long_endings = {Spelling{"volts", "v"}, Spelling{"volt", "v"}};

template <std::size_t n>
std::string with_short_start(std::string_view word, const std::array<Spelling, n>& spellings) {
  for (const Spelling& s : spellings)
    if (word.starts_with(s.from)) return std::string(s.to).append(word.substr(s.from.size()));
  return std::string(word);
}

/// "Millivolts" as "mv".
std::string short_form(std::string_view field) {
  std::string word = lower(with_short_start(field, mu_spellings));
  for (const Spelling& ending : long_endings)
    if (word.ends_with(ending.from)) {
      const std::string_view start(word.data(), word.size() - ending.from.size());
      return with_short_start(start, long_prefixes).append(ending.to);
    }
  return word;
}

}  // namespace

VoltageUnit edf_unit(std::string_view field) {
  const VoltageUnit unit = voltage_unit(short_form(without_padding(field)));
  return unit.uv_per_unit > 0 ? unit : VoltageUnit{field_text(field), 0};
}

}  // namespace noctemg::io
