#pragma once

/// \file
/// Sleep stages as sleep laboratories and their programs write them.

#include <optional>
#include <string_view>

#include "noctemg/hypnogram.hpp"

namespace noctemg::io {

/// What a number stands for: YASA counts W 0, N1-N3 1-3, REM 4; Rechtschaffen and Kales, and the
/// exports that follow them, W 0, stages 1-4, REM 5.
enum class StageNumbers { yasa, rechtschaffen_kales };

/// "W", "Wake", "N2", "NREM 2", "S2", "Stage 2 sleep", "Sleep stage R", "REM", "2", "?",
/// "Unscored", "MOVEMENT", ... in any case; Stage::unknown for what is said to be unscored; nullopt
/// for what is no stage at all.
[[nodiscard]] std::optional<Stage> stage_from(std::string_view text, StageNumbers numbers);

/// The same for annotations, among which stand many other texts: only "Sleep stage ...", "Stage
/// ..." and the names that cannot mean anything else ("N1", "REM", "Wake").
[[nodiscard]] std::optional<Stage> stage_from_annotation(std::string_view text);

/// True for an annotation that wants to be a stage: "Sleep stage" and anything.
[[nodiscard]] bool speaks_of_a_stage(std::string_view text);

}  // namespace noctemg::io
