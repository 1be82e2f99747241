#include "eval/labels.hpp"

#include <cmath>
#include <numeric>

#include "eval/overlap.hpp"
#include "eval/spread.hpp"

namespace noctemg::eval {
namespace {

constexpr Ratio least_of_shorter = {1, 2};
constexpr Ticks onset_tolerance = ticks_per_second / 2;

std::size_t index_of(const ScoredEvent& event) { return static_cast<std::size_t>(event.label); }

/// Equal IoU: equal labels first.
Edge label_edge(const Overlap& overlap, bool same_label) {
  Edge edge = edge_of(overlap);
  edge.cost.minor = same_label ? 0 : 1;
  return edge;
}

}  // namespace

void LabelTally::add(const LabelTally& other) {
  for (std::size_t i = 0; i <= label_count; ++i)
    for (std::size_t j = 0; j <= label_count; ++j) confusion[i][j] += other.confusion[i][j];
}

LabelTally tally_labels(std::span<const ScoredEvent> truth, std::span<const ScoredEvent> found) {
  std::vector<Edge> edges;
  for (const Overlap& overlap : overlaps(truth, found)) {
    if (overlap.shared * least_of_shorter.denominator <
        overlap.shorter * least_of_shorter.numerator)
      continue;
    edges.push_back(label_edge(overlap, truth[overlap.truth].label == found[overlap.found].label));
  }
  LabelTally tally;
  std::vector<bool> truth_matched(truth.size(), false), found_matched(found.size(), false);
  for (const Pair& pair : match(truth.size(), found.size(), edges, Aim::lowest_cost)) {
    ++tally.confusion[index_of(truth[pair.truth])][index_of(found[pair.found])];
    truth_matched[pair.truth] = found_matched[pair.found] = true;
  }
  for (std::size_t i = 0; i < truth.size(); ++i)
    if (!truth_matched[i]) ++tally.confusion[index_of(truth[i])][no_partner];
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!found_matched[i]) ++tally.confusion[no_partner][index_of(found[i])];
  return tally;
}

LabelScores scores_of(const LabelTally& tally) {
  LabelScores scores;
  scores.confusion = tally.confusion;
  double f1_sum = 0;
  for (std::size_t i = 0; i < label_count; ++i) {
    const auto& row = tally.confusion[i];
    const auto truths = std::accumulate(row.begin(), row.end(), std::int64_t{0});
    std::int64_t found = 0;
    for (const auto& other_row : tally.confusion) found += other_row[i];
    scores.labels[i] = agreement_of(row[i], truths, found);
    if (truths == 0) continue;
    ++scores.labels_in_truth;
    f1_sum += scores.labels[i].f1;
  }
  scores.macro_f1 = share_of(f1_sum, static_cast<double>(scores.labels_in_truth));
  return scores;
}

void OnsetTally::add(const OnsetTally& other) {
  truths += other.truths;
  found += other.found;
  errors_s.insert(errors_s.end(), other.errors_s.begin(), other.errors_s.end());
}

OnsetTally tally_onsets(std::span<const ScoredEvent> truth, std::span<const ScoredEvent> found) {
  OnsetTally tally;
  tally.truths = static_cast<std::int64_t>(truth.size());
  tally.found = static_cast<std::int64_t>(found.size());
  const std::vector<Edge> edges = near_onsets(truth, found, onset_tolerance);
  for (const Pair& pair : match(truth.size(), found.size(), edges, Aim::most_pairs))
    tally.errors_s.push_back(seconds(found[pair.found].onset - truth[pair.truth].onset));
  return tally;
}

OnsetScores scores_of(const OnsetTally& tally) {
  const auto matched = static_cast<std::int64_t>(tally.errors_s.size());
  return {tally.truths, tally.found, agreement_of(matched, tally.truths, tally.found),
          spread_of(tally.errors_s)};
}

}  // namespace noctemg::eval
