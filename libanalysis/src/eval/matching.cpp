#include "eval/matching.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <queue>
#include <utility>

namespace noctemg::eval {
namespace {

constexpr auto no_event = static_cast<std::size_t>(-1);
constexpr Cost infinite = {std::numeric_limits<std::int64_t>::max(), 0};

/// True and found events that hang together, and the end of a search among them.
struct Part {
  std::vector<std::size_t> truths;
  std::vector<std::size_t> founds;
  Cost end_potential;                   ///< at most that of any free found event
  Cost end_distance = infinite;         ///< of the latest search, reduced
  std::size_t nearest_free = no_event;  ///< the found event that it ends with
};

class Matcher {
 public:
  Matcher(std::size_t truths, std::size_t founds, const std::vector<Edge>& edges, Aim aim);
  [[nodiscard]] std::vector<Pair> pairs();

 private:
  [[nodiscard]] std::vector<Part> parts() const;
  void begin_search(Part& part);
  void search(Part& part);
  void reach(Part& part, std::size_t found, std::size_t truth, Cost distance);
  [[nodiscard]] bool augment(Part& part);
  void raise_potentials(Part& part);

  using Entry = std::pair<Cost, std::size_t>;
  using Queue = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;

  const std::vector<Edge>& edges_;
  Aim aim_;
  Queue open_;                           ///< truths to go on from
  std::vector<std::size_t> first_edge_;  ///< per truth, and one past the end
  std::vector<std::size_t> found_of_, truth_of_;
  std::vector<Cost> truth_potential_, found_potential_;
  std::vector<Cost> truth_distance_, found_distance_;  ///< of the latest search, reduced
  std::vector<std::size_t> came_from_;                 ///< per found event: the truth before it
};

Matcher::Matcher(std::size_t truths, std::size_t founds, const std::vector<Edge>& edges, Aim aim)
    : edges_(edges),
      aim_(aim),
      first_edge_(truths + 1, 0),
      found_of_(truths, no_event),
      truth_of_(founds, no_event),
      truth_potential_(truths),
      found_potential_(founds, infinite),
      truth_distance_(truths),
      found_distance_(founds),
      came_from_(founds, no_event) {
  for (const Edge& edge : edges_) {
    ++first_edge_[edge.truth + 1];
    // Costs may be negative; from these potentials on no reduced cost is.
    found_potential_[edge.found] = std::min(found_potential_[edge.found], edge.cost);
  }
  std::partial_sum(first_edge_.begin(), first_edge_.end(), first_edge_.begin());
}

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t node) {
  while (parent[node] != node) node = parent[node] = parent[parent[node]];
  return node;
}

std::vector<Part> Matcher::parts() const {
  const std::size_t truths = found_of_.size();
  std::vector<std::size_t> parent(truths + truth_of_.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  for (const Edge& edge : edges_) {
    const std::size_t a = root_of(parent, edge.truth);
    const std::size_t b = root_of(parent, truths + edge.found);
    parent[std::max(a, b)] = std::min(a, b);
  }
  std::vector<std::size_t> part_of(parent.size(), no_event);
  std::vector<Part> parts;
  for (std::size_t node = 0; node < parent.size(); ++node) {
    std::size_t& part = part_of[root_of(parent, node)];
    if (part == no_event) {
      part = parts.size();
      parts.emplace_back();
    }
    if (node < truths)
      parts[part].truths.push_back(node);
    else
      parts[part].founds.push_back(node - truths);
  }
  return parts;
}

void Matcher::begin_search(Part& part) {
  part.end_distance = infinite;
  part.nearest_free = no_event;
  open_ = {};
  for (const std::size_t found : part.founds) found_distance_[found] = infinite;
  for (const std::size_t truth : part.truths) {
    truth_distance_[truth] = found_of_[truth] == no_event ? Cost{} : infinite;
    if (found_of_[truth] == no_event) open_.emplace(Cost{}, truth);
  }
}

/// A found event that has a partner leads on to it at no further cost; a free one may be the end.
void Matcher::reach(Part& part, std::size_t found, std::size_t truth, Cost distance) {
  found_distance_[found] = distance;
  came_from_[found] = truth;
  const std::size_t partner = truth_of_[found];
  if (partner != no_event) {
    truth_distance_[partner] = distance;
    open_.emplace(distance, partner);
    return;
  }
  const Cost end = distance + found_potential_[found] - part.end_potential;
  if (end >= part.end_distance) return;
  part.end_distance = end;
  part.nearest_free = found;
}

/// Dijkstra from all free truths over reduced costs, until nothing nearer can come.
void Matcher::search(Part& part) {
  begin_search(part);
  while (!open_.empty() && open_.top().first < part.end_distance) {
    const auto [distance, truth] = open_.top();
    open_.pop();
    if (distance > truth_distance_[truth]) continue;
    for (std::size_t e = first_edge_[truth]; e < first_edge_[truth + 1]; ++e) {
      const std::size_t found = edges_[e].found;
      if (found == found_of_[truth]) continue;
      const Cost next =
          distance + edges_[e].cost + truth_potential_[truth] - found_potential_[found];
      if (next < found_distance_[found]) reach(part, found, truth, next);
    }
  }
}

void Matcher::raise_potentials(Part& part) {
  const auto raise = [&](Cost& potential, Cost distance) {
    potential = potential + std::min(distance, part.end_distance);
  };
  for (const std::size_t truth : part.truths)
    raise(truth_potential_[truth], truth_distance_[truth]);
  for (const std::size_t found : part.founds)
    raise(found_potential_[found], found_distance_[found]);
  raise(part.end_potential, part.end_distance);
}

/// One pair more along the cheapest alternating path. \return false when there is none, or none
/// worth its cost
bool Matcher::augment(Part& part) {
  search(part);
  std::size_t found = part.nearest_free;
  if (found == no_event) return false;
  raise_potentials(part);  // the end's is the cost of this path now
  if (aim_ == Aim::lowest_cost && part.end_potential >= Cost{}) return false;
  while (found != no_event) {
    const std::size_t truth = came_from_[found];
    truth_of_[found] = truth;
    found = std::exchange(found_of_[truth], found);
  }
  return true;
}

std::vector<Pair> Matcher::pairs() {
  for (Part& part : parts()) {
    if (part.truths.empty() || part.founds.empty()) continue;
    part.end_potential = infinite;
    for (const std::size_t found : part.founds)
      part.end_potential = std::min(part.end_potential, found_potential_[found]);
    while (augment(part)) {
    }
  }
  std::vector<Pair> pairs;
  for (std::size_t truth = 0; truth < found_of_.size(); ++truth)
    if (found_of_[truth] != no_event) pairs.push_back({truth, found_of_[truth]});
  return pairs;
}

}  // namespace

std::vector<Pair> match(std::size_t truths, std::size_t founds, const std::vector<Edge>& edges,
                        Aim aim) {
  return Matcher(truths, founds, edges, aim).pairs();
}

}  // namespace noctemg::eval
