#pragma once

/// \file
/// The verdict on a group: the model's label and probability under the rules' veto, or the rules
/// alone.

#include <span>

#include "emg/classifier.hpp"
#include "emg/measure.hpp"
#include "noctemg/episode_model.hpp"

namespace noctemg::emg {

struct Judgement {
  Verdict verdict;
  double probability = not_a_number;  ///< of a cramp; NaN under rules
};

/// \param model     nullptr: rules alone
/// \param isolated  no other movement of the leg begins within the longest series interval
[[nodiscard]] Judgement judge(const Evidence& evidence, std::span<const Site> sites,
                              const ClassifyOptions& options, bool isolated,
                              const EpisodeModel* model);

}  // namespace noctemg::emg
