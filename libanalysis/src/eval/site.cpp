#include "eval/site.hpp"

#include <algorithm>
#include <string_view>

namespace noctemg::eval {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_label(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool has_muscle_and_side(const ScoredEvent& event) {
  return !event.muscle.empty() && event.side != Side::unknown;
}

}  // namespace

SiteMatch compare_sites(const ScoredEvent& truth, const ScoredEvent& found) {
  SiteMatch match;
  const bool by_channel = !truth.channels.empty() && !found.channels.empty();
  const bool by_muscle = has_muscle_and_side(truth) && has_muscle_and_side(found);
  match.comparable = by_channel || by_muscle;
  match.equal = (by_channel && same_label(truth.channels.front(), found.channels.front())) ||
                (by_muscle && truth.side == found.side && same_label(truth.muscle, found.muscle));
  match.within = match.equal ||
                 (by_channel && std::any_of(truth.channels.begin(), truth.channels.end(),
                                            [&](const std::string& channel) {
                                              return same_label(channel, found.channels.front());
                                            }));
  return match;
}

}  // namespace noctemg::eval
