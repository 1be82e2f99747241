#pragma once

/// \file
/// One recording format into another without touching what was measured.

#include <functional>
#include <string>

#include "noctemg/reader.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::io {

/// Copies a recording. Stored integers, their scale, segments and annotations stay what they are;
/// floating-point samples stay exact in HDF5 and are given the whole digital range in EDF and BDF.
/// Of EDF and BDF, labels of at most 16 characters are asked, and a physical range is kept as far
/// as 8 characters hold it.
/// \param progress  told the finished share, 0 to 1; false ends it, and nothing is written
/// \throws InputError, OutputError; Interrupted
void convert_reader(const Reader& reader, const std::string& out, RecordingFormat format,
                    const std::function<bool(double)>& progress = {});

/// convert_recording() to HDF5.
void convert_to_h5(const std::string& edf_path, const std::string& h5_path);

}  // namespace noctemg::io
