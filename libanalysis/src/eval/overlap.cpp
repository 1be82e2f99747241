#include "eval/overlap.hpp"

#include <algorithm>
#include <cmath>

#include "noctemg/error.hpp"

namespace noctemg::eval {
namespace {

/// No night has so many; matching more would take minutes.
constexpr std::size_t most_overlaps = 1'000'000;

Ticks distance(Ticks a, Ticks b) { return a > b ? a - b : b - a; }

/// Microseconds; 12 days and more are all alike, so that sums stay within 64 bits.
std::int64_t onset_cost(Ticks between) { return std::min(between / 1000, std::int64_t{1} << 40); }

}  // namespace

bool may_be_one_leg(const ScoredEvent& a, const ScoredEvent& b) noexcept {
  return a.side == Side::unknown || b.side == Side::unknown || a.side == b.side;
}

std::vector<Overlap> overlaps(std::span<const ScoredEvent> truth,
                              std::span<const ScoredEvent> found) {
  // The latest end so far tells where found events that reach into a true one can begin.
  std::vector<Ticks> latest_end;
  for (const ScoredEvent& event : found)
    latest_end.push_back(latest_end.empty() ? event.end()
                                            : std::max(latest_end.back(), event.end()));
  std::vector<Overlap> out;
  for (std::size_t t = 0; t < truth.size(); ++t) {
    const ScoredEvent& a = truth[t];
    auto f = static_cast<std::size_t>(
        std::upper_bound(latest_end.begin(), latest_end.end(), a.onset) - latest_end.begin());
    for (; f < found.size() && found[f].onset < a.end(); ++f) {
      const ScoredEvent& b = found[f];
      const Ticks shared = std::min(a.end(), b.end()) - std::max(a.onset, b.onset);
      if (shared <= 0 || !may_be_one_leg(a, b)) continue;
      if (out.size() == most_overlaps)
        throw ArgumentError(
            "more than 1000000 pairs of true and found events overlap in one night: events of one "
            "leg must not lie over each other in thousands");
      out.push_back({t, f, shared, a.duration + b.duration - shared,
                     std::min(a.duration, b.duration), distance(a.onset, b.onset)});
    }
  }
  return out;
}

std::vector<Edge> near_onsets(std::span<const ScoredEvent> truth,
                              std::span<const ScoredEvent> found, Ticks tolerance) {
  std::vector<Edge> out;
  std::size_t first = 0;
  for (std::size_t t = 0; t < truth.size(); ++t) {
    while (first < found.size() && found[first].onset < truth[t].onset - tolerance) ++first;
    for (std::size_t f = first; f < found.size() && found[f].onset <= truth[t].onset + tolerance;
         ++f) {
      if (!may_be_one_leg(truth[t], found[f])) continue;
      out.push_back({t, f, {onset_cost(distance(truth[t].onset, found[f].onset)), 0}});
    }
  }
  return out;
}

Edge edge_of(const Overlap& overlap) {
  const double iou = static_cast<double>(overlap.shared) / static_cast<double>(overlap.joint);
  return {overlap.truth,
          overlap.found,
          {-std::llround(std::ldexp(iou, 40)), onset_cost(overlap.onset_distance)}};
}

std::vector<Pair> match_from(Ratio least, std::size_t truths, std::size_t founds,
                             std::span<const Overlap> overlaps) {
  std::vector<Edge> edges;
  for (const Overlap& overlap : overlaps)
    if (overlap.iou_reaches(least)) edges.push_back(edge_of(overlap));
  return match(truths, founds, edges, Aim::most_pairs);
}

}  // namespace noctemg::eval
