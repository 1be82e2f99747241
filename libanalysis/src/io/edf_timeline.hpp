#pragma once

/// \file
/// Which data records follow each other without a gap.

#include <cstdint>
#include <string>
#include <vector>

#include "io/edf_header.hpp"
#include "io/edf_warnings.hpp"
#include "noctemg/time.hpp"

namespace noctemg::io {

/// Records [first_record, first_record + record_count) that touch.
struct RecordRun {
  std::int64_t first_record = 0;
  std::int64_t record_count = 0;
  Ticks start = 0;  ///< from the first sample of the recording
};

/// Time of the first record from the start that the header states; 0 when no record states one.
[[nodiscard]] Ticks first_record_onset(const std::vector<Ticks>& record_onsets);

/// \param record_onsets  from the annotation signals, empty when there are none
/// Continuous files give one run whatever their onsets say, with a warning when these disagree.
/// Records of discontinuous files touch when they are at most half a sample of the fastest
/// channel (or 1 µs) apart.
/// \throws InputError when the time of a record in a discontinuous file is unknown or lies before
/// the end of the record before it
[[nodiscard]] std::vector<RecordRun> record_runs(const std::string& path, const EdfHeader& header,
                                                 const std::vector<Ticks>& record_onsets,
                                                 WarningList& warnings);

}  // namespace noctemg::io
