#include "eval/matching.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace noctemg::eval {
namespace {

using Pairs = std::vector<Pair>;

Edge edge(std::size_t truth, std::size_t found, std::int64_t major, std::int64_t minor = 0) {
  return {truth, found, {major, minor}};
}

struct Outcome {
  std::size_t pairs = 0;
  Cost cost;
};

/// True when `a` serves the aim better than `b`.
bool is_better(const Outcome& a, const Outcome& b, Aim aim) {
  if (aim == Aim::most_pairs && a.pairs != b.pairs) return a.pairs > b.pairs;
  return a.cost < b.cost;
}

/// Tries everything.
Outcome best_of(std::size_t next, std::vector<bool>& truth_used, std::vector<bool>& found_used,
                const std::vector<Edge>& edges, Outcome so_far, Aim aim) {
  if (next == edges.size()) return so_far;
  const Edge& one = edges[next];
  Outcome best = best_of(next + 1, truth_used, found_used, edges, so_far, aim);
  if (truth_used[one.truth] || found_used[one.found]) return best;
  truth_used[one.truth] = found_used[one.found] = true;
  const Outcome with = best_of(next + 1, truth_used, found_used, edges,
                               {so_far.pairs + 1, so_far.cost + one.cost}, aim);
  truth_used[one.truth] = found_used[one.found] = false;
  return is_better(with, best, aim) ? with : best;
}

/// Fails the test when a pair is no edge or an event is used twice.
Outcome outcome_of(const Pairs& pairs, const std::vector<Edge>& edges, std::size_t size) {
  std::vector<bool> truth_used(size, false), found_used(size, false);
  Outcome out;
  for (const Pair& pair : pairs) {
    EXPECT_FALSE(truth_used[pair.truth] || found_used[pair.found]);
    truth_used[pair.truth] = found_used[pair.found] = true;
    bool is_edge = false;
    for (const Edge& one : edges) {
      if (one.truth != pair.truth || one.found != pair.found) continue;
      is_edge = true;
      out.cost = out.cost + one.cost;
    }
    EXPECT_TRUE(is_edge);
    ++out.pairs;
  }
  return out;
}

TEST(Matching, HasNoPairsWithoutEdges) {
  EXPECT_TRUE(match(0, 0, {}, Aim::most_pairs).empty());
  EXPECT_TRUE(match(3, 0, {}, Aim::most_pairs).empty());
  EXPECT_TRUE(match(2, 2, {}, Aim::lowest_cost).empty());
}

TEST(Matching, TakesTwoPairsWhereGreedyTakesOne) {
  // Greedy takes the best pair, 0-0, and leaves both others alone.
  const std::vector<Edge> edges = {edge(0, 0, -90), edge(0, 1, -30), edge(1, 0, -30)};
  EXPECT_EQ(match(2, 2, edges, Aim::most_pairs), (Pairs{{0, 1}, {1, 0}}));
}

TEST(Matching, TakesOneGoodPairWhereOnlyTheTotalCounts) {
  const std::vector<Edge> edges = {edge(0, 0, -90), edge(0, 1, -30), edge(1, 0, -30)};
  EXPECT_EQ(match(2, 2, edges, Aim::lowest_cost), (Pairs{{0, 0}}));
}

TEST(Matching, LeavesOutPairsThatCostSomething) {
  EXPECT_TRUE(match(1, 1, {edge(0, 0, 5)}, Aim::lowest_cost).empty());
  EXPECT_EQ(match(1, 1, {edge(0, 0, 5)}, Aim::most_pairs).size(), 1U);
}

TEST(Matching, TakesTheLowerTotalAmongEquallyManyPairs) {
  const std::vector<Edge> edges = {edge(0, 0, -50), edge(0, 1, -60), edge(1, 0, -20),
                                   edge(1, 1, -50)};
  EXPECT_EQ(match(2, 2, edges, Aim::most_pairs), (Pairs{{0, 0}, {1, 1}}));
}

TEST(Matching, LetsTheMinorCostDecideTies) {
  const std::vector<Edge> edges = {edge(0, 0, -50, 9), edge(0, 1, -50, 3)};
  EXPECT_EQ(match(1, 2, edges, Aim::most_pairs), (Pairs{{0, 1}}));
}

TEST(Matching, LetsTheEarlierEventDecideWhatIsLeft) {
  const std::vector<Edge> edges = {edge(0, 0, -50), edge(0, 1, -50)};
  EXPECT_EQ(match(1, 2, edges, Aim::most_pairs), (Pairs{{0, 0}}));
}

TEST(Matching, MovesAWholeChainForOnePairMore) {
  const std::vector<Edge> edges = {edge(0, 0, -90), edge(0, 1, -10), edge(1, 1, -90),
                                   edge(1, 2, -10), edge(2, 0, -10)};
  EXPECT_EQ(match(3, 3, edges, Aim::most_pairs), (Pairs{{0, 1}, {1, 2}, {2, 0}}));
}

TEST(Matching, IsAsGoodAsTryingEverything) {
  constexpr std::size_t size = 5;
  std::uint64_t state = 7;
  const auto below = [&](std::uint64_t limit) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 33) % limit;
  };
  for (int round = 0; round < 2000; ++round) {
    std::vector<Edge> edges;
    const auto density = 2 + below(6);
    for (std::size_t t = 0; t < size; ++t)
      for (std::size_t f = 0; f < size; ++f)
        if (below(10) < density)
          edges.push_back(edge(t, f, 3 - static_cast<std::int64_t>(below(9)),
                               static_cast<std::int64_t>(below(3))));
    if (edges.size() > 14) edges.resize(14);
    for (const Aim aim : {Aim::most_pairs, Aim::lowest_cost}) {
      std::vector<bool> truth_used(size, false), found_used(size, false);
      const Outcome best = best_of(0, truth_used, found_used, edges, {}, aim);
      const Outcome own = outcome_of(match(size, size, edges, aim), edges, size);
      if (aim == Aim::most_pairs) {
        ASSERT_EQ(own.pairs, best.pairs) << "round " << round;
      }
      ASSERT_TRUE(own.cost == best.cost) << "round " << round;
    }
  }
}

}  // namespace
}  // namespace noctemg::eval
