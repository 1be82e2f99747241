#pragma once

/// \file
/// Found events against true ones: which belong together, and what follows from it. The rules stand
/// beside the numbers, because a score without its matching rule says nothing:
///
/// * One to one. A true and a found event may be a pair only when they are of one leg; an event of
///   both legs, or of an unknown one, may pair with either.
/// * Optimal, not greedy. Cramps and leg movements: as many pairs as possible; among those the
///   largest total intersection over union (IoU; for leg movements the smallest total distance of
///   onsets), then the smallest total distance of onsets; what is still equal is decided by the
///   order in time, never by the order of lines.
/// * Cramps pair from an IoU of 0.2 (Warby et al. 2014, sleep spindles, whose best-overlap-first
///   choice is replaced by the optimal one that sed_eval uses for sound events) and, strictly, of
///   0.5. Touching at all is counted apart, as SzCORE does for seizures.
/// * Labels are compared on pairs that are matched without looking at labels: they share at least
///   half of the shorter one, and the total IoU is the largest possible; equal totals prefer equal
///   labels.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/night.hpp"

namespace noctemg {

/// One line of a table of events. Half-open [onset, onset + duration).
struct ScoredEvent {
  Ticks onset = 0;
  Ticks duration = 0;
  Label label = Label::twitch;
  Side side = Side::unknown;
  bool bilateral = false;             ///< "both" in the column `side`; `side` is then unknown
  std::vector<std::string> channels;  ///< leading site first; none when n/a
  std::string muscle;                 ///< canonical name where known, else as written; "" for n/a
  Certainty certainty = Certainty::none;
  double probability = not_a_number;  ///< of a cramp
  double peak_uv = not_a_number;
  double baseline_uv = not_a_number;

