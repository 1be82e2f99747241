#pragma once

/// \file
/// How much scores would change with other nights of the same kind: percentile bootstrap over
/// nights (Efron 1979), not over events, which come in clusters.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "noctemg/evaluate.hpp"

namespace noctemg::eval {

struct NamedValue {
  std::string name;
  double value = not_a_number;
};

/// The scores of some nights, given by their numbers, with repetition; always the same names.
using ScoresOfNights = std::function<std::vector<NamedValue>(const std::vector<std::size_t>&)>;

/// Which nights the `resample`-th resample holds: a pure function of its arguments, alike on every
/// machine.
[[nodiscard]] std::vector<std::size_t> resampled(std::size_t nights, std::uint64_t seed,
                                                 std::uint64_t resample);

/// Every score with its 95 % interval. Without at least two nights, or without resamples, none.
[[nodiscard]] std::vector<Estimate> bootstrap(std::size_t nights, const EvaluateOptions& options,
                                              const ScoresOfNights& scores);

}  // namespace noctemg::eval
