#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string_view>
#include <utility>

#include "evaluate_report.hpp"
#include "layout.hpp"

namespace noctemg::cli {
namespace {

/// All, probable and possible cramps side by side.
class CrampTable {
 public:
  explicit CrampTable(const Evaluation& evaluation)
      : evaluation_(evaluation), table_({"cramps", "all", "probable", "possible"}, {1, 2, 3}) {}

  using Cell = std::function<std::string(const CrampScores&)>;

  void add(std::string name, const Cell& cell) {
    const Scores& total = evaluation_.total;
    table_.add({std::move(name), cell(total.cramp), cell(total.probable), cell(total.possible)});
  }

  void count(std::string name, std::int64_t CrampScores::*member) {
    add(std::move(name), [&](const CrampScores& s) { return fmt::format("{}", s.*member); });
  }

  /// A score that may have an interval under `key`.
  void score(std::string name, const std::string& key, int digits,
             const std::function<double(const CrampScores&)>& value) {
    const Scores& total = evaluation_.total;
    const auto cell = [&](const char* section, const CrampScores& s) {
      return with_interval(evaluation_, section + key, value(s), digits);
    };
    table_.add({std::move(name), cell("cramp.", total.cramp),
                cell("cramp.probable.", total.probable), cell("cramp.possible.", total.possible)});
  }

  [[nodiscard]] std::string text() const { return table_.text(); }

 private:
  const Evaluation& evaluation_;
  Table table_;
};

std::string part_of(std::int64_t part, std::int64_t whole, double share) {
  return whole == 0 ? "n/a" : fmt::format("{} ({}/{})", decimals(share, 2), part, whole);
}

std::string range(const Spread& spread, int digits) {
  if (spread.count == 0) return "n/a";
  return fmt::format("{} to {}", decimals(spread.p5, digits), decimals(spread.p95, digits));
}

void add_agreement(CrampTable& table) {
  table.count("true", &CrampScores::truths);
  table.count("found", &CrampScores::found);
  table.add("matched at IoU 0.2",
            [](const CrampScores& s) { return fmt::format("{}", s.iou20.matched); });
  table.score("F1 at IoU 0.2", "f1_iou20", 2, [](const CrampScores& s) { return s.iou20.f1; });
  table.score("  precision", "precision_iou20", 2,
              [](const CrampScores& s) { return s.iou20.precision; });
  table.score("  sensitivity", "sensitivity_iou20", 2,
              [](const CrampScores& s) { return s.iou20.recall; });
  table.score("F1 at IoU 0.5", "f1_iou50", 2, [](const CrampScores& s) { return s.iou50.f1; });
  table.score("  precision", "precision_iou50", 2,
              [](const CrampScores& s) { return s.iou50.precision; });
  table.score("  sensitivity", "sensitivity_iou50", 2,
              [](const CrampScores& s) { return s.iou50.recall; });
  table.score("sensitivity, any overlap", "sensitivity_any", 2,
              [](const CrampScores& s) { return s.sensitivity_any; });
  table.add("  weak cramps, below 6 x rest, IoU 0.2", [](const CrampScores& s) {
    return part_of(s.weak_matched, s.weak_truths, s.weak_sensitivity);
  });
  table.add("  strong cramps", [](const CrampScores& s) {
    return part_of(s.strong_matched, s.strong_truths, s.strong_sensitivity);
  });
}

void add_false_alarms(CrampTable& table) {
  const auto per_night = [](FalseAlarms CrampScores::*member) {
    return [member](const CrampScores& s) {
      const FalseAlarms& alarms = s.*member;
      return fmt::format("{} ({} in {})", decimals(alarms.per_night, 2), alarms.count,
                         alarms.nights);
    };
  };
  table.add("false alarms",
            [](const CrampScores& s) { return fmt::format("{}", s.false_alarms.count); });
  table.count("  that overlap a true cramp", &CrampScores::false_but_touching);
  table.score("  per hour", "false_per_hour", 3,
              [](const CrampScores& s) { return s.false_alarms.per_hour; });
  table.score("  per night of 8 h", "false_per_night", 2,
              [](const CrampScores& s) { return s.false_alarms.per_night; });
  table.add("    nights with true cramps (alarms in nights)",
            per_night(&CrampScores::false_alarms_with_cramps));
  table.add("    nights without", per_night(&CrampScores::false_alarms_without_cramps));
}

void add_errors(CrampTable& table) {
  const auto add = [&](const std::string& name, const std::string& key,
                       Spread CrampScores::*member) {
    table.score(name + " error, s: median", key, 2,
                [=](const CrampScores& s) { return (s.*member).median; });
    table.add("  5 to 95 %", [=](const CrampScores& s) { return range(s.*member, 2); });
    table.add("  mean absolute, bias", [=](const CrampScores& s) {
      const Spread& spread = s.*member;
      if (spread.count == 0) return std::string("n/a");
      return fmt::format("{}, {}", decimals(spread.mean_absolute, 2), decimals(spread.mean, 2));
    });
  };
  add("onset", "onset_error_median_s", &CrampScores::onset_error_s);
  add("offset", "offset_error_median_s", &CrampScores::offset_error_s);
  table.add("duration, found / true: median",
            [](const CrampScores& s) { return decimals(s.duration_ratio.median, 2); });
  table.add("  5 to 95 %", [](const CrampScores& s) { return range(s.duration_ratio, 2); });
  table.count("true cramps split", &CrampScores::splits);
  table.count("found cramps that merge", &CrampScores::merges);
  table.add("leading site right", [](const CrampScores& s) {
    return part_of(s.sites_equal, s.sites_compared, s.site_accuracy);
  });
  table.add("  any site of the true cramp", [](const CrampScores& s) {
    return part_of(s.sites_within, s.sites_compared, s.site_accuracy_within);
  });
}

/// Short enough for nine columns.
constexpr std::array<const char*, label_count + 1> short_names = {
    "cramp", "leg_mov", "large", "rhythm", "tonic", "cocontr", "twitch", "artifact", "missed"};

std::string label_name(std::size_t i) {
  return i == no_partner ? "(spurious)" : std::string(to_text(static_cast<Label>(i)));
}

/// Labels that either side has; the place for none always.
std::vector<std::size_t> labels_in_use(const LabelScores& scores) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i <= label_count; ++i) {
    bool is_used = i == no_partner;
    for (std::size_t j = 0; j <= label_count; ++j)
      is_used = is_used || scores.confusion[i][j] > 0 || scores.confusion[j][i] > 0;
    if (is_used) out.push_back(i);
  }
  return out;
}

}  // namespace

