#pragma once

/// \file
/// Names of noctemg's own recording layout, shared by its reader and its writer. See h5_schema.md.

#include <cstdint>

namespace noctemg::io::layout {

inline constexpr std::int64_t version = 1;
inline constexpr const char* mark = "noctemg_recording";
inline constexpr const char* signals = "signals";
inline constexpr const char* samples = "samples";
inline constexpr const char* segments = "segments";
inline constexpr const char* annotations = "annotations";

}  // namespace noctemg::io::layout
