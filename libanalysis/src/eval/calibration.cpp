#include "eval/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "eval/overlap.hpp"
#include "eval/spread.hpp"

namespace noctemg::eval {
namespace {

constexpr auto none = static_cast<std::size_t>(-1);

/// Largest matching of a growing set of found episodes: each new one either adds a pair, by moving
/// others if it must (Kuhn 1955), or does not.
class GrowingMatch {
 public:
  GrowingMatch(std::size_t truths, std::vector<std::vector<std::size_t>> truths_of)
      : truths_of_(std::move(truths_of)),
        found_of_(truths, none),
        truth_of_(truths_of_.size(), none),
        came_from_(truths, none),
        seen_in_(truths, none) {}

  /// \return true when there is one pair more
  bool add(std::size_t found) {
    std::size_t truth = free_truth_from(found);
    if (truth == none) return false;
    while (truth != none) {
      const std::size_t mover = came_from_[truth];
      found_of_[truth] = mover;
      truth = std::exchange(truth_of_[mover], truth);
    }
    return true;
  }

 private:
  /// Breadth first along alternating paths.
  std::size_t free_truth_from(std::size_t start) {
    std::vector<std::size_t> open = {start};
    for (std::size_t next = 0; next < open.size(); ++next) {
      const std::size_t found = open[next];
      for (const std::size_t truth : truths_of_[found]) {
        if (seen_in_[truth] == start) continue;
        seen_in_[truth] = start;
        came_from_[truth] = found;
        if (found_of_[truth] == none) return truth;
        open.push_back(found_of_[truth]);
      }
    }
    return none;
  }

  std::vector<std::vector<std::size_t>> truths_of_;  ///< per found episode: possible partners
  std::vector<std::size_t> found_of_, truth_of_;
  std::vector<std::size_t> came_from_;  ///< per truth: the episode before it
  std::vector<std::size_t> seen_in_;    ///< per truth: the search that has been there
};

bool more_probable(const Graded& a, const Graded& b) { return a.probability > b.probability; }

std::vector<CurvePoint> curve_of(const std::vector<Graded>& falling, double truths) {
  std::vector<CurvePoint> curve;
  double matches = 0;
  for (std::size_t i = 0; i < falling.size(); ++i) {
    matches += falling[i].adds_a_match ? 1 : 0;
    const bool is_step =
        i + 1 == falling.size() || falling[i + 1].probability < falling[i].probability;
    if (!is_step) continue;
    curve.push_back(
        {falling[i].probability, matches / static_cast<double>(i + 1), share_of(matches, truths)});
  }
  return curve;
}

/// Sum over steps of precision times gain in recall: no interpolation (scikit-learn's
/// average_precision_score).
double average_precision_of(const std::vector<CurvePoint>& curve) {
  double sum = 0, recall = 0;
  for (const CurvePoint& point : curve) {
    sum += point.precision * (point.recall - recall);
    recall = point.recall;
  }
  return sum;
}

void fill_bins(ProbabilityScores& scores, const std::vector<Graded>& episodes) {
  const auto count = scores.bins.size();
  std::vector<double> probability(count, 0), right(count, 0);
  for (const Graded& episode : episodes) {
    const auto bin = std::min(
        count - 1, static_cast<std::size_t>(episode.probability * static_cast<double>(count)));
    ++scores.bins[bin].count;
    probability[bin] += episode.probability;
    right[bin] += episode.is_right ? 1 : 0;
  }
  double gap = 0;
  for (std::size_t i = 0; i < count; ++i) {
    ReliabilityBin& bin = scores.bins[i];
    bin.low = static_cast<double>(i) / static_cast<double>(count);
    bin.high = static_cast<double>(i + 1) / static_cast<double>(count);
    bin.mean_probability = share_of(probability[i], static_cast<double>(bin.count));
    bin.observed = share_of(right[i], static_cast<double>(bin.count));
    gap += std::abs(probability[i] - right[i]);
  }
  scores.ece = share_of(gap, static_cast<double>(episodes.size()));
}

}  // namespace

void GradedTally::add(const GradedTally& other) {
  truths += other.truths;
  without_probability += other.without_probability;
  episodes.insert(episodes.end(), other.episodes.begin(), other.episodes.end());
}

GradedTally tally_graded(std::span<const ScoredEvent> truth, std::span<const ScoredEvent> found) {
  std::vector<ScoredEvent> graded;
  std::copy_if(found.begin(), found.end(), std::back_inserter(graded),
               [](const ScoredEvent& event) { return !std::isnan(event.probability); });
  GradedTally tally;
  tally.truths = static_cast<std::int64_t>(truth.size());
  tally.without_probability = static_cast<std::int64_t>(found.size() - graded.size());
  const std::vector<Overlap> shared = overlaps(truth, graded);
  std::vector<std::vector<std::size_t>> truths_of(graded.size());
  for (const Overlap& overlap : shared)
    if (overlap.iou_reaches(iou20)) truths_of[overlap.found].push_back(overlap.truth);
  std::vector<bool> is_right(graded.size(), false);
  for (const Pair& pair : match_from(iou20, truth.size(), graded.size(), shared))
    is_right[pair.found] = true;

  std::vector<std::size_t> falling(graded.size());
  for (std::size_t i = 0; i < falling.size(); ++i) falling[i] = i;
  std::stable_sort(falling.begin(), falling.end(), [&](std::size_t a, std::size_t b) {
    return graded[a].probability > graded[b].probability;
  });
  GrowingMatch growing(truth.size(), std::move(truths_of));
  for (const std::size_t i : falling)
    tally.episodes.push_back({graded[i].probability, growing.add(i), is_right[i]});
  return tally;
}

ProbabilityScores scores_of(const GradedTally& tally) {
  ProbabilityScores scores;
  scores.episodes = static_cast<std::int64_t>(tally.episodes.size());
  scores.without_probability = tally.without_probability;
  std::vector<Graded> falling = tally.episodes;
  std::stable_sort(falling.begin(), falling.end(), more_probable);
  scores.right = std::count_if(falling.begin(), falling.end(),
                               [](const Graded& episode) { return episode.is_right; });
  fill_bins(scores, falling);
  if (falling.empty()) return scores;
  double squares = 0;
  for (const Graded& episode : falling) {
    const double miss = episode.probability - (episode.is_right ? 1 : 0);
    squares += miss * miss;
  }
  scores.brier = squares / static_cast<double>(falling.size());
  scores.curve = curve_of(falling, static_cast<double>(tally.truths));
  if (tally.truths > 0) scores.average_precision = average_precision_of(scores.curve);
  return scores;
}

}  // namespace noctemg::eval
