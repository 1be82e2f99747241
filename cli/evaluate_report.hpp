#pragma once

/// \file
/// Scores as tables for people.

#include <string>

#include "noctemg/evaluate.hpp"

namespace noctemg::cli {

/// All of it. Empty when there is no night.
[[nodiscard]] std::string evaluation_report(const Evaluation& evaluation);

/// The parts.
[[nodiscard]] std::string cramp_scores_table(const Evaluation& evaluation);
[[nodiscard]] std::string label_scores_table(const Evaluation& evaluation);
[[nodiscard]] std::string confusion_table(const LabelScores& scores);

/// "0.91", and " [0.80, 1.00]" behind it where there is an interval of that name.
[[nodiscard]] std::string with_interval(const Evaluation& evaluation, const std::string& name,
                                        double value, int digits);

}  // namespace noctemg::cli