std::string with_interval(const Evaluation& evaluation, const std::string& name, double value,
                          int digits) {
  const auto& all = evaluation.estimates;
  const auto one = std::find_if(all.begin(), all.end(),
                                [&](const Estimate& estimate) { return estimate.name == name; });
  std::string text = decimals(value, digits);
  if (one == all.end() || std::isnan(one->low) || std::isnan(value)) return text;
  return text + fmt::format(" [{}, {}]", decimals(one->low, digits), decimals(one->high, digits));
}

std::string cramp_scores_table(const Evaluation& evaluation) {
  CrampTable table(evaluation);
  add_agreement(table);
  add_false_alarms(table);
  add_errors(table);
  return table.text();
}

std::string confusion_table(const LabelScores& scores) {
  const std::vector<std::size_t> labels = labels_in_use(scores);
  std::vector<std::string> header = {"true \\ found"};
  std::vector<std::size_t> right;
  for (const std::size_t j : labels) {
    right.push_back(header.size());
    header.emplace_back(short_names[j]);
  }
  Table table(header, right);
  for (const std::size_t i : labels) {
    std::vector<std::string> row = {label_name(i)};
    for (const std::size_t j : labels)
      row.push_back(i == no_partner && j == no_partner ? ""
                                                       : fmt::format("{}", scores.confusion[i][j]));
    table.add(std::move(row));
  }
  return table.text();
}

std::string label_scores_table(const Evaluation& evaluation) {
  const LabelScores& scores = evaluation.total.labels;
  Table table({"label", "precision", "recall", "F1"}, {1, 2, 3});
  for (const std::size_t i : labels_in_use(scores)) {
    if (i == no_partner) continue;
    const Agreement& one = scores.labels[i];
    table.add({label_name(i), decimals(one.precision, 2), decimals(one.recall, 2),
               with_interval(evaluation, "labels." + label_name(i) + ".f1", one.f1, 2)});
  }
  table.add({fmt::format("mean of {} in truth", scores.labels_in_truth), "", "",
             with_interval(evaluation, "macro_f1", scores.macro_f1, 2)});
  return table.text();
}

}  // namespace noctemg::cli
