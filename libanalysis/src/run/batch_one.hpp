#pragma once

/// \file
/// One recording of a batch, from its file to its folder.

#include <functional>
#include <optional>

#include "noctemg/batch.hpp"
#include "run/batch_mark.hpp"

namespace noctemg::detail {

struct Outcome {
  BatchInput input;
  bool kept = false;                    ///< its result was complete already
  std::optional<Night> night;           ///< when it was analysed and written
  std::optional<BatchFailure> failure;  ///< when it was not; none of these: it was interrupted
};

/// Whatever goes wrong with the recording ends in the outcome; nothing half-written is left.
[[nodiscard]] Outcome analyze_one(const BatchInput& input, const Options& options,
                                  const BatchOptions& batch, int threads,
                                  const std::function<bool(double)>& progress);

}  // namespace noctemg::detail
