#pragma once

/// \file
/// What a group is, by the working definitions of the field, and why. Every threshold is an option,
/// every decision a reason.

#include <span>
#include <string>
#include <vector>

#include "emg/measure.hpp"
#include "emg/site.hpp"
#include "noctemg/night.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

struct Verdict {
  Label label = Label::leg_movement;
  Certainty certainty = Certainty::none;
  std::vector<std::string> reasons;
};

/// Why an episode is certainly no muscle's (hum, a rail), whatever a model says; empty when it may
/// be one.
[[nodiscard]] std::vector<std::string> against_muscle(const EpisodeFeatures& f);

/// \param isolated  no other movement of the leg begins within the longest series interval
[[nodiscard]] Verdict classify(const Evidence& evidence, std::span<const Site> sites,
                               const ClassifyOptions& options, bool isolated);

}  // namespace noctemg::emg
