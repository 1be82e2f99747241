#include "io/label_words.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "io/label_vocabulary.hpp"
#include "io/plain_text.hpp"

namespace noctemg::io {
namespace {

/// A word that may also stand inside a longer token, hence at least three letters.
std::optional<Word> long_word(std::string_view text) {
  if (text.size() < 3) return std::nullopt;
  if (text == "emg") return Word{WordKind::emg, "emg"};
  if (is_leg_word(text)) return Word{WordKind::leg, std::string(text)};
  if (is_chin_word(text)) return Word{WordKind::chin, std::string(text)};
  if (const auto stem = stem_of(text); !stem.empty())
    return Word{WordKind::stem, std::string(stem)};
  if (text == "left") return Word{WordKind::left, "left"};
  if (text == "right") return Word{WordKind::right, "right"};
  return std::nullopt;
}

std::optional<Word> whole_word(std::string_view text) {
  if (auto word = long_word(text)) return word;
  if (is_left_word(text)) return Word{WordKind::left, std::string(text)};
  if (is_right_word(text)) return Word{WordKind::right, std::string(text)};
  if (find_abbreviation(text)) return Word{WordKind::abbreviation, std::string(text)};
  return std::nullopt;
}

/// Longest known piece first, then the rest; empty when the token cannot be taken apart wholly.
std::vector<Word> pieces(std::string_view text) {
  for (std::size_t length = text.size(); length >= 3; --length) {
    const auto head = long_word(text.substr(0, length));
    if (!head) continue;
    if (length == text.size()) return {*head};
    auto tail = pieces(text.substr(length));
    if (tail.empty()) continue;
    tail.insert(tail.begin(), *head);
    return tail;
  }
  return {};
}

std::vector<Word> core(std::string_view text) {
  if (find_abbreviation(text)) return {Word{WordKind::abbreviation, std::string(text)}};
  return pieces(text);
}

Word side_letter(char letter) {
  return letter == 'l' ? Word{WordKind::left, "l"} : Word{WordKind::right, "r"};
}

std::vector<Word> take_apart(std::string_view token) {
  if (token == "rat") return {Word{WordKind::other, "rat"}};  // decided as a whole, beside "lat"
  if (const auto word = whole_word(token)) return {*word};
  if (auto words = pieces(token); !words.empty()) return words;
  const auto is_side = [](char c) { return c == 'l' || c == 'r'; };
  if (token.size() > 2 && is_side(token.front())) {
    auto words = core(token.substr(1));
    if (!words.empty()) words.insert(words.begin(), side_letter(token.front()));
    if (!words.empty()) return words;
  }
  if (token.size() > 2 && is_side(token.back())) {
    auto words = core(token.substr(0, token.size() - 1));
    if (!words.empty()) words.push_back(side_letter(token.back()));
    if (!words.empty()) return words;
  }
  return {Word{WordKind::other, std::string(token)}};
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::vector<std::string> label_tokens(std::string_view label) {
  std::vector<std::string> tokens;
  bool inside = false;
  for (char c : label) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool belongs = is_word_character(c);
    if (belongs && !inside) tokens.emplace_back();
    if (belongs) tokens.back() += c;
    inside = belongs;
  }
  return tokens;
}

std::vector<Word> label_words(const std::vector<std::string>& tokens) {
  std::vector<Word> words;
  for (const std::string_view token : tokens) {
    for (std::size_t at = 0; at < token.size();) {
      const auto same = [&, digit = is_digit(token[at])](char c) { return is_digit(c) == digit; };
      const auto* first = token.data() + at;
      const auto length = static_cast<std::size_t>(
          std::find_if_not(first, token.data() + token.size(), same) - first);
      if (!is_digit(token[at])) {
        for (auto& word : take_apart(token.substr(at, length))) {
          words.push_back(std::move(word));
        }
      }
      at += length;
    }
  }
  return words;
}

}  // namespace noctemg::io
