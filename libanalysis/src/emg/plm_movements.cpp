#include <algorithm>

#include "emg/plm.hpp"

namespace noctemg::emg {
namespace {

bool interrupts(Label label) {
  switch (label) {
    case Label::large_movement:
    case Label::cramp:
    case Label::rhythmic:
    case Label::cocontraction:
      return true;
    case Label::leg_movement:
    case Label::tonic:
    case Label::twitch:
    case Label::artifact:
      break;
  }
  return false;
}

bool is_candidate(const Episode& episode, const PlmOptions& options) {
  const double longest = episode.bilateral ? options.bilateral_max_s : options.max_s;
  return episode.duration >= to_ticks(options.min_s) && episode.duration <= to_ticks(longest);
}

bool other_leg(const Episode& a, const Episode& b) {
  if (a.bilateral || b.bilateral) return true;
  return a.side != Side::unknown && b.side != Side::unknown && a.side != b.side;
}

Movement alone(std::span<const Episode> episodes, std::size_t index, const PlmOptions& options) {
  const auto& episode = episodes[index];
  Movement movement;
  movement.segment = episode.segment;
  movement.begin = episode.onset;
  movement.end = episode.onset + episode.duration;
  if (episode.label != Label::leg_movement) return movement;
  movement.episodes = {index};
  movement.parts = episode.bilateral ? 2 : 1;
  movement.candidate = is_candidate(episode, options);
  return movement;
}

/// True when `next` (one episode) belongs to the movement before it.
bool belongs(const Movement& before, const Movement& next, std::span<const Episode> episodes,
             const PlmOptions& options) {
  if (before.segment != next.segment) return false;
  if (options.onset_pairing && !(before.candidate && next.candidate)) return false;
  const Ticks gap = to_ticks(options.bilateral_gap_s);
  const auto& episode = episodes[next.episodes.front()];
  return std::any_of(before.episodes.begin(), before.episodes.end(), [&](std::size_t index) {
    const auto& part = episodes[index];
    if (!other_leg(part, episode)) return false;
    const Ticks from = options.onset_pairing ? before.begin : part.onset + part.duration;
    return episode.onset - from < gap;
  });
}

void join(Movement& movement, const Movement& next) {
  movement.episodes.push_back(next.episodes.front());
  movement.end = std::max(movement.end, next.end);
  movement.parts += next.parts;
  movement.candidate = movement.candidate && next.candidate;
}

/// The durations of a combined movement are judged when all its parts are known.
void judge_combined(Movement& movement, const PlmOptions& options) {
  if (movement.episodes.size() < 2) return;
  movement.candidate = movement.candidate && movement.parts <= options.bilateral_max_parts &&
                       movement.end - movement.begin <= to_ticks(options.bilateral_max_s);
}

}  // namespace

std::vector<Movement> combine_movements(std::span<const Episode> episodes,
                                        const PlmOptions& options) {
  std::vector<Movement> movements;
  std::vector<Movement> interruptions;
  for (std::size_t i = 0; i < episodes.size(); ++i) {
    auto next = alone(episodes, i, options);
    if (interrupts(episodes[i].label)) {
      interruptions.push_back(std::move(next));
    } else if (episodes[i].label != Label::leg_movement) {
      continue;
    } else if (!movements.empty() && belongs(movements.back(), next, episodes, options)) {
      join(movements.back(), next);
    } else {
      movements.push_back(std::move(next));
    }
  }
  for (auto& movement : movements) judge_combined(movement, options);
  movements.insert(movements.end(), interruptions.begin(), interruptions.end());
  std::stable_sort(movements.begin(), movements.end(), [](const Movement& a, const Movement& b) {
    return a.segment != b.segment ? a.segment < b.segment : a.begin < b.begin;
  });
  return movements;
}

}  // namespace noctemg::emg
