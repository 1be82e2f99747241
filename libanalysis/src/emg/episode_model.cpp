#include "noctemg/episode_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "noctemg/error.hpp"

namespace noctemg {

namespace {

/// Trees that are walked through side by side: which way one goes is not to be guessed, and none
/// waits for another.
constexpr std::size_t trees_at_once = 8;

}  // namespace

/// \param values  one per input, and what leaves ask for
void EpisodeModel::add_leaves(std::span<const Tree> trees, std::span<const double> values,
                              std::vector<double>& sums) const {
  std::array<std::uint32_t, trees_at_once> at;
  std::uint32_t depth = 0;
  for (std::size_t t = 0; t < at.size(); ++t) {
    const Tree& tree = trees[std::min(t, trees.size() - 1)];
    at[t] = tree.first_node;
    depth = std::max(depth, tree.depth);
  }
  for (std::uint32_t step = 0; step < depth; ++step) {
    for (std::uint32_t& index : at) {
      const Node& node = nodes_[index];
      const double value = values[node.input];
      const bool stays = value <= node.number;
      const bool unknown = std::isnan(value);
      // Without a branch: & and | are meant.
      index = node.next + static_cast<std::uint32_t>(!(stays | (unknown & node.missing_first)));
    }
  }
  for (std::size_t t = 0; t < trees.size(); ++t) sums[trees[t].label] += nodes_[at[t]].number;
}

std::vector<double> EpisodeModel::probabilities(std::span<const double> values) const {
  if (values.size() != inputs_.size()) {
    throw ArgumentError("the model takes " + std::to_string(inputs_.size()) + " values, not " +
                        std::to_string(values.size()));
  }
  std::vector<double> p = baseline_;
  // Leaves ask for what is less than anything.
  std::vector<double> asked(values.begin(), values.end());
  asked.push_back(-std::numeric_limits<double>::infinity());
  for (std::size_t first = 0; first < trees_.size(); first += trees_at_once) {
    const auto some =
        std::span(trees_).subspan(first, std::min(trees_at_once, trees_.size() - first));
    add_leaves(some, asked, p);
  }
  const double largest = *std::max_element(p.begin(), p.end());
  double sum = 0;
  for (double& value : p) sum += value = std::exp(value - largest);
  for (double& value : p) value /= sum;
  // Within what double can tell from 0 and 1, so that the logarithm of the odds is a number.
  constexpr double edge = 1e-15;
  const double raw = std::clamp(p[cramp_], edge, 1 - edge);
  const double odds = slope_ * std::log(raw / (1 - raw)) + intercept_;
  const double cramp = 1 / (1 + std::exp(-odds));
  for (double& value : p) value *= (1 - cramp) / (1 - raw);
  p[cramp_] = cramp;
  return p;
}

std::vector<double> EpisodeModel::probabilities(const EpisodeFeatures& features) const {
  std::vector<double> values;
  values.reserve(members_.size());
  for (const auto member : members_) values.push_back(features.*member);
  return probabilities(values);
}

}  // namespace noctemg
