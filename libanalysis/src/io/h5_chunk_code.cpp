#include "io/h5_chunk_code.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
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

/// Deflate stores bytes in pieces of this size at most.
constexpr std::size_t most_stored_bytes = 65535;

/// Are these bytes as good as random? The last digits of measured floats are, and to look for
/// repetitions in them takes longer than in all the others. Told from how often two of some bytes
/// are the same: a quarter more often than in noise is what a code of whole bits begins to gain by.
bool looks_random(std::span<const std::byte> bytes) {
  constexpr std::size_t most_looked_at = 1024;
  constexpr double more_often = 1.25;
  const std::span<const std::byte> some = bytes.first(std::min(bytes.size(), most_looked_at));
  std::array<std::uint32_t, 256> counts = {};
  for (const std::byte byte : some) ++counts[static_cast<std::size_t>(byte)];
  std::uint64_t pairs = 0;
  for (const std::uint64_t count : counts) pairs += count > 0 ? count * (count - 1) : 0;
  const auto size = static_cast<double>(some.size());
  // Too few to tell: no pair is expected.
  return size >= 256 && static_cast<double>(pairs) < more_often * size * (size - 1) / 256;
}

/// A zlib stream as it grows.
class ZlibStream {
 public:
  /// \param bytes  where it is written; grown as needed
  ZlibStream(std::vector<std::byte>& bytes, std::size_t most_bytes) : bytes_(bytes) {
    if (bytes_.size() < most_bytes) bytes_.resize(most_bytes);
    put(std::byte{0x78});  // deflate, a window of 32 KiB
    put(std::byte{0x01});  // the fastest level; makes the header a multiple of 31
  }
  static std::size_t most_bytes(std::size_t stored, std::size_t deflated_bound) {
    constexpr std::size_t around = 2 + 4;
    constexpr std::size_t before_piece = 5;
    return around + stored + before_piece * (stored / most_stored_bytes + 1) + deflated_bound;
  }
  /// As they are.
  void store(std::span<const std::byte> plain) {
    while (!plain.empty()) {
      const std::span<const std::byte> piece =
          plain.first(std::min(plain.size(), most_stored_bytes));
      const auto size = static_cast<std::uint16_t>(piece.size());
      put(std::byte{0});  // a stored piece, not the last one
      put_two(size);
      put_two(static_cast<std::uint16_t>(~size));
      std::copy(piece.begin(), piece.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
      size_ += piece.size();
      plain = plain.subspan(piece.size());
    }
  }
  void deflate(libdeflate_compressor* compressor, std::span<const std::byte> plain) {
    size_ += libdeflate_deflate_compress(compressor, plain.data(), plain.size(),
                                         bytes_.data() + size_, bytes_.size() - size_);
  }
  /// \param plain  all that went in
  std::span<const std::byte> end(std::span<const std::byte> plain) {
    const std::uint32_t sum = libdeflate_adler32(1, plain.data(), plain.size());
    for (const int shift : {24, 16, 8, 0}) put(static_cast<std::byte>(sum >> shift));
    return std::span<const std::byte>(bytes_).first(size_);
  }

 private:
  void put(std::byte byte) { bytes_[size_++] = byte; }
  void put_two(std::uint16_t value) {
    put(static_cast<std::byte>(value));
    put(static_cast<std::byte>(value >> 8));
  }

  std::vector<std::byte>& bytes_;
  std::size_t size_ = 0;
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
  const std::span<const std::byte> all(planes);
  const std::size_t plane_bytes = element_bytes > 1 ? numbers.size() / element_bytes : 0;
  std::size_t random_bytes = 0;
  while (plane_bytes > 0 && random_bytes < all.size() &&
         looks_random(all.subspan(random_bytes, plane_bytes))) {
    random_bytes += plane_bytes;
  }
  const std::span<const std::byte> others = all.subspan(random_bytes);
  const std::size_t bound = libdeflate_deflate_compress_bound(compressor.get(), others.size());
  ZlibStream stream(stored, ZlibStream::most_bytes(random_bytes, bound));
  stream.store(all.first(random_bytes));
  stream.deflate(compressor.get(), others);
  return stream.end(all);
}

}  // namespace noctemg::io::h5
