#include "draft.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace noctemg::synth {
namespace {

constexpr double edge_s = 2;  // nothing starts or ends with the recording

Ticks to_ticks(double t_s) {
  return static_cast<Ticks>(std::floor(t_s * 1000 + 0.5)) * (ticks_per_second / 1000);
}

}  // namespace

Draft::Draft(Script& to) : script(to), busy_(to.legs.sites.size()), off_(to.legs.sites.size()) {}

Stage Draft::stage_at(double t_s) const {
  const auto epoch = static_cast<std::size_t>(std::max(0.0, t_s) / 30);
  return epochs[std::min(epoch, epochs.size() - 1)];
}

double Draft::hours_in(std::span<const Stage> stages) const {
  const auto wanted = [&](Stage s) { return std::ranges::find(stages, s) != stages.end(); };
  return static_cast<double>(std::ranges::count_if(epochs, wanted)) / 120;
}

void Draft::wake(double begin_s, double end_s) {
  const auto last = static_cast<std::size_t>(end_s / 30);
  for (auto e = static_cast<std::size_t>(begin_s / 30); e <= last && e < epochs.size(); ++e) {
    epochs[e] = Stage::wake;
  }
}

bool Draft::is_off(std::size_t site, double begin_s, double end_s) const {
  return !off_.free({&site, 1}, begin_s, end_s, 0);
}

bool Draft::fits(double onset_s, const Wish& wish) const {
  const double begin = onset_s - wish.before_s;
  const double end = onset_s + wish.duration_s + wish.after_s;
  constexpr double margin_s = 1.5;
  return begin >= edge_s && end <= script.duration_s - edge_s &&
         busy_.free(wish.sites, begin, end, margin_s) &&
         (wish.through_lead_off || off_.free(wish.sites, begin, end, margin_s)) &&
         (wish.stages.empty() ||
          std::ranges::find(wish.stages, stage_at(onset_s)) != wish.stages.end());
}

std::optional<double> Draft::find_onset(Draw& draw, const Wish& wish) const {
  const double low = edge_s + wish.before_s;
  const double high = script.duration_s - edge_s - wish.duration_s - wish.after_s;
  std::vector<std::size_t> places;
  for (std::size_t e = 0; e < epochs.size() && !wish.stages.empty(); ++e) {
    if (std::ranges::find(wish.stages, epochs[e]) != wish.stages.end()) places.push_back(e);
  }
  if (low >= high || (places.empty() && !wish.stages.empty())) return std::nullopt;
  for (int attempt = 0; attempt < 200; ++attempt) {
    double onset = 0;
    if (places.empty()) {
      onset = on_grid(draw.uniform(low, high));
    } else {
      const int epoch = draw.whole(0, static_cast<int>(places.size()) - 1);
      onset = on_grid(30 *
                      (static_cast<double>(places[static_cast<std::size_t>(epoch)]) + draw.unit()));
    }
    if (fits(onset, wish)) return onset;
  }
  return std::nullopt;
}

std::optional<double> Draft::find_onset_anyway(Draw& draw, Wish wish) const {
  if (const auto onset = find_onset(draw, wish)) return onset;
  wish.stages.clear();
  return find_onset(draw, wish);
}

void Draft::take(std::span<const std::size_t> sites, double begin_s, double end_s) {
  busy_.take(sites, begin_s, end_s);
}

void Draft::take_off(std::size_t site, double begin_s, double end_s) {
  off_.take({&site, 1}, begin_s, end_s);
}

void Draft::add(Burst burst) {
  burst.onset_s = on_grid(burst.onset_s);
  burst.duration_s = std::max(0.001, on_grid(burst.duration_s));
  script.bursts.push_back(burst);
}

void Draft::add(Disturbance disturbance) { script.disturbances.push_back(disturbance); }

Episode& Draft::write_down(Label label, double onset_s, double end_s, std::string reason) {
  Episode& e = script.episodes.emplace_back();
  e.label = label;
  e.onset = to_ticks(onset_s);
  e.duration = to_ticks(end_s) - e.onset;
  e.begin_row = e.onset / ticks_per_row;
  e.end_row = (e.onset + e.duration + ticks_per_row - 1) / ticks_per_row;
  e.reasons = {std::move(reason)};
  return e;
}

Episode& Draft::tell(Label label, double onset_s, double end_s, std::span<const std::size_t> sites,
                     std::string reason) {
  Episode& e = write_down(label, onset_s, end_s, std::move(reason));
  const Site& leading = legs().sites[sites.front()];
  e.muscle = muscle_name(leading.muscle);
  e.bilateral = std::ranges::any_of(
      sites, [&](std::size_t s) { return legs().sites[s].side != leading.side; });
  e.side = e.bilateral ? Side::unknown : leading.side;
  e.features.baseline_uv = leading.resting_uv;
  for (const std::size_t site : sites) {
    if (is_off(site, onset_s, end_s)) continue;
    for (const Electrode& electrode : legs().electrodes) {
      if (!electrode.lies_over(site)) continue;
      if (std::ranges::find(e.channels, electrode.channel) == e.channels.end()) {
        e.channels.push_back(electrode.channel);
      }
    }
  }
  return e;
}

Episode& Draft::tell_artifact(double onset_s, double end_s, std::span<const std::size_t> electrodes,
                              std::string reason) {
  Episode& e = write_down(Label::artifact, onset_s, end_s, std::move(reason));
  for (const std::size_t c : electrodes) e.channels.push_back(legs().electrodes[c].channel);
  const Site& leading = legs().sites[legs().electrodes[electrodes.front()].site()];
  e.muscle = muscle_name(leading.muscle);
  e.side = leading.side;
  return e;
}

double on_grid(double t_s) { return std::floor(t_s * 1000 + 0.5) / 1000; }

std::vector<std::size_t> sites_of(const Legs& legs, Side side) {
  std::vector<std::size_t> sites;
  for (std::size_t s = 0; s < legs.sites.size(); ++s) {
    if (side == Side::unknown || legs.sites[s].side == side) sites.push_back(s);
  }
  return sites;
}

}  // namespace noctemg::synth
