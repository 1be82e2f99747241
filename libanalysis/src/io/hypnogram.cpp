#include "noctemg/hypnogram.hpp"

#include <algorithm>
#include <array>

namespace noctemg {
namespace {

constexpr std::array all_stages = {Stage::unknown, Stage::wake, Stage::n1,
                                   Stage::n2,      Stage::n3,   Stage::rem};

}  // namespace

std::string_view to_text(Stage stage) noexcept {
  constexpr std::array<std::string_view, all_stages.size()> names = {"n/a", "W",  "N1",
                                                                     "N2",  "N3", "R"};
  const auto index = static_cast<std::size_t>(stage);
  return index < names.size() ? names[index] : "n/a";
}

Stage Hypnogram::at(Ticks t) const noexcept {
  const auto after = std::upper_bound(
      intervals.begin(), intervals.end(), t,
      [](Ticks moment, const StageInterval& interval) { return moment < interval.begin; });
  if (after == intervals.begin()) return Stage::unknown;
  const auto& candidate = *std::prev(after);
  return t < candidate.end ? candidate.stage : Stage::unknown;
}

Ticks Hypnogram::time_in(Stage stage, Ticks begin, Ticks end) const noexcept {
  auto at =
      std::partition_point(intervals.begin(), intervals.end(),
                           [&](const StageInterval& interval) { return interval.end <= begin; });
  Ticks total = 0;
  for (; at != intervals.end() && at->begin < end; ++at) {
    if (at->stage != stage) continue;
    total += std::max<Ticks>(0, std::min(end, at->end) - std::max(begin, at->begin));
  }
  return total;
}

}  // namespace noctemg
