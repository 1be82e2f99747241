#pragma once

/// \file
/// How the body lies and moves, as sensors of position and acceleration tell it.

#include <cstdint>
#include <memory>

#include "body_source.hpp"

namespace noctemg::synth {

/// 0 supine, 1 left, 2 right, 3 prone, 4 upright.
[[nodiscard]] std::unique_ptr<BodySource> make_position(const Script& script);

/// One axis, in g: the part of gravity that the posture leaves it, and movements of its side.
[[nodiscard]] std::unique_ptr<BodySource> make_accelerometer(const Script& script, std::size_t lead,
                                                             std::uint64_t key);

}  // namespace noctemg::synth
