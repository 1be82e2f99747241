#pragma once

/// \file
/// HDF5's chunk filters outside HDF5: faster, and threads can undo them side by side.

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

/// Shuffles and deflates (level 1) the numbers of a whole chunk.
/// \return what is to be stored, until the next call of this thread
[[nodiscard]] std::span<const std::byte> encode_chunk(std::span<const std::byte> numbers,
                                                      std::size_t element_bytes);

}  // namespace noctemg::io::h5
