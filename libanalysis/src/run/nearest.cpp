#include "noctemg/nearest.hpp"

#include <algorithm>
#include <vector>

namespace noctemg {
namespace {

/// Longer ones are no typing errors; the limit keeps the cost of hostile input small.
constexpr std::size_t longest_compared = 200;

std::size_t allowed_distance(std::string_view known) {
  return std::max<std::size_t>(2, known.size() / 3);
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Three rows of the usual table: swaps of neighbours look two rows back.
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, above);
    std::swap(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::string nearest_name(std::string_view name, std::span<const std::string> known) {
  if (name.size() > longest_compared) return {};
  std::string nearest;
  std::size_t best = longest_compared;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best && distance <= allowed_distance(candidate)) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace noctemg
