#pragma once

/// \file
/// What the annotation signals of EDF+ and BDF+ files say: when each record begins, and texts.

#include <limits>
#include <vector>

#include "io/edf_bytes.hpp"
#include "io/edf_header.hpp"
#include "io/edf_warnings.hpp"
#include "noctemg/recording.hpp"

namespace noctemg::io {

/// In place of the time of a record that states none.
inline constexpr Ticks no_onset = std::numeric_limits<Ticks>::min();

/// All times from the start that the header states.
struct EdfTexts {
  std::vector<Ticks> record_onsets;     ///< one per record; empty without annotation signals
  std::vector<Annotation> annotations;  ///< in file order, without the records' time stamps
};

/// Lists that cannot be read are left out, with one warning that counts them.
/// \throws InputError when the file cannot be read
[[nodiscard]] EdfTexts read_edf_texts(const FileBytes& file, const EdfHeader& header,
                                      WarningList& warnings);

}  // namespace noctemg::io
