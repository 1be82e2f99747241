#pragma once

/// \file
/// Limits that several steps of a decision share.

namespace noctemg::emg {

/// Cross-talk between neighbours stays below this share of its source (3-17 % in the literature on
/// leg muscles).
inline constexpr double cross_talk = 0.2;
/// An antagonist at this share works itself: electrodes differ, so that half of the leading level
/// would be too much to ask of every site of a leg that contracts as a whole.
inline constexpr double beyond_cross_talk = 0.3;
/// Hum that makes up nearly all of the power before the notches is what remains after them, too.
inline constexpr double mostly_hum = 0.8;
/// More than half of an episode at a rail is the amplifier's shape, not the muscle's.
inline constexpr double mostly_clipped = 0.5;
/// A change of level beyond any swaying of one activity: residual tone lies further below its
/// cramp, a stretch further above.
inline constexpr double level_change = 3.0;

}  // namespace noctemg::emg
