#include "emg/plm.hpp"

#include <algorithm>

namespace noctemg::emg {
namespace {

enum class Fate { not_clm, isolated, short_interval, periodic };

/// Walks over the movements in order and decides which belong to a series.
class SeriesFinder {
 public:
  SeriesFinder(std::span<const Movement> movements, const PlmOptions& options)
      : movements_(movements), options_(options), fates_(movements.size(), Fate::not_clm) {}

  void run() {
    for (std::size_t i = 0; i < movements_.size(); ++i) {
      if (i > 0 && movements_[i].segment != movements_[i - 1].segment) cut();
      if (movements_[i].candidate) {
        add(i);
      } else if (options_.other_movement_ends) {
        cut();
      }
    }
    end_series();
  }

  [[nodiscard]] const std::vector<Fate>& fates() const noexcept { return fates_; }
  [[nodiscard]] std::int64_t series() const noexcept { return series_; }
  [[nodiscard]] const std::vector<double>& intervals_s() const noexcept { return intervals_s_; }

 private:
  void add(std::size_t index) {
    fates_[index] = Fate::isolated;
    if (any_before_) note_interval(index);
    before_ = index;
    any_before_ = true;
    if (members_.empty()) {
      members_ = {index};
      return;
    }
    const Ticks interval = movements_[index].begin - movements_[members_.back()].begin;
    if (interval < to_ticks(options_.interval_min_s)) {
      fates_[index] = Fate::short_interval;
      if (!options_.short_interval_ends) return;  // passed over: the next interval skips it
      end_series();
    } else if (interval > to_ticks(options_.interval_max_s)) {
      end_series();
    }
    members_.push_back(index);
  }

  void note_interval(std::size_t index) {
    intervals_s_.push_back(seconds(movements_[index].begin - movements_[before_].begin));
  }

  /// No interval is measured across this point.
  void cut() {
    end_series();
    any_before_ = false;
  }

  void end_series() {
    if (members_.size() >= static_cast<std::size_t>(options_.series_min)) {
      ++series_;
      for (const auto member : members_) fates_[member] = Fate::periodic;
    }
    members_.clear();
  }

  std::span<const Movement> movements_;
  const PlmOptions& options_;
  std::vector<Fate> fates_;
  std::vector<std::size_t> members_;  ///< candidates of the series that is open
  std::size_t before_ = 0;            ///< the candidate before, of a series or not
  bool any_before_ = false;
  std::int64_t series_ = 0;
  std::vector<double> intervals_s_;
};

bool is_sleep(Stage stage) { return stage != Stage::unknown && stage != Stage::wake; }

const char* name_of(Fate fate, Stage stage) {
  switch (fate) {
    case Fate::not_clm:
      return "not_clm";
    case Fate::isolated:
      return "isolated";
    case Fate::short_interval:
      return "short_imi";
    case Fate::periodic:
      break;
  }
  if (is_sleep(stage)) return "PLMS";
  return stage == Stage::wake ? "PLMW" : "PLM";
}

void count(MovementIndices& indices, Fate fate, Stage stage) {
  if (fate == Fate::not_clm) return;
  ++indices.clm;
  indices.isolated += fate == Fate::isolated;
  indices.short_interval += fate == Fate::short_interval;
  if (fate != Fate::periodic) return;
  ++indices.plm;
  indices.plm_sleep += is_sleep(stage);
  indices.plm_wake += stage == Stage::wake;
}

double hours_of_sleep(const Hypnogram& hypnogram, std::span<const Segment> segments) {
  Ticks total = 0;
  for (const auto& segment : segments) {
    for (const Stage stage : {Stage::n1, Stage::n2, Stage::n3, Stage::rem}) {
      total += hypnogram.time_in(stage, segment.start, segment.start + segment.duration);
    }
  }
  return seconds(total) / 3600.0;
}

double ratio(std::int64_t number, double of) {
  return of > 0 ? static_cast<double>(number) / of : not_a_number;
}

}  // namespace

MovementIndices score_plm(std::span<Episode> episodes, const PlmOptions& options,
                          const Hypnogram& hypnogram, double analysable_hours,
                          std::span<const Segment> segments) {
  const auto movements = combine_movements(episodes, options);
  SeriesFinder finder(movements, options);
  finder.run();

  MovementIndices indices;
  for (auto& episode : episodes) {
    episode.plm = "n/a";
    indices.leg_movements += episode.label == Label::leg_movement;
  }
  for (std::size_t i = 0; i < movements.size(); ++i) {
    const Stage stage = hypnogram.at(movements[i].begin);
    const Fate fate = finder.fates()[i];
    count(indices, fate, stage);
    for (const auto index : movements[i].episodes) episodes[index].plm = name_of(fate, stage);
  }
  indices.series = finder.series();
  indices.intervals_s = finder.intervals_s();
  indices.lm_per_hour = ratio(indices.leg_movements, analysable_hours);
  indices.plm_per_hour = ratio(indices.plm, analysable_hours);
  indices.periodicity_index = ratio(indices.plm, static_cast<double>(indices.clm));
  if (!hypnogram.empty()) {
    indices.plms_per_hour = ratio(indices.plm_sleep, hours_of_sleep(hypnogram, segments));
  }
  return indices;
}

}  // namespace noctemg::emg
