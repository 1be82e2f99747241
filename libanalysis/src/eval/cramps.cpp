#include "eval/cramps.hpp"

#include <algorithm>
#include <cmath>

#include "eval/overlap.hpp"
#include "eval/site.hpp"
#include "eval/spread.hpp"

namespace noctemg::eval {
namespace {

constexpr double weak_below = 6;  ///< peak over resting level

void append(std::vector<double>& to, const std::vector<double>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

AlarmTally alarms(std::int64_t count, double hours) {
  const bool timed = hours > 0;
  return {count, 1, timed ? count : 0, timed ? 1 : 0, timed ? hours : 0};
}

FalseAlarms alarm_scores(const AlarmTally& tally) {
  constexpr double night_h = 8;
  const double per_hour = share_of(static_cast<double>(tally.timed_count), tally.hours);
  return {tally.count, tally.nights, tally.timed_nights, tally.hours, per_hour, per_hour * night_h};
}

/// How many events of the other side overlap each event.
struct Touches {
  std::vector<int> truth;
  std::vector<int> found;
};

Touches touches_of(const std::vector<Overlap>& overlaps, std::size_t truths, std::size_t founds) {
  Touches out{std::vector<int>(truths, 0), std::vector<int>(founds, 0)};
  for (const Overlap& overlap : overlaps) {
    ++out.truth[overlap.truth];
    ++out.found[overlap.found];
  }
  return out;
}

template <class Condition>
std::int64_t number_of(const std::vector<int>& counts, Condition condition) {
  return std::count_if(counts.begin(), counts.end(), condition);
}

void tally_pair(CrampTally& tally, const ScoredEvent& truth, const ScoredEvent& found) {
  tally.onset_errors_s.push_back(seconds(found.onset - truth.onset));
  tally.offset_errors_s.push_back(seconds(found.end() - truth.end()));
  tally.duration_ratios.push_back(static_cast<double>(found.duration) /
                                  static_cast<double>(truth.duration));
  const SiteMatch site = compare_sites(truth, found);
  tally.sites_compared += site.comparable ? 1 : 0;
  tally.sites_equal += site.equal ? 1 : 0;
  tally.sites_within += site.within ? 1 : 0;
}

/// Events without both levels are neither weak nor strong.
void tally_strength(CrampTally& tally, const ScoredEvent& truth, bool is_matched) {
  if (!(truth.baseline_uv > 0) || !(truth.peak_uv >= 0)) return;
  const bool is_weak = truth.peak_uv < weak_below * truth.baseline_uv;
  ++(is_weak ? tally.weak_truths : tally.strong_truths);
  if (is_matched) ++(is_weak ? tally.weak_matched : tally.strong_matched);
}

void tally_pairs(CrampTally& tally, std::span<const ScoredEvent> truth,
                 std::span<const ScoredEvent> found, const std::vector<Overlap>& shared) {
  const Touches touches = touches_of(shared, truth.size(), found.size());
  tally.touched = number_of(touches.truth, [](int n) { return n > 0; });
  tally.splits = number_of(touches.truth, [](int n) { return n > 1; });
  tally.merges = number_of(touches.found, [](int n) { return n > 1; });
  std::int64_t touching = number_of(touches.found, [](int n) { return n > 0; });
  std::vector<bool> is_matched(truth.size(), false);
  for (const Pair& pair : match_from(iou20, truth.size(), found.size(), shared)) {
    ++tally.matched20;
    --touching;
    is_matched[pair.truth] = true;
    tally_pair(tally, truth[pair.truth], found[pair.found]);
  }
  tally.false_but_touching = touching;
  for (std::size_t i = 0; i < truth.size(); ++i) tally_strength(tally, truth[i], is_matched[i]);
  tally.matched50 =
      static_cast<std::int64_t>(match_from(iou50, truth.size(), found.size(), shared).size());
}

}  // namespace

void AlarmTally::add(const AlarmTally& other) {
  count += other.count;
  nights += other.nights;
  timed_count += other.timed_count;
  timed_nights += other.timed_nights;
  hours += other.hours;
}

void CrampTally::add(const CrampTally& other) {
  truths += other.truths;
  found += other.found;
  matched20 += other.matched20;
  matched50 += other.matched50;
  touched += other.touched;
  false_but_touching += other.false_but_touching;
  splits += other.splits;
  merges += other.merges;
  sites_compared += other.sites_compared;
  sites_equal += other.sites_equal;
  sites_within += other.sites_within;
  weak_truths += other.weak_truths;
  weak_matched += other.weak_matched;
  strong_truths += other.strong_truths;
  strong_matched += other.strong_matched;
  with_cramps.add(other.with_cramps);
  without_cramps.add(other.without_cramps);
  append(onset_errors_s, other.onset_errors_s);
  append(offset_errors_s, other.offset_errors_s);
  append(duration_ratios, other.duration_ratios);
}

CrampTally tally_cramps(std::span<const ScoredEvent> truth, std::span<const ScoredEvent> found,
                        double hours) {
  CrampTally tally;
  tally.truths = static_cast<std::int64_t>(truth.size());
  tally.found = static_cast<std::int64_t>(found.size());
  tally_pairs(tally, truth, found, overlaps(truth, found));
  const AlarmTally false_ones = alarms(tally.found - tally.matched20, hours);
  (truth.empty() ? tally.without_cramps : tally.with_cramps) = false_ones;
  return tally;
}

CrampScores scores_of(const CrampTally& t) {
  const auto share = [](std::int64_t part, std::int64_t whole) {
    return share_of(static_cast<double>(part), static_cast<double>(whole));
  };
  CrampScores s;
  s.truths = t.truths;
  s.found = t.found;
  s.iou20 = agreement_of(t.matched20, t.truths, t.found);
  s.iou50 = agreement_of(t.matched50, t.truths, t.found);
  s.touched = t.touched;
  s.sensitivity_any = share(t.touched, t.truths);
  AlarmTally everywhere = t.with_cramps;
  everywhere.add(t.without_cramps);
  s.false_alarms = alarm_scores(everywhere);
  s.false_alarms_with_cramps = alarm_scores(t.with_cramps);
  s.false_alarms_without_cramps = alarm_scores(t.without_cramps);
  s.false_but_touching = t.false_but_touching;
  s.onset_error_s = spread_of(t.onset_errors_s);
  s.offset_error_s = spread_of(t.offset_errors_s);
  s.duration_ratio = spread_of(t.duration_ratios);
  s.splits = t.splits;
  s.merges = t.merges;
  s.sites_compared = t.sites_compared;
  s.sites_equal = t.sites_equal;
  s.sites_within = t.sites_within;
  s.site_accuracy = share(t.sites_equal, t.sites_compared);
  s.site_accuracy_within = share(t.sites_within, t.sites_compared);
  s.weak_truths = t.weak_truths;
  s.weak_matched = t.weak_matched;
  s.strong_truths = t.strong_truths;
  s.strong_matched = t.strong_matched;
  s.weak_sensitivity = share(t.weak_matched, t.weak_truths);
  s.strong_sensitivity = share(t.strong_matched, t.strong_truths);
  return s;
}

}  // namespace noctemg::eval
