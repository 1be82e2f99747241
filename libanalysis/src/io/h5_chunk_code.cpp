#include "io/h5_chunk_code.hpp"

#include <algorithm>
#include <memory>
#include <new>
#include <vector>

#include <libdeflate.h>

namespace noctemg::io::h5 {
namespace {

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* d) const noexcept { libdeflate_free_decompressor(d); }
};

/// More than twice as fast as zlib, which HDF5 itself uses; one per thread.
bool inflate_all(std::span<const std::byte> stored, std::span<std::byte> out) {
  thread_local const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(
      libdeflate_alloc_decompressor());
  if (decompressor == nullptr) throw std::bad_alloc();
  // Without a place for the size, exactly out.size() bytes are asked for.
  return libdeflate_zlib_decompress(decompressor.get(), stored.data(), stored.size(), out.data(),
                                    out.size(), nullptr) == LIBDEFLATE_SUCCESS;
}

/// The shuffle filter stores all first bytes, then all second bytes, and so on. A compile-time
/// width lets the compiler interleave whole vectors.
template <std::size_t width>
void unshuffle(const std::byte* planes, std::size_t count, std::byte* out) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t b = 0; b < width; ++b) out[i * width + b] = planes[b * count + i];
  }
}

void unshuffle(std::span<const std::byte> planes, std::size_t width, std::span<std::byte> out) {
  const std::size_t count = out.size() / width;
  switch (width) {
    case 2:
      return unshuffle<2>(planes.data(), count, out.data());
    case 4:
      return unshuffle<4>(planes.data(), count, out.data());
    case 8:
      return unshuffle<8>(planes.data(), count, out.data());
    default:
      std::copy(planes.begin(), planes.end(), out.begin());
  }
}

template <std::size_t width>
void shuffle(const std::byte* in, std::size_t count, std::byte* planes) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t b = 0; b < width; ++b) planes[b * count + i] = in[i * width + b];
  }
}

void shuffle(std::span<const std::byte> in, std::size_t width, std::span<std::byte> planes) {
  const std::size_t count = in.size() / width;
  switch (width) {
    case 2:
      return shuffle<2>(in.data(), count, planes.data());
    case 4:
      return shuffle<4>(in.data(), count, planes.data());
    case 8:
      return shuffle<8>(in.data(), count, planes.data());
    default:
      std::copy(in.begin(), in.end(), planes.begin());
  }
}

struct FreeCompressor {
  void operator()(libdeflate_compressor* c) const noexcept { libdeflate_free_compressor(c); }
};

}  // namespace

bool decode_chunk(std::span<const std::byte> stored, const ChunkCode& code,
                  std::span<std::byte> out) {
  if (!code.deflated && stored.size() != out.size()) return false;
  if (!code.shuffled) {
    if (code.deflated) return inflate_all(stored, out);
    std::copy(stored.begin(), stored.end(), out.begin());
    return true;
  }
  if (!code.deflated) {
    unshuffle(stored, code.element_bytes, out);
    return true;
  }
  thread_local std::vector<std::byte> planes;
  planes.resize(out.size());
  if (!inflate_all(stored, planes)) return false;
  unshuffle(planes, code.element_bytes, out);
  return true;
}

std::span<const std::byte> encode_chunk(std::span<const std::byte> numbers,
                                        std::size_t element_bytes) {
  thread_local const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(
      libdeflate_alloc_compressor(1));
  if (compressor == nullptr) throw std::bad_alloc();
  thread_local std::vector<std::byte> planes;
  thread_local std::vector<std::byte> stored;
  planes.resize(numbers.size());
  shuffle(numbers, element_bytes, planes);
  stored.resize(libdeflate_zlib_compress_bound(compressor.get(), planes.size()));
  const std::size_t size = libdeflate_zlib_compress(compressor.get(), planes.data(), planes.size(),
                                                    stored.data(), stored.size());
  return std::span<const std::byte>(stored).first(size);
}

}  // namespace noctemg::io::h5
