#pragma once

/// \file
/// Recordings as 32-bit floating-point samples in noctemg's own HDF5 layout.

#include <memory>
#include <string>

#include "noctemg/writers.hpp"

namespace noctemg::io {

/// \throws OutputError, ArgumentError
[[nodiscard]] std::unique_ptr<RecordingWriter> create_h5_recording(
    const std::string& path, const OutputRecording& recording);

}  // namespace noctemg::io
