#pragma once

/// \file
/// Scores as tables for people.

#include <string>
#include <vector>

#include "noctemg/evaluate.hpp"

namespace noctemg::cli {

/// All of it. Empty when there is no night.
[[nodiscard]] std::string evaluation_report(const Evaluation& evaluation);

/// The parts.
[[nodiscard]] std::string cramp_scores_table(const Evaluation& evaluation);
[[nodiscard]] std::string label_scores_table(const Evaluation& evaluation);
[[nodiscard]] std::string confusion_table(const LabelScores& scores);

/// True and found cramps side by side.
struct CrampList {
  std::string text;
  int truths = 0;
  int found = 0;
  int matched = 0;

  /// There are cramps, and every one of either side has its partner.
  [[nodiscard]] bool is_complete() const noexcept {
    return truths > 0 && matched == truths && matched == found;
  }
};
[[nodiscard]] CrampList cramp_list(const std::vector<NightEvents>& nights);

/// "0.91", and " [0.80, 1.00]" behind it where there is an interval of that name.
[[nodiscard]] std::string with_interval(const Evaluation& evaluation, const std::string& name,
                                        double value, int digits);

}  // namespace noctemg::cli
