#include "noctemg/episode_model.hpp"

#include <algorithm>
#include <cmath>

#include "noctemg/error.hpp"

namespace noctemg {

std::vector<double> EpisodeModel::probabilities(std::span<const double> values) const {
  if (values.size() != inputs_.size()) {
    throw ArgumentError("the model takes " + std::to_string(inputs_.size()) + " values, not " +
                        std::to_string(values.size()));
  }
  std::vector<double> p = baseline_;
  for (const Tree& tree : trees_) {
    const Node* node = &nodes_[tree.first_node];
    while (node->input >= 0) {
      const double value = values[static_cast<std::size_t>(node->input)];
      const bool left = std::isnan(value) ? node->missing_left : value <= node->number;
      node = &nodes_[tree.first_node + static_cast<std::size_t>(left ? node->left : node->right)];
    }
    p[tree.label] += node->number;
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
