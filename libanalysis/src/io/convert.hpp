#pragma once

/// \file
/// One recording format into another without touching what was measured.

#include <string>

#include "noctemg/reader.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::io {

/// Copies a recording. Stored integers, their scale, segments and annotations stay what they are;
/// floating-point samples stay exact in HDF5 and are given the whole digital range in EDF and BDF.
/// Of EDF and BDF, labels of at most 16 characters are asked, and a physical range is kept as far
/// as 8 characters hold it. \throws InputError, OutputError
void convert_reader(const Reader& reader, const std::string& out, RecordingFormat format);

/// convert_recording() to HDF5.
void convert_to_h5(const std::string& edf_path, const std::string& h5_path);

}  // namespace noctemg::io