  [[nodiscard]] Ticks end() const noexcept { return onset + duration; }
};

/// Events of a label that noctemg does not know, left out on request.
struct UnknownLabel {
  std::string label;
  std::int64_t count = 0;
};

struct EventTable {
  std::vector<ScoredEvent> events;    ///< in the order of lines
  std::vector<UnknownLabel> unknown;  ///< sorted by label
};

enum class UnknownLabels { are_errors, are_left_out };

/// Reads a table of events: tab-separated, columns found by name in any order. `onset duration
/// trial_type` must be there; `channel side muscle certainty probability peak_uV baseline_uV` are
/// used when they are. `n/a` or empty for missing; UTF-8 byte order mark and CRLF tolerated.
/// \throws FileNotFoundError; InputError naming line, column, value and rule
[[nodiscard]] EventTable read_event_table(const std::string& path,
                                          UnknownLabels unknown = UnknownLabels::are_errors);
/// The same from text. \param name  stands for the file in messages
[[nodiscard]] EventTable parse_event_table(std::string_view text, std::string_view name,
                                           UnknownLabels unknown = UnknownLabels::are_errors);

/// Where the length of a night comes from.
enum class HoursSource { unknown, analysable, recorded, given };
/// "n/a", "analysable", "recorded", "given".
[[nodiscard]] std::string_view to_text(HoursSource source) noexcept;

/// Both sides of one night.
struct NightEvents {
  std::string id;
  std::vector<ScoredEvent> truth;
  std::vector<ScoredEvent> found;
  double hours = not_a_number;  ///< that false alarms are counted over
  HoursSource hours_source = HoursSource::unknown;
};

struct PairingOptions {
  UnknownLabels unknown = UnknownLabels::are_errors;
  bool missing_as_empty = false;  ///< a true night without a table of found events: nothing found
  double hours = not_a_number;    ///< of every night that has no night.json beside its events.tsv
};

struct NightFailure {
  std::string id;
  std::string error;
};

/// What was read, and all that could not be.
struct EventPairing {
  std::vector<NightEvents> nights;         ///< sorted by id
  std::vector<NightFailure> failed;        ///< tables that are broken
  std::vector<NightFailure> missing;       ///< truth without found events: not a night without any
  std::vector<std::string> without_truth;  ///< ids of found events that nobody can judge
  std::vector<Warning> warnings;
};

/// Reads both sides. Each is a file or a folder, searched in depth; two files belong together
/// whatever their names, otherwise nights pair by id: that of `<id>/events.tsv`,
/// `<id>.events.tsv`, `<id>_events.tsv` and `<id>.tsv` (the last only when its header is one of
/// events). The length of a night comes from a night.json beside an events.tsv.
/// \throws FileNotFoundError when a side does not exist or holds no table; InputError when two
/// tables have one id
[[nodiscard]] EventPairing pair_event_tables(const std::string& truth, const std::string& found,
                                             const PairingOptions& options = {});

/// One number per matched pair, summed up. Percentiles interpolate linearly. NaN without any.
struct Spread {
  std::int64_t count = 0;
  double median = not_a_number;
  double mean = not_a_number;  ///< of errors: the bias
  double mean_absolute = not_a_number;
  double p5 = not_a_number;
  double p95 = not_a_number;
};

/// One-to-one agreement. F1 = 2 m / (true + found).
struct Agreement {
  std::int64_t matched = 0;
  double f1 = not_a_number;         ///< NaN when there is neither a true nor a found event
  double precision = not_a_number;  ///< NaN when nothing was found
  double recall = not_a_number;     ///< sensitivity; NaN when nothing is true
};

/// Found cramps without a partner at IoU 0.2.
struct FalseAlarms {
  std::int64_t count = 0;
  std::int64_t nights = 0;
  std::int64_t nights_of_known_length = 0;
  double hours = 0;                 ///< of those
  double per_hour = not_a_number;   ///< on nights of known length
  double per_night = not_a_number;  ///< per 8 hours
};

struct CrampScores {
  std::int64_t truths = 0;
  std::int64_t found = 0;
  Agreement iou20;
  Agreement iou50;
  std::int64_t touched = 0;               ///< true cramps that any found one overlaps
  double sensitivity_any = not_a_number;  ///< their share
  FalseAlarms false_alarms;
  FalseAlarms false_alarms_with_cramps;     ///< on nights that have true cramps
  FalseAlarms false_alarms_without_cramps;  ///< on nights that have none
  std::int64_t false_but_touching = 0;      ///< false alarms that overlap a true cramp
  Spread onset_error_s;     ///< found minus true, of pairs at IoU 0.2, as the next two
  Spread offset_error_s;    ///< the same of the end
  Spread duration_ratio;    ///< found / true
  std::int64_t splits = 0;  ///< true cramps that two or more found ones overlap
  std::int64_t merges = 0;  ///< found cramps that overlap two or more true ones
  /// Sites of pairs at IoU 0.2. Equal: the same leading channel, or the same muscle and side. A
  /// pair that lacks both on one side cannot be compared.
  std::int64_t sites_compared = 0;
  std::int64_t sites_equal = 0;
  std::int64_t sites_within = 0;  ///< the found leading site is any of the true one's
  double site_accuracy = not_a_number;
  double site_accuracy_within = not_a_number;
  /// True cramps whose peak is below 6 times the resting level (Chaney and Sherman saw 2 to 6).
  std::int64_t weak_truths = 0;
  std::int64_t weak_matched = 0;
  std::int64_t strong_truths = 0;
  std::int64_t strong_matched = 0;
  double weak_sensitivity = not_a_number;  ///< at IoU 0.2
  double strong_sensitivity = not_a_number;
};

/// Row and column beyond the labels.
inline constexpr std::size_t no_partner = label_count;

struct LabelScores {
  /// [true label][found label]; the last column holds the missed, the last row the spurious.
  std::array<std::array<std::int64_t, label_count + 1>, label_count + 1> confusion{};
  std::array<Agreement, label_count> labels;
  double macro_f1 = not_a_number;  ///< mean over labels that the truth has
  std::int64_t labels_in_truth = 0;
};

/// Leg movements whose onsets lie at most 0.5 s apart.
struct OnsetScores {
  std::int64_t truths = 0;
  std::int64_t found = 0;
  Agreement agreement;
  Spread onset_error_s;
};

/// A step of the precision-recall curve: all episodes of at least this probability.
struct CurvePoint {
  double probability = not_a_number;
  double precision = not_a_number;
  double recall = not_a_number;
};

/// Episodes with a probability in [low, high); the last bin holds 1 too.
struct ReliabilityBin {
  double low = 0;
  double high = 0;
  std::int64_t count = 0;
  double mean_probability = not_a_number;
  double observed = not_a_number;  ///< share that are true cramps
};

/// Of all found episodes, whatever their label, that carry a probability of being a cramp.
/// An episode is right when it has a true cramp as partner at IoU 0.2.
struct ProbabilityScores {
  std::int64_t episodes = 0;
  std::int64_t without_probability = 0;  ///< left out
  std::int64_t right = 0;
  std::vector<CurvePoint> curve;            ///< falling probability
  double average_precision = not_a_number;  ///< sum of precision times gain in recall
  double brier = not_a_number;              ///< mean squared difference (Brier 1950)
  double ece = not_a_number;                ///< expected calibration error, 10 equal bins
  std::array<ReliabilityBin, 10> bins{};
};

struct Scores {
  CrampScores cramp;     ///< all found cramps
  CrampScores probable;  ///< only those found as probable
  CrampScores possible;  ///< only those found as possible
  LabelScores labels;
  OnsetScores leg_movements;
  ProbabilityScores probability;
};

struct NightScores {
  std::string id;
  double hours = not_a_number;
  HoursSource hours_source = HoursSource::unknown;
  Scores scores;
};

/// A score of the whole with the 2.5 and 97.5 % percentiles of its bootstrap distribution.
struct Estimate {
  std::string name;  ///< as the path in the JSON, e.g. "cramp.f1_iou20"
  double value = not_a_number;
  double low = not_a_number;  ///< NaN when fewer than half of the resamples define the score
  double high = not_a_number;
  std::int64_t resamples = 0;  ///< that define it
};

struct EvaluateOptions {
  int resamples = 1000;  ///< 0: no intervals
  std::uint64_t seed = 1;
};

struct Evaluation {
  Scores total;                     ///< counts of all nights together, then scores of those
  std::vector<NightScores> nights;  ///< in the order given
  std::vector<Estimate> estimates;  ///< empty with fewer than two nights or no resamples
  EvaluateOptions options;
};

/// Judges. Equal input gives equal numbers on every machine, whatever the order of events.
/// \throws ArgumentError for a negative number of resamples, a negative duration, a probability
/// outside 0 to 1, or events of one night that overlap a million times
[[nodiscard]] Evaluation evaluate(std::span<const NightEvents> nights,
                                  const EvaluateOptions& options = {});

/// A true cramp and the found one that goes with it; one of the two is missing when it has none.
struct CrampPair {
  std::optional<ScoredEvent> truth;
  std::optional<ScoredEvent> found;

  [[nodiscard]] bool is_matched() const noexcept { return truth && found; }
};

/// All cramps of a night, paired from an IoU of 0.2 as `evaluate` does it, sorted by onset (of the
/// true one where there is one). \throws ArgumentError as evaluate
[[nodiscard]] std::vector<CrampPair> pair_cramps(const NightEvents& night);

/// One JSON object, NaN as null, with the rules in words. Ends with '\n'.
[[nodiscard]] std::string evaluation_json(const Evaluation& evaluation,
                                          const EventPairing& pairing);

}  // namespace noctemg
