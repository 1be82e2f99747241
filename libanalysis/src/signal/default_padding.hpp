#pragma once

#include <cstddef>
#include <span>

#include "noctemg/signal.hpp"

namespace noctemg::signal {

/// SciPy's default for sosfiltfilt: three times the taps of the equivalent transfer function, less
/// sections with a zero or pole at 0.
[[nodiscard]] std::size_t default_padding(std::span<const Section> sections);

}  // namespace noctemg::signal
