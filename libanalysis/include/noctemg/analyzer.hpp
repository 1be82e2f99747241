#pragma once

/// \file
/// The whole line in one call: conditioner, rows, segmenter, assembler, classifier, scorer.

#include <functional>
#include <string>
#include <vector>

#include "noctemg/hypnogram.hpp"
#include "noctemg/montage.hpp"
#include "noctemg/night.hpp"
#include "noctemg/options.hpp"
#include "noctemg/reader.hpp"

namespace noctemg {

/// Everything about a call that cannot change its result.
struct AnalyzeHooks {
  /// Called from the calling thread with the finished share, 0 to 1. Returning false stops the
  /// analysis (Interrupted).
  std::function<bool(double)> progress;
  int threads = 0;  ///< 0 = all cores
};

/// Analyses one recording. Memory does not grow with its length, but for the episodes and the
/// one-second overview. The result is the same, bit for bit, for any number of threads and any
/// block size. \param reader     an open recording \param options    see `noctemg options` \param
/// montage    rows of a montage file; empty: guessed from labels \param hypnogram  stages; empty:
/// taken from the recording's annotations where it has any \throws InputError when no channel can
/// be analysed (the message says why for each) or the bytes cannot be read;
///         OptionError; Interrupted
[[nodiscard]] Night analyze(const Reader& reader, const Options& options = {},
                            const std::vector<MontageRow>& montage = {},
                            const Hypnogram& hypnogram = {}, const AnalyzeHooks& hooks = {});

}  // namespace noctemg
