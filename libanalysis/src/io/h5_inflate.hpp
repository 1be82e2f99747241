#pragma once

/// \file
/// HDF5's chunk filters undone outside HDF5, so that threads can do it side by side.

#include <cstddef>
#include <span>

namespace noctemg::io::h5 {

struct ChunkCode {
  bool deflated = false;
  bool shuffled = false;
  std::size_t element_bytes = 1;
};

/// Decodes one stored chunk into exactly out.size() bytes. False when the bytes are damaged.
[[nodiscard]] bool decode_chunk(std::span<const std::byte> stored, const ChunkCode& code,
                                std::span<std::byte> out);

}  // namespace noctemg::io::h5
